"""A store that does not write what it knows to be kept already."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any

from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store.owner import account_of
from skill.store.port import (
    Changes,
    JobMark,
    Known,
    Profile,
    Store,
    account_of_run,
    only_run,
)

REMEMBERED_RUNS = 1_000
"""Runs whose stored account is held in memory; about a kilobyte each."""


class CachingStore:
    """Another store, with the last known account of recent runs in front of it.

    Most playback events tell nothing new. A run only grows, so an account that adds nothing to
    what this process has seen kept adds nothing to what is kept now. How often something hurt in
    a run is known here for as long as it matters, and written nowhere.
    """

    def __init__(self, store: Store) -> None:
        """Wrap `store`, remembering what was read."""
        self._store = store
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, str], Run] = OrderedDict()

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account with the one that is kept; written only if it adds something."""
        return only_run(self.keep(account_of_run(user, run, kept=kept)))

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person."""
        known = self._store.known(user, limit)
        return replace(known, runs=tuple(self._with_hurts(user, run) for run in known.runs))

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed; a run is written only if its account adds something."""
        news = tuple(each for each in changes.runs if self._adds_something(*each))
        kept = Known(Profile())
        if news or changes.change is not None:
            kept = self._store.keep(replace(changes, runs=news))
        for (user, run), stored in zip(news, kept.runs, strict=True):
            if run.id in kept.gone:
                self._known.pop((user, run.id), None)
            else:
                self._remember(user, self._with_hurts(user, stored.with_hurts_of(run)))
        runs = tuple(self._known.get((user, run.id), run) for user, run in changes.runs)
        return replace(kept, runs=runs)

    def _adds_something(self, user: str, run: Run) -> bool:
        known = self._known.get((user, run.id))
        return known is None or known.merged(run) != known

    def _remember(self, user: str, run: Run) -> None:
        with self._lock:
            self._known[user, run.id] = run
            self._known.move_to_end((user, run.id))
            if len(self._known) > REMEMBERED_RUNS:
                self._known.popitem(last=False)

    def _with_hurts(self, user: str, run: Run) -> Run:
        known = self._known.get((user, run.id))
        return run if known is None else run.with_hurts_of(known)

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        return self._store.profile(user)

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now."""
        return self._store.change_profile(user, change)

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:
        """A run by its id; from memory, where it need not be fresh."""
        known = self._known.get((user, run_id))
        if known is not None and not fresh:
            return known
        found = self._store.run(user, run_id)
        if found is None:
            return None
        found = self._with_hurts(user, found)
        self._remember(user, found)
        return found

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        runs = self._store.latest_runs(user, limit, before)
        return tuple(self._with_hurts(user, run) for run in runs)

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        return self._store.runs_between(user, since, until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner."""
        self._store.forget(user, at)
        with self._lock:
            for key in [key for key in self._known if user in (key[0], account_of(key[0]))]:
                del self._known[key]

    def forgotten_at(self, user: str) -> datetime | None:
        """When a person was forgotten lately."""
        return self._store.forgotten_at(user)

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done."""
        return self._store.forget_abandoned(before)

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of a person, as it is kept."""
        return self._store.kept(user)

    def nudge(self, user: str) -> Nudge | None:
        """What a person wants to be told."""
        return self._store.nudge(user)

    def change_nudge(self, user: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now."""
        return self._store.change_nudge(user, change)

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """Those who are told in an hour of the week, of one shard."""
        return self._store.due(slot, shard)

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job."""
        return self._store.change_job_mark(job, change)
