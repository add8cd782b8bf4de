"""Streaks: days in a row, and weeks in a row in which the aim was met.

They are counted from a tally of how they stood when a week began, so that no answer has to look
further back than that week, however many years there are.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from skill.routine.progress import ADVISED_DAYS, DAYS_A_WEEK, day_of, first_day_of
from skill.routine.run import Run

ACROSS_THE_DATE_LINE_MIN = 12 * 60
"""Clocks that are put ahead by this much, in minutes, take most of a day away from the person."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the streaks stood when a week began."""

    since: date
    """The first day that was looked at; what was done before it is not known."""
    until: date
    """The first day that is not counted yet; a first day of a week."""
    days: int = 0
    """Days in a row up to the day before `until`."""
    weeks: int = 0
    """Weeks in a row up to then that met the aim."""

    def written(self) -> str:
        """As text: `2026-08-17/2026-11-16/5/3`."""
        return f"{self.since}/{self.until}/{self.days}/{self.weeks}"

    @classmethod
    def read(cls, text: str) -> "Tally":
        """The tally that a text stands for.

        Raises:
            ValueError: it stands for none.
        """
        since, until, days, weeks = text.split("/")
        return cls(date.fromisoformat(since), date.fromisoformat(until), int(days), int(weeks))


@dataclass(frozen=True, slots=True)
class Streaks:
    """What holds at this moment."""

    days: int
    """Days in a row, up to today or yesterday."""
    weeks: int
    """Weeks in a row that met the aim; this week counts as soon as it does."""
    longer: bool = False
    """Whether the days may be more than these, because nobody looked further back."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that runs make."""

    done: frozenset[date]
    """The days on which at least one exercise was done to its end."""
    lost: frozenset[date] = frozenset()
    """The days that the person never had, because they flew over the date line."""

    @classmethod
    def of(cls, runs: Iterable[Run], zone: tzinfo, now: datetime | None = None) -> "Calendar":
        """The days of runs.

        Args:
            runs: what was done.
            zone: where the person is now, and where old runs began that do not tell it.
            now: the present moment. A day that was lost since the last run counts as lost only
                with it.
        """
        counted = sorted((run for run in runs if run.done), key=lambda run: run.started_at)
        stays = [_Stay.of(run, zone) for run in counted]
        done = frozenset(stay.day for stay in stays)
        if now is not None:
            stays.append(_Stay.at(now, zone))
        return cls(done, frozenset(_lost(stays)))


def tally_at(first_day: date, calendar: Calendar, tally: Tally) -> Tally:
    """A tally carried on to a later first day of a week.

    Args:
        first_day: where it is to stand; nothing changes if that is not later.
        calendar: all days since the tally's `until`.
        tally: the one that is known.
    """
    if first_day <= tally.until:
        return tally
    weeks = tally.weeks
    for number in range((first_day - tally.until).days // DAYS_A_WEEK):
        weeks = weeks + 1 if _met(calendar.done, tally.until + number * _WEEK) else 0
    days = _days_up_to(first_day - _DAY, calendar, tally)
    return Tally(tally.since, first_day, days, weeks)


def streaks(calendar: Calendar, tally: Tally, today: date) -> Streaks:
    """How the streaks stand today.

    Args:
        calendar: all days since the tally's `until`.
        tally: how they stood then; its `until` is not after today.
        today: the present day where the person is.
    """
    this_week = first_day_of(today, tally.until.weekday())
    end = today if today in calendar.done else today - _DAY
    days = _days_up_to(end, calendar, tally)
    weeks = tally_at(this_week, calendar, tally).weeks + _met(calendar.done, this_week)
    return Streaks(days, weeks, longer=days > 0 and end - (days - 1) * _DAY <= tally.since)


def _days_up_to(day: date, calendar: Calendar, tally: Tally) -> int:
    length = 0
    while day >= tally.until:
        if day not in calendar.done and day not in calendar.lost:
            return length
        length += day in calendar.done
        day -= _DAY
    return length + (tally.days if day == tally.until - _DAY else 0)


def _met(done: Collection[date], first_day: date) -> bool:
    return sum(first_day <= day < first_day + _WEEK for day in done) >= ADVISED_DAYS


@dataclass(frozen=True, slots=True)
class _Stay:
    """A day, and how far the person's clocks were ahead on it."""

    day: date
    utc_offset_min: int | None

    @classmethod
    def of(cls, run: Run, zone: tzinfo) -> "_Stay":
        return cls(day_of(run, zone), run.utc_offset_min)

    @classmethod
    def at(cls, now: datetime, zone: tzinfo) -> "_Stay":
        here = now.astimezone(zone)
        return cls(here.date(), (here.utcoffset() or timedelta()) // timedelta(minutes=1))


def _lost(stays: list[_Stay]) -> Iterable[date]:
    for earlier, later in pairwise(stays):
        if earlier.utc_offset_min is None or later.utc_offset_min is None:
            continue
        between = earlier.day + _DAY
        ahead = later.utc_offset_min - earlier.utc_offset_min >= ACROSS_THE_DATE_LINE_MIN
        if ahead and later.day == between + _DAY:
            yield between
