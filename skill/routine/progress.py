"""How the weeks go: what was done, counted in the person's own days.

A run counts for the day on which it began, by the clocks of where the person was then. So a week
that was told stays what it was, however far the person travels afterwards.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from skill.routine.run import Kind, Run

ADVISED_DAYS = 3
"""Days a week from which the advice is met: every day, or at least three to four times."""
MOST_AHEAD = timedelta(days=1)
"""What is dated further ahead than this is of a clock that was wrong."""
DAYS_A_WEEK = 7
FORGOTTEN_AFTER = timedelta(days=30)
"""Whoever did not do an exercise for so long is told anew how it goes. Ours to choose."""
MONDAY = 0
"""The weekday that weeks begin with for somebody who never said, as `date.weekday` counts."""
EARLIEST, LATEST = timedelta(hours=-14), timedelta(hours=12)
"""A day begins up to 14 hours before UTC's (Kiribati) and ends up to 12 hours after it."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was done in seven days, in the person's own time zone."""

    first_day: date
    """The first of them: a Monday, unless they begin their weeks with another day."""
    days: frozenset[date] = frozenset()
    """The days on which at least one exercise was done to its end."""
    runs: int = 0
    """How often exercises were done, routines and single stretches alike."""
    finished: int = 0
    """How many whole routines were done to their end."""
    length_ms: int = 0
    """How long the finished steps were, in milliseconds."""
    exercises: tuple[str, ...] = ()
    """Ids of the exercises done, each once, most often done first."""

    @property
    def minutes(self) -> int:
        """How long it was in whole minutes, the nearest; at least 1 if anything was done."""
        rounded = (self.length_ms + 30_000) // 60_000
        return max(1, rounded) if self.length_ms else 0

    @property
    def met(self) -> bool:
        """Whether the advice of three to four times a week was followed."""
        return len(self.days) >= ADVISED_DAYS


def first_day_of(day: date, starts: int = MONDAY) -> date:
    """The first day of the week that a day belongs to; `starts` is a weekday, 0 for Monday."""
    return day - timedelta(days=(day.weekday() - starts) % DAYS_A_WEEK)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The day that a moment falls on, where the person lives."""
    return moment.astimezone(zone).date()


def day_of(run: Run, zone: tzinfo) -> date:
    """The day that a run counts for; `zone` is for old runs that do not tell where they began."""
    if run.utc_offset_min is None:
        return local_day(run.started_at, zone)
    return local_day(run.started_at, timezone(timedelta(minutes=run.utc_offset_min)))


def is_ahead(run: Run, now: datetime) -> bool:
    """Whether a run is dated so far ahead that a clock was wrong, then or now."""
    return run.started_at - now > MOST_AHEAD


def bounds_of(first_day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a week begins and when the next one does, in UTC; 167 to 169 hours apart."""
    return _midnight(first_day, zone), _midnight(first_day + timedelta(days=DAYS_A_WEEK), zone)


def reach_of(first_day: date, weeks: int = 1) -> tuple[datetime, datetime]:
    """From when to when, in UTC, the runs of some weeks may have begun, wherever on earth."""
    last_day = first_day + timedelta(days=weeks * DAYS_A_WEEK)
    return _midnight(first_day, UTC) + EARLIEST, _midnight(last_day, UTC) + LATEST


def runs_of(runs: Iterable[Run], first_day: date, zone: tzinfo) -> tuple[Run, ...]:
    """The runs that count for a week, whatever came of them."""
    end = first_day + timedelta(days=DAYS_A_WEEK)
    return tuple(run for run in runs if first_day <= day_of(run, zone) < end)


def week_of(runs: Iterable[Run], first_day: date, zone: tzinfo) -> Week:
    """What was done in a week; runs of other weeks, and runs with nothing done, do not count."""
    counted = [run for run in runs_of(runs, first_day, zone) if run.done]
    times = times_done(counted)
    return Week(
        first_day=first_day,
        days=frozenset(day_of(run, zone) for run in counted),
        runs=len(counted),
        finished=sum(run.finished and run.kind is Kind.ROUTINE for run in counted),
        length_ms=sum(run.routine.length_ms[step] for run in counted for step in run.done),
        exercises=tuple(exercise_id for exercise_id, _ in times.most_common()),
    )


def streak(days: Iterable[date], today: date) -> int:
    """Days in a row on which something was done, up to today or yesterday."""
    done = set(days)
    day = today if today in done else today - timedelta(days=1)
    length = 0
    while day in done:
        length += 1
        day -= timedelta(days=1)
    return length


def times_done(runs: Iterable[Run]) -> Counter[str]:
    """How often each exercise was done to its end, by id."""
    return Counter(run.routine.steps[step].exercise.id for run in runs for step in sorted(run.done))


def times_done_lately(runs: Iterable[Run], today: date, zone: tzinfo) -> Counter[str]:
    """How often each exercise was done without a month between two doings, or since the last.

    Args:
        runs: what was done, the newest first.
        today: the present day where the person is.
        zone: for old runs that do not tell where they began.
    """
    newest: dict[str, date] = {}
    over: set[str] = set()
    times: Counter[str] = Counter()
    for run in runs:
        day = day_of(run, zone)
        for id_ in times_done([run]):
            if newest.get(id_, today) - day >= FORGOTTEN_AFTER:
                over.add(id_)
            if id_ not in over:
                newest[id_] = day
                times[id_] += 1
    return times


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
