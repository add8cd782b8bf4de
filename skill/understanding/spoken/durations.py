"""Durations from spoken words, in ISO 8601 as `AMAZON.DURATION` has them."""

import re
from collections.abc import Iterator

from skill.understanding.spoken.figures import Figures, Found

_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_SHARES = {"half": 0.5, "quarter": 0.25, "3 quarters": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_SHARE = "|".join(_SHARES)
_MORE = "a half|a quarter|3 quarters"
_PIECE = (
    r"(?:(?:a )?(?P<share{0}>{2})(?: of)?(?: an?)?"
    r"|(?P<amount{0}>\d+(?:(?:\.| point )\d+)?)(?: and (?P<more{0}>{3})| (?P<part{0}>\d/\d))?"
    r"|(?P<one{0}>an?))"
    r" (?P<unit{0}>{1})s?(?: and (?P<tail{0}>{3}))?"
)
_FIRST = _PIECE.format(1, "second|minute|hour|day|week", _SHARE, _MORE)
_SECOND = _PIECE.format(2, "second|minute", _SHARE, _MORE)
_THIRD = _PIECE.format(3, "second", _SHARE, _MORE)
_UNITLESS = (
    r"(?<=hour|ours) (?:and )?(?P<minutes>[1-5]?\d)(?! (?:past|to|before|after|times|of|[ap] ?m))"
)
"""Minutes without their name: "an hour thirty"."""
_DURATION = re.compile(
    rf"\b{_FIRST}(?:(?: and)? {_SECOND}(?:(?: and)? {_THIRD})?|{_UNITLESS})?\b(?![:./]\d)"
)
"""What may follow the first piece; "ten minutes a day" is ten minutes."""
_IN = re.compile(r"\bin $")


def durations(figures: Figures) -> Iterator[Found]:
    """Every duration of a sentence: "half an hour", "ninety minute", "an hour thirty".

    "In three days" is none but a date: nothing that is timed here runs for days.
    """
    for match, start, end in figures.find(_DURATION):
        seconds = sum(_seconds(match, piece) for piece in (1, 2, 3))
        seconds += int(match["minutes"] or 0) * _SECONDS["minute"]
        if match["unit1"] in {"day", "week"} and _IN.search(figures.text[: match.start()]):
            continue
        yield Found(_iso(seconds, in_hours="hour" in match[0]), start, end)


def _seconds(match: re.Match[str], piece: int) -> int:
    """The seconds of one piece, such as "one and a half hours"; 0 where it is not said."""
    unit = match[f"unit{piece}"]
    if not unit:
        return 0
    said = match[f"amount{piece}"]
    amount = float(said.replace(" point ", ".")) if said else float(bool(match[f"one{piece}"]))
    for share in ("share", "more", "part", "tail"):
        amount += _SHARES.get((match[f"{share}{piece}"] or "").removeprefix("a "), 0)
    return round(amount * _SECONDS[unit])


def _iso(seconds: int, *, in_hours: bool) -> str:
    """`PT30M`, `PT45S`, `P2D`; "ninety minutes" stay `PT90M`, an hour and a half is `PT1H30M`."""
    for unit, letter in (("week", "W"), ("day", "D")):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"P{seconds // _SECONDS[unit]}{letter}"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60) if in_hours else (0, minutes)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + ("".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0S")
