"""A store that keeps nobody waiting; see `patience`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store.patience import Patience
from skill.store.port import Changes, JobMark, Known, Profile, Store


class PatientStore:
    """Another store, of which no call takes longer than there is time for; see `patience`."""

    def __init__(self, store: Store, patience: Patience | None = None) -> None:
        """Give each call of `store` so much time."""
        self._store = store
        self._call = (patience or Patience()).call

    def get_ready(self, connect: Callable[[], None]) -> None:
        """Connect ahead of the first call, in the thread that will make it."""
        self._call(connect)

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        return self._call(self._store.profile, user)

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now."""
        return self._call(self._store.change_profile, user, change)

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept."""
        return self._call(self._store.merge_run, user, run, kept=kept)

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person."""
        return self._call(self._store.known, user, limit)

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed."""
        return self._call(self._store.keep, changes)

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:
        """A run by its id."""
        return self._call(self._store.run, user, run_id, fresh=fresh)

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        return self._call(self._store.latest_runs, user, limit, before)

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        return self._call(self._store.runs_between, user, since, until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner."""
        self._call(self._store.forget, user, at)

    def forgotten_at(self, user: str) -> datetime | None:
        """When an owner was forgotten lately."""
        return self._call(self._store.forgotten_at, user)

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done."""
        return self._call(self._store.forget_abandoned, before)

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of an account, as it is kept."""
        return self._call(self._store.kept, user)

    def nudge(self, account: str) -> Nudge | None:
        """What an account wants to be told."""
        return self._call(self._store.nudge, account)

    def change_nudge(self, account: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now."""
        return self._call(self._store.change_nudge, account, change)

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """The accounts that are told in an hour of the week, of one shard."""
        return self._call(self._store.due, slot, shard)

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job."""
        return self._call(self._store.change_job_mark, job, change)
