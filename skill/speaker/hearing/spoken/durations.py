"""Durations from spoken words, in ISO 8601 as `AMAZON.DURATION` has them."""

import re
from collections.abc import Iterator

from skill.speaker.hearing.spoken.figures import Figures, Found

_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_SHARES = {"half": 0.5, "quarter": 0.25, "3 quarters": 0.75}
_PIECE = (
    r"(?:(?P<amount{0}>\d+|an?)(?P<more{0}> and a half)?"
    r"|(?:a )?(?P<share{0}>half|quarter|3 quarters)(?: of)?(?: an?)?)"
    r" (?P<unit{0}>{1})s?(?P<half{0}> and a half)?"
)
_FIRST = _PIECE.format(1, "second|minute|hour|day|week")
_SECOND = _PIECE.format(2, "second|minute")
"""What may follow; "ten minutes a day" is ten minutes."""
_DURATION = re.compile(rf"\b{_FIRST}(?:(?: and)? {_SECOND})?\b")


def durations(figures: Figures) -> Iterator[Found]:
    """Every duration of a sentence: "half an hour", "ninety minute", "an hour and a half"."""
    for match, start, end in figures.find(_DURATION):
        seconds = _seconds(match, 1) + (_seconds(match, 2) if match["unit2"] else 0)
        yield Found(_iso(seconds, in_hours="hour" in match[0]), start, end)


def _seconds(match: re.Match[str], piece: int) -> int:
    unit = _SECONDS[match[f"unit{piece}"]]
    if match[f"share{piece}"]:
        return round(_SHARES[match[f"share{piece}"]] * unit)
    said = match[f"amount{piece}"]
    amount = int(said) if said.isdecimal() else 1
    halves = bool(match[f"more{piece}"] or match[f"half{piece}"])
    return amount * unit + halves * unit // 2


def _iso(seconds: int, *, in_hours: bool) -> str:
    """`PT30M`, `PT45S`, `P2D`; "ninety minutes" stay `PT90M`, an hour and a half is `PT1H30M`."""
    for unit, letter in (("week", "W"), ("day", "D")):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"P{seconds // _SECONDS[unit]}{letter}"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60) if in_hours else (0, minutes)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + ("".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0S")
