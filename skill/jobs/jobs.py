"""The jobs: plain functions that are told the time, and may be done any number of times."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from skill.jobs.nudging import Occasion, nudge
from skill.jobs.parts import Parts
from skill.jobs.refreshing import has_old_words, refresh
from skill.jobs.tally import Tally
from skill.routine.nudge import HOUR, Nudge, Slot, whole_hour
from skill.routine.progress import MOST_AHEAD
from skill.store.port import ABANDONED_AFTER, SHARDS, Store

A_WEEK = timedelta(days=7)
LATE = timedelta(hours=24)
"""How late a nudge may come; one that was missed for longer would tell of a week gone by."""
LAPSE_AHEAD = timedelta(days=4)
"""So long before somebody's weekly nudge it is seen whether they have stopped coming."""
LAPSES = tuple((timedelta(days=days), timedelta(days=days + 7)) for days in (10, 31))
"""How long ago the last exercise was when a person is asked back. It is looked at once a week and
each span takes a week, so it is twice for each lapse and then never again: nobody is nagged. Ten
days, because whoever exercised is told so of that week, and three days later would be too soon."""
LOOKED_BACK_AT = 5
"""Runs among which the last one with something done is looked for."""
TRACKS_KEPT_FOR = timedelta(days=60)
"""A track that nobody ordered for so long can be rendered anew when somebody does."""
TRACKS_MOST_BYTES = 4 * 1024**3
"""What all tracks may take on a disk: room for all that there are, where they are rendered to be
published. Somebody's own are far fewer; a whole routine takes five megabytes."""
NIGHT_HOUR = 3
"""When a machine keeps house, in UTC."""


def weekly_summary_due(parts: Parts, due: datetime, shard: int) -> Tally:
    """Tell those whose week ends in this hour, if they did something in it.

    Theirs and others' reminders that still say what is no longer said are refreshed by the way.

    Args:
        parts: what to work with.
        due: the hour, in UTC.
        shard: which part of all people.

    Raises:
        HeldUpError: Alexa takes no more now.
        StoreUnavailableError: the store does not answer.
    """
    occasion, total = Occasion(_did_something), Tally()
    with_old_words = []
    for account, known in _found(parts, due, shard, occasion):
        total += nudge(parts, account, known, due, occasion)
        if has_old_words(parts, known):
            with_old_words.append(account)
    return total + refresh(parts, with_old_words)


def lapsed_for_days(parts: Parts, due: datetime, shard: int) -> Tally:
    """Ask back those who have not exercised for ten days, and once more after a month.

    The arguments and errors are those of `weekly_summary_due`.
    """
    occasion = Occasion(_has_lapsed, LAPSE_AHEAD, HOUR)
    people = _found(parts, due, shard, occasion)
    return sum((nudge(parts, *each, due, occasion) for each in people), Tally())


def forget_abandoned_runs(parts: Parts, due: datetime, shard: int) -> Tally:  # noqa: ARG001
    """Forget the runs in which nothing was ever done."""
    return Tally(removed=parts.store.forget_abandoned(due - ABANDONED_AFTER))


def prune_tracks(parts: Parts, due: datetime, shard: int) -> Tally:  # noqa: ARG001
    """Delete the tracks that nobody orders any more, and the oldest where they take too much."""
    if parts.tracks is None:
        return Tally()
    since = due - TRACKS_KEPT_FOR
    return Tally(removed=parts.tracks.prune(kept_since=since, most_bytes=TRACKS_MOST_BYTES))


def _if_not_ahead(moment: datetime | None, now: datetime) -> datetime | None:
    """A moment, unless it is of a clock that was ahead: nothing would be done until then."""
    return None if moment is not None and moment - now > MOST_AHEAD else moment


@dataclass(frozen=True, slots=True)
class Job:
    """A function and its times."""

    name: str
    """Under which it is kept how far it is done."""
    work: Callable[[Parts, datetime, int], Tally]
    """Does what is due in an hour, for one shard."""
    shards: int
    """How many."""
    dues: Callable[[datetime | None, datetime], Iterable[datetime]]
    """The hours to do, the first first: from the last that is done, and the present moment."""


def _hours(done_until: datetime | None, now: datetime) -> Iterable[datetime]:
    """Every hour since, if it is not too late for it; the first time, the present one."""
    hour, done_until = whole_hour(now), _if_not_ahead(done_until, now)
    first = hour if done_until is None else max(done_until + HOUR, hour - LATE + HOUR)
    return (first + n * HOUR for n in range((hour - first) // HOUR + 1))


def _nights(done_until: datetime | None, now: datetime) -> Iterable[datetime]:
    """The last night, if it is not done: however many were missed, once is enough."""
    night, done_until = whole_hour(now).replace(hour=NIGHT_HOUR), _if_not_ahead(done_until, now)
    night -= timedelta(days=night > now)
    return () if done_until is not None and done_until >= night else (night,)


JOBS = (
    Job("weekly_summary_due", weekly_summary_due, SHARDS, _hours),
    Job("lapsed_for_days", lapsed_for_days, SHARDS, _hours),
    Job("forget_abandoned_runs", forget_abandoned_runs, 1, _nights),
    Job("prune_tracks", prune_tracks, 1, _nights),
)
"""All there are."""


def _found(
    parts: Parts, due: datetime, shard: int, occasion: Occasion
) -> Iterator[tuple[str, Nudge | None]]:
    """The accounts that are found in an hour, and what they want to be told."""
    slot = Slot.of(due + occasion.ahead)
    accounts = parts.store.due(slot, shard) if parts.notifier else ()
    return ((account, parts.store.nudge(account)) for account in accounts)


def _did_something(store: Store, person: str, due: datetime, zone: tzinfo) -> bool:  # noqa: ARG001
    return any(run.done for run in store.runs_between(person, due - A_WEEK, due))


def _has_lapsed(store: Store, person: str, due: datetime, zone: tzinfo) -> bool:  # noqa: ARG001
    latest = store.latest_runs(person, LOOKED_BACK_AT, before=due + MOST_AHEAD)
    runs = (run for run in latest if run.done)
    last = next(runs, None)
    return last is not None and any(least < due - last.started_at <= most for least, most in LAPSES)
