"""How the weeks go: what was done, counted in the person's own days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from skill.routine.run import Kind, Run

ADVISED_DAYS = 3
"""Days a week from which the advice is met: every day, or at least three to four times."""
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Week:
    """What was done from a Monday to its Sunday, in the person's own time zone."""

    monday: date
    """The first day."""
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


def monday_of(day: date) -> date:
    """The Monday of the week that a day belongs to."""
    return day - timedelta(days=day.weekday())


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The day that a moment falls on, where the person lives."""
    return moment.astimezone(zone).date()


def bounds_of(monday: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a week begins and when the next one does, in UTC; 167 to 169 hours apart."""
    return _midnight(monday, zone), _midnight(monday + timedelta(days=DAYS_A_WEEK), zone)


def week_of(runs: Iterable[Run], monday: date, zone: tzinfo) -> Week:
    """What was done in a week; runs of other weeks, and runs with nothing done, do not count."""
    sunday = monday + timedelta(days=DAYS_A_WEEK - 1)
    counted = [r for r in runs if r.done and monday <= local_day(r.started_at, zone) <= sunday]
    times = times_done(counted)
    return Week(
        monday=monday,
        days=frozenset(local_day(run.started_at, zone) for run in counted),
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


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
