"""The store port: what is kept of a person, and the promises that every store makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from skill.routine.preferences import Preferences
from skill.routine.run import Run


class StoreUnavailableError(Exception):
    """The store does not answer now: nothing was kept, and the same call may work later."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a person besides what they did."""

    preferences: Preferences = field(default_factory=Preferences)
    """What they want of a routine."""
    welcomed: bool = False
    """Whether they heard the disclaimer and said yes to it."""
    zone: str | None = None
    """Name of their time zone, such as `Europe/London`; None until it is known."""
    zone_seen_at: datetime | None = None
    """When the zone was last asked for, in UTC."""


class Store(Protocol):
    """Keeps profiles and runs, by user.

    Every store promises: a run only grows (`merge_run` joins, in any order, any number of
    times, from any number of devices at once); a change of one thing in a profile never undoes
    a change of another; what was answered as kept survives the death of the process.
    Every call may raise `StoreUnavailableError`.
    """

    def profile(self, user: str) -> Profile:
        """What is kept of a person; the defaults for somebody new."""
        ...

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now, and write only what it changed."""
        ...

    def merge_run(self, user: str, run: Run) -> Run:
        """Join this account of a run with the one that is kept; the result is kept and returned.

        In the common case it costs one write and no read.
        """
        ...

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id; None if there is none."""
        ...

    def latest_runs(self, user: str, limit: int) -> Sequence[Run]:
        """The newest runs, the newest first."""
        ...

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first; one Query."""
        ...

    def forget(self, user: str) -> None:
        """Remove every row of a person."""
        ...
