"""A store that forgets when the process ends: for tests, and for a conversation to try out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any

from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store.clock_rows import NUDGE_KEY, nudge_row, shard_of
from skill.store.owner import account_of, key_of
from skill.store.port import Changes, JobMark, Known, Profile, StoreUnavailableError
from skill.store.rows import PROFILE_KEY, Row, as_json, profile_row, run_key, run_row


class MemoryStore:
    """Keeps everything in dictionaries. See `port.Store` for what it promises."""

    def __init__(self) -> None:
        """Begin empty and up."""
        self.down = False
        """Set it, and every call fails as it does when a real store is away."""
        self._lock = Lock()
        self._profiles: dict[str, Profile] = {}
        self._runs: dict[str, dict[str, Run]] = {}
        self._nudges: dict[str, Nudge] = {}
        self._job_marks: dict[str, JobMark] = {}
        self._forgotten: dict[str, datetime] = {}
        self._words: dict[str, dict[str, str]] = {}

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        self._answer()
        found = self._profiles.get(user)
        return replace(found, version=1) if found else Profile()

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now."""
        self._answer()
        with self._lock:
            changed = change(self._profiles.get(user, Profile()))
            self._profiles[user] = changed
            return changed

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept."""
        self._answer()
        with self._lock:
            runs = self._runs.get(user, {})
            if run.id not in runs and (kept or self._was_forgotten(user, run.started_at)):
                return None
            merged = runs[run.id].merged(run) if run.id in runs else run
            self._runs.setdefault(user, {})[run.id] = merged.without_hurts()
            return merged

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person."""
        words = dict(self._words.get(user, {}))
        return Known(self.profile(user), self.latest_runs(user, limit), words=words)

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed."""
        merged = [self.merge_run(u, run, kept=run.id in changes.kept) for u, run in changes.runs]
        told = [run for _, run in changes.runs]
        for user, run in changes.runs if changes.word else ():
            self._words.setdefault(user, {})[run.id] = changes.word
        runs = tuple(kept or run for kept, run in zip(merged, told, strict=True))
        gone = frozenset(run.id for kept, run in zip(merged, told, strict=True) if kept is None)
        if changes.change is None or self._profile_was_forgotten(changes):
            return Known(Profile(), runs, gone)
        return Known(self.change_profile(changes.user, changes.change), runs, gone)

    def _was_forgotten(self, user: str, since: datetime) -> bool:
        moments = (self._forgotten.get(whose) for whose in (user, account_of(user)))
        return any(moment is not None and moment >= since for moment in moments)

    def _profile_was_forgotten(self, changes: Changes) -> bool:
        if changes.user in self._profiles:
            return False
        was_seen = changes.seen is not None and changes.seen.version > 0
        return was_seen or bool(changes.at and self._was_forgotten(changes.user, changes.at))

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:  # noqa: ARG002
        """A run by its id."""
        self._answer()
        return self._runs.get(user, {}).get(run_id)

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        runs = self._oldest_first(user)[::-1]
        return tuple(run for run in runs if before is None or run.started_at < before)[:limit]

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        return tuple(run for run in self._oldest_first(user) if since <= run.started_at < until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove all that is kept of a person."""
        self._answer()
        with self._lock:
            self._nudges.pop(user, None)
            for rows in (self._profiles, self._runs, self._words):
                for owner in [o for o in rows if user in (o, account_of(o))]:
                    del rows[owner]
            if at is not None:
                self._forgotten[user] = at

    def forgotten_at(self, user: str) -> datetime | None:
        """When a person was forgotten."""
        self._answer()
        return self._forgotten.get(user)

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done."""
        self._answer()
        with self._lock:
            gone = [
                (runs, run)
                for runs in self._runs.values()
                for run in runs.values()
                if run.started_at < before and not (run.done or run.heard or run.cut_short)
            ]
            for runs, run in gone:
                del runs[run.id]
        return len(gone)

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of an account, as another store would keep it."""
        self._answer()
        rows: dict[str, Row] = {}
        with self._lock:
            for owner, profile in self._profiles.items():
                if user in (owner, account_of(owner)):
                    rows[key_of(owner, PROFILE_KEY)] = profile_row(profile)
            for owner, runs in self._runs.items():
                if user in (owner, account_of(owner)):
                    rows |= {key_of(owner, run_key(id_)): run_row(run) for id_, run in runs.items()}
            if user in self._nudges:
                rows[NUDGE_KEY] = nudge_row(self._nudges[user], user)
        return {key: as_json(row) for key, row in sorted(rows.items())}

    def nudge(self, user: str) -> Nudge | None:
        """What a person wants to be told."""
        self._answer()
        return self._nudges.get(user)

    def change_nudge(self, user: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now."""
        self._answer()
        with self._lock:
            before = self._nudges.get(user, Nudge())
            after = change(before)
            if after != before:
                self._nudges[user] = after
            return after

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """Those who are told in an hour of the week, of one shard."""
        self._answer()
        with self._lock:
            return [
                user
                for user, nudge in self._nudges.items()
                if nudge.slot == slot and shard_of(user) == shard
            ]

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job."""
        self._answer()
        with self._lock:
            mark = self._job_marks[job] = change(self._job_marks.get(job, JobMark()))
            return mark

    def _oldest_first(self, user: str) -> tuple[Run, ...]:
        self._answer()
        with self._lock:
            return tuple(sorted(self._runs.get(user, {}).values(), key=lambda run: run.id))

    def _answer(self) -> None:
        if self.down:
            raise StoreUnavailableError("the store is down: bring it up and try again")
