"""The store port: what is kept of a person, and the promises that every store makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from skill.routine.nudge import Nudge, Slot
from skill.routine.preferences import Preferences
from skill.routine.run import Run
from skill.routine.standing import Doses
from skill.routine.streaks import Tally

ABANDONED_AFTER = timedelta(days=30)
"""A run in which nothing was done is forgotten so long after it began."""
REMEMBERED_FORGOTTEN = timedelta(days=30)
"""How long it is known that somebody was forgotten: far longer than any report comes late."""
LONGEST_REST = timedelta(hours=26)
"""To the end of a day, if clocks are put back on it, and somewhat more."""
SHARDS = 64
"""Into how many parts those who are due in one hour are divided, by their id. It stands in every
row of the index: with another number they have to be written anew."""


class StoreUnavailableError(Exception):
    """The store does not answer now: nothing was kept, and the same call may work later."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a person besides what they did."""

    preferences: Preferences = field(default_factory=Preferences)
    """What they want of a routine."""
    doses: Doses = field(default_factory=Doses)
    """How their doses have moved."""
    consent: str = ""
    """Which words of the screening question they consented to; empty before the first time."""
    consented_at: datetime | None = None
    """When they did, in UTC."""
    rest_until: datetime | None = None
    """Until when they rest, in UTC: the end of a day. Why is never kept."""
    zone: str | None = None
    """Name of their time zone, such as `Europe/London`; None until it is known."""
    zone_seen_at: datetime | None = None
    """When the zone was last asked for, in UTC."""
    zone_device: str = ""
    """A short hash of the device that was asked for it; empty when unknown."""
    week_starts: int = 0
    """The weekday that their weeks begin with: 0 for Monday to 6 for Sunday."""
    told_week: date | None = None
    """First day of the newest week at whose beginning the one before it was told."""
    tally: Tally | None = None
    """How their streaks stood when a week began; None when nobody asked yet."""
    shared: bool = False
    """Whether others of the account are known by their voices, and keep their own weeks."""
    version: int = field(default=0, compare=False)
    """Which of the row's versions was read: a store's own business."""

    def rests(self, now: datetime) -> bool:
        """Whether the person rests; a clock that was ahead for a while makes a day no year."""
        return self.rest_until is not None and now < self.rest_until <= now + LONGEST_REST


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, from one read."""

    profile: Profile
    """What is kept besides what they did; the defaults for somebody new."""
    runs: Sequence[Run] = ()
    """Their newest runs, the newest first."""
    gone: frozenset[str] = frozenset()
    """Ids of runs that were to be kept and are not: their person had them deleted."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By the ids of runs, which word of the person was kept with them last; see `Changes.word`."""


Change = Callable[[Profile], Profile]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one turn has to keep."""

    runs: tuple[tuple[str, Run], ...] = ()
    """Accounts of runs, each of another run, with whose they are."""
    user: str = ""
    """Whose profile changes."""
    change: Change | None = None
    """What becomes of it; it should set rather than count. None for no change."""
    seen: Profile | None = None
    """The profile as it was read in this turn, which may save a read; None if it was not."""
    kept: frozenset[str] = frozenset()
    """Ids of the runs that were kept before: where there is no row, it was deleted, and the run is
    not begun anew."""
    at: datetime | None = None
    """When the turn began: what somebody has deleted since is not begun anew. None if unknown."""
    word: str = ""
    """What stands for the person's request that changes the runs; empty for a device's report."""


def account_of_run(user: str, run: Run, *, kept: bool) -> Changes:
    """The change that one account of a run is; see `Store.merge_run`."""
    return Changes(((user, run),), kept=frozenset({run.id}) if kept else frozenset())


def only_run(known: Known) -> Run | None:
    """The one run that was to be kept; None if it was deleted."""
    (run,) = known.runs
    return None if run.id in known.gone else run


@dataclass(frozen=True, slots=True)
class JobMark:
    """How far a job is done."""

    done_until: datetime | None = None
    """The last hour that is done, in UTC; None before the first."""


class Store(Protocol):
    """Keeps profiles and runs, by user: an account, or a person of one (see `owner`).

    Every store promises: a run only grows (`merge_run` joins, in any order, any number of
    times, from any number of devices at once); a change of one thing in a profile never undoes
    a change of another; what was answered as kept survives the death of the process; what was
    deleted stays deleted, for whether a row or its tombstone is there is checked in the write.
    Every call may raise `StoreUnavailableError`.
    """

    def profile(self, user: str) -> Profile:
        """What is kept of a person; the defaults for somebody new."""
        ...

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now, and write only what it changed."""
        ...

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept; the result is kept and returned.

        In the common case it costs one write and no read.

        Args:
            user: whose.
            run: the account.
            kept: whether the run was kept before; then it is not begun anew.

        Returns:
            The run as it is kept; None if it was deleted, and is not kept any more.
        """
        ...

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person: the profile, and so many of the newest runs. One read."""
        ...

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed, in one write; gives it as it is kept then.

        All of it is kept, or none, unless somebody else changed some of it at the same moment:
        then each is kept by itself. The runs come back in the order of the changes; those that were
        deleted come back as they were told, and are named as gone.
        """
        ...

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:
        """A run by its id; None if there is none.

        Args:
            user: whose.
            run_id: which.
            fresh: whether it must be what is kept now; if not, what was kept lately will do.
        """
        ...

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        ...

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first; one Query."""
        ...

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner; of an account, those of its persons too.

        Args:
            user: whose.
            at: the present moment: it alone is kept for a while, under a hash of the id, so that
                what a device reports late of a run begun before does not begin it anew.
        """
        ...

    def forgotten_at(self, user: str) -> datetime | None:
        """When an owner was forgotten lately; None if they were not."""
        ...

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done; says how many.

        A store whose rows end by themselves after `ABANDONED_AFTER` has nothing to do.
        """
        ...

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of an account, as it is kept: rows by their key, sets as lists."""
        ...

    def nudge(self, account: str) -> Nudge | None:
        """What an account wants to be told, and when it was; None if nobody ever said."""
        ...

    def change_nudge(self, account: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now; of two who change at once, one sees the other's."""
        ...

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """The accounts that are told in an hour of the week, of one shard; never by a scan."""
        ...

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job as it is now; see `change_nudge`."""
        ...
