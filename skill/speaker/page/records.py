"""The week, the streak and the weeks before, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from skill.routine.progress import (
    ADVISED_DAYS,
    DAYS_A_WEEK,
    MOST_AHEAD,
    Week,
    day_of,
    first_day_of,
    local_day,
    reach_of,
    streak,
    week_of,
)
from skill.routine.run import Run
from skill.store.port import Store

WEEKS = 12
"""How many weeks the plot looks back."""
_GOAL_MINUTES = 30
"""The plot is at least this high, so that a first short routine does not fill it."""
_LATEST = 400
"""Runs that a streak is counted in: a year and more."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of this week."""

    date: date
    """Which day."""
    minutes: int
    """What was done on it, in whole minutes."""
    is_done: bool
    """Whether at least one exercise was done to its end."""
    is_today: bool
    """Whether it is the present day."""
    is_ahead: bool
    """Whether it is yet to come."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A week in the plot."""

    week: Week
    """What was done in it."""
    percent: int
    """Its height, of the plot's, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Records:
    """What was done."""

    days: tuple[Day, ...]
    """Monday to Sunday of this week."""
    week: Week
    """The same week as a whole."""
    streak: int
    """Days in a row, up to today or yesterday."""
    bars: tuple[Bar, ...]
    """The last weeks, the oldest first, this one last."""
    most_minutes: int
    """The height of the plot."""
    advised_days: int = ADVISED_DAYS
    """On how many days of a week the exercises are advised."""

    @property
    def is_done_today(self) -> bool:
        """Whether something was done on the present day."""
        return any(day.is_done for day in self.days if day.is_today)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done in all these weeks."""
        return not any(bar.week.runs for bar in self.bars)


def records_of(store: Store, user: str, now: datetime, zone: tzinfo) -> Records:
    """Looks up what a person did, counted in the days of their zone."""
    today = local_day(now, zone)
    monday = first_day_of(today)
    first = monday - timedelta(weeks=WEEKS - 1)
    since, until = reach_of(first, WEEKS)
    runs = store.runs_between(user, since, until)
    weeks = [week_of(runs, first + timedelta(weeks=number), zone) for number in range(WEEKS)]
    most = max(_GOAL_MINUTES, *(week.minutes for week in weeks))
    latest = store.latest_runs(user, _LATEST, before=now + MOST_AHEAD)
    return Records(
        days=tuple(_day(runs, monday + timedelta(days=n), today, zone) for n in range(DAYS_A_WEEK)),
        week=weeks[-1],
        streak=streak({day_of(run, zone) for run in latest if run.done}, today),
        bars=tuple(Bar(week, round(100 * week.minutes / most)) for week in weeks),
        most_minutes=most,
    )


def _day(runs: Sequence[Run], day: date, today: date, zone: tzinfo) -> Day:
    done = [run for run in runs if run.done and day_of(run, zone) == day]
    length_ms = sum(run.routine.length_ms[step] for run in done for step in run.done)
    minutes = max(1, (length_ms + 30_000) // 60_000) if done else 0
    return Day(day, minutes, bool(done), is_today=day == today, is_ahead=day > today)
