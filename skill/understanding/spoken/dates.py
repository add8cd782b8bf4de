"""Days from spoken words: weekdays by their names, dates in ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from skill.understanding.spoken.figures import Figures, Found

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BY_START = {day[:3].lower(): day for day in _WEEKDAYS}
_WEEKDAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:s?days?|nesdays?|urdays?)?"
_ONE_WEEKDAY = re.compile(rf"\b{_WEEKDAY}\b")
_DATE = re.compile(
    rf"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening))|(?P<after>the day after"
    rf" tomorrow|day after tomorrow)|(?P<tomorrow>tomorrow)|(?:next|this) (?P<weekday>{_WEEKDAY})"
    r"|(?P<yesterday>yesterday)|(?P<before>(?:the )?day before yesterday)"
    r"|in (?P<days>\d+|a) days?|(?:in )?(?P<days_from>\d+) days from (?:now|today)"
    r"|(?:in (?P<weeks>\d+|a) weeks?|(?P<week>a week (?:from )?today|a week from now))"
    r"(?: time)?)\b"
)
_NAMED_DAYS = {"today": 0, "tomorrow": 1, "after": 2, "yesterday": -1, "before": -2, "week": 7}
"""Group of the pattern -> days from today."""


def weekdays(figures: Figures) -> Iterator[Found]:
    """Every weekday of a sentence, such as `Monday`, as `AMAZON.DayOfWeek` has it."""
    for match, start, end in figures.find(_ONE_WEEKDAY):
        yield Found(_BY_START[match[0][:3]], start, end)


def dates(figures: Figures, today: date) -> Iterator[Found]:
    """Every date of a sentence, as `AMAZON.DATE` has it, counted from today."""
    for match, start, end in figures.find(_DATE):
        yield Found((today + timedelta(days=_days_ahead(match, today))).isoformat(), start, end)


def weekdays_between(first: str, last: str) -> tuple[str, ...]:
    """The weekdays from one to another, both included: "Tuesday through Thursday" are three."""
    start = _WEEKDAYS.index(first)
    days = (_WEEKDAYS.index(last) - start) % len(_WEEKDAYS) + 1
    return tuple(_WEEKDAYS[(start + ahead) % len(_WEEKDAYS)] for ahead in range(days))


def _days_ahead(match: re.Match[str], today: date) -> int:
    for named, ahead in _NAMED_DAYS.items():
        if match[named]:
            return ahead
    for group, length in (("days", 1), ("days_from", 1), ("weeks", len(_WEEKDAYS))):
        if match[group]:
            return length * (int(match[group]) if match[group].isdecimal() else 1)
    weekday = _WEEKDAYS.index(_BY_START[match["weekday"][:3]])
    return (weekday - today.weekday()) % 7 or 7
