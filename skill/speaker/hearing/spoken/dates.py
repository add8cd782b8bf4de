"""Days from spoken words: weekdays by their names, dates in ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from skill.speaker.hearing.spoken.figures import Figures, Found

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BY_START = {day[:3].lower(): day for day in _WEEKDAYS}
_WEEKDAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:s?days?|nesdays?|urdays?)?"
_ONE_WEEKDAY = re.compile(rf"\b{_WEEKDAY}\b")
_DATE = re.compile(
    rf"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening))|(?P<after>the day after"
    rf" tomorrow|day after tomorrow)|(?P<tomorrow>tomorrow)|(?:next|this) (?P<weekday>{_WEEKDAY})"
    r"|in (?P<days>\d+|a) days?)\b"
)


def weekdays(figures: Figures) -> Iterator[Found]:
    """Every weekday of a sentence, such as `Monday`, as `AMAZON.DayOfWeek` has it."""
    for match, start, end in figures.find(_ONE_WEEKDAY):
        yield Found(_BY_START[match[0][:3]], start, end)


def dates(figures: Figures, today: date) -> Iterator[Found]:
    """Every date of a sentence, as `AMAZON.DATE` has it, counted from today."""
    for match, start, end in figures.find(_DATE):
        yield Found((today + timedelta(days=_days_ahead(match, today))).isoformat(), start, end)


def _days_ahead(match: re.Match[str], today: date) -> int:
    for named, ahead in (("today", 0), ("tomorrow", 1), ("after", 2)):
        if match[named]:
            return ahead
    if match["days"]:
        return 1 if match["days"] == "a" else int(match["days"])
    weekday = _WEEKDAYS.index(_BY_START[match["weekday"][:3]])
    return (weekday - today.weekday()) % 7 or 7
