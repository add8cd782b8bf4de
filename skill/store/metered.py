"""A store that notes how long it is asked, how often, and how often it does not answer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter_ns
from typing import Any, ParamSpec, TypeVar

from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store.port import Changes, JobMark, Known, Profile, Store, StoreUnavailableError
from skill.telemetry.meter import running

P = ParamSpec("P")
T = TypeVar("T")


class MeteredStore:
    """Another store, with the meter of the turn or job in front of it; see `telemetry.meter`."""

    def __init__(self, store: Store) -> None:
        """Count and time the calls of `store`."""
        self._store = store

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        return _read(self._store.profile, user)

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now."""
        return _change(self._store.change_profile, user, change)

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept."""
        return _write(self._store.merge_run, user, run, kept=kept)

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person."""
        return _read(self._store.known, user, limit)

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed."""
        return _write(self._store.keep, changes)

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:
        """A run by its id."""
        return _read(self._store.run, user, run_id, fresh=fresh)

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        return _read(self._store.latest_runs, user, limit, before)

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        return _read(self._store.runs_between, user, since, until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner."""
        _write(self._store.forget, user, at)

    def forgotten_at(self, user: str) -> datetime | None:
        """When an owner was forgotten lately."""
        return _read(self._store.forgotten_at, user)

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done."""
        return _write(self._store.forget_abandoned, before)

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of an account, as it is kept."""
        return _read(self._store.kept, user)

    def nudge(self, account: str) -> Nudge | None:
        """What an account wants to be told."""
        return _read(self._store.nudge, account)

    def change_nudge(self, account: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now."""
        return _change(self._store.change_nudge, account, change)

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """The accounts that are told in an hour of the week, of one shard."""
        return _read(self._store.due, slot, shard)

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job."""
        return _change(self._store.change_job_mark, job, change)


def _read(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    meter = running()
    if meter is not None:
        meter.reads += 1
    return _timed(call, *args, **kwargs)


def _write(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    meter = running()
    if meter is not None:
        meter.writes += 1
    return _timed(call, *args, **kwargs)


def _change(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """A change is applied to what is there, and so reads it first."""
    meter = running()
    if meter is not None:
        meter.reads += 1
    return _write(call, *args, **kwargs)


def _timed(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    meter = running()
    if meter is None:
        return call(*args, **kwargs)
    began = perf_counter_ns()
    try:
        return call(*args, **kwargs)
    except StoreUnavailableError:
        meter.failures += 1
        raise
    finally:
        meter.store_ns += perf_counter_ns() - began
