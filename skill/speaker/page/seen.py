"""What is stored, as the page reads it: a store that does not answer stops no speaker."""

import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from skill.routine.run import Run
from skill.store.port import Profile, Store, StoreUnavailableError

T = TypeVar("T")
ASKED_AGAIN_AFTER_S = 3.0
"""A store that hangs holds the speaker up for as long as a call may take, so it is asked rarely."""


class SeenStore:
    """Reads a store; what that does not answer is as it was when it was read last."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        """Read this store; the clock tells seconds."""
        self._store = store
        self._clock = clock
        self._seen: dict[Hashable, Any] = {}
        self._rests_until = 0.0
        self.is_down = False
        """Whether it did not answer when it was asked last."""

    def profile(self, user: str) -> Profile:
        """What is kept of a person; see `Store.profile`."""
        return self._read(("profile", user), lambda: self._store.profile(user), Profile())

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id; see `Store.run`."""
        return self._read(("run", user, run_id), lambda: self._store.run(user, run_id), None)

    def latest_runs(self, user: str, limit: int, **about: Any) -> Sequence[Run]:  # noqa: ANN401
        """The newest runs; see `Store.latest_runs`."""
        return self._read(
            ("latest_runs", user, limit),
            lambda: self._store.latest_runs(user, limit, **about),
            (),
        )

    def forget(self) -> None:
        """Know nothing of what was read."""
        self._seen.clear()

    def _read(self, what: Hashable, read: Callable[[], T], otherwise: T) -> T:
        if self._clock() >= self._rests_until:
            try:
                self._seen[what] = read()
                self.is_down = False
            except StoreUnavailableError:
                self.is_down = True
                self._rests_until = self._clock() + ASKED_AGAIN_AFTER_S
        found: T = self._seen.get(what, otherwise)
        return found
