"""A store that forgets when the process ends: for tests, and for a conversation to try out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from skill.routine.run import Run
from skill.store.port import Profile, StoreUnavailableError


class MemoryStore:
    """Keeps profiles and runs in dictionaries. See `port.Store` for what it promises."""

    def __init__(self) -> None:
        """Begin empty and up."""
        self.down = False
        """Set it, and every call fails as it does when a real store is away."""
        self._lock = Lock()
        self._profiles: dict[str, Profile] = {}
        self._runs: dict[str, dict[str, Run]] = {}

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        self._answer()
        return self._profiles.get(user, Profile())

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now."""
        self._answer()
        with self._lock:
            changed = change(self._profiles.get(user, Profile()))
            self._profiles[user] = changed
            return changed

    def merge_run(self, user: str, run: Run) -> Run:
        """Join this account of a run with the one that is kept."""
        self._answer()
        with self._lock:
            runs = self._runs.setdefault(user, {})
            merged = runs[run.id].merged(run) if run.id in runs else run
            runs[run.id] = replace(merged, hurts=0)
            return merged

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id."""
        self._answer()
        return self._runs.get(user, {}).get(run_id)

    def latest_runs(self, user: str, limit: int) -> Sequence[Run]:
        """The newest runs, the newest first."""
        return self._oldest_first(user)[::-1][:limit]

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        return tuple(run for run in self._oldest_first(user) if since <= run.started_at < until)

    def forget(self, user: str) -> None:
        """Remove all that is kept of a person."""
        self._answer()
        with self._lock:
            self._profiles.pop(user, None)
            self._runs.pop(user, None)

    def _oldest_first(self, user: str) -> tuple[Run, ...]:
        self._answer()
        with self._lock:
            return tuple(sorted(self._runs.get(user, {}).values(), key=lambda run: run.id))

    def _answer(self) -> None:
        if self.down:
            raise StoreUnavailableError("the store is down: bring it up and try again")
