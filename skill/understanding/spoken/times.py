"""Times of day from spoken words, as `AMAZON.TIME` has them: `19:15`, or `MO AF EV NI`."""

import re
from collections.abc import Iterator

from skill.understanding.spoken.figures import Figures, Found

_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "EV"}
_NAMED = {"noon": "12:00", "midday": "12:00", "lunchtime": "12:00", "midnight": "00:00"}
_PART = r"morning|afternoon|evening|night"
_CLOCK = (
    r"(?:(?!(?<=from )\d+ (?:to|till) )(?:a )?(?P<minutes>half|quarter|\d+)(?: minutes?)?"
    r" (?P<way>past|after|to|before|of|till) |(?P<british>half) )?"
    r"(?P<hour>\d{1,2})(?! (?:second|minute|hour|day|week|month|time|year)s?\b|/)"
    r"(?:(?:[:.]|(?<!instead of \d) (?=\d\d)| oh? )(?P<minute>\d{1,2})"
    r"(?! (?:minute|second|day|week|time)))?"
    r"(?: o'clock)?"
)
"""`british`: "half eight" is half past eight. "From seven to eight" and "instead of nine, ten"
have no minutes."""
_TIME = re.compile(
    rf"\b(?:(?:this |the )?(?P<before>{_PART}|tonight)(?: (?:at|around|by))? )?(?P<clock>{_CLOCK})"
    rf"(?: (?P<half>[ap] ?m)| (?:(?:in the|this|at) )?(?P<behind>{_PART}))?\b"
    rf"|\b(?P<named>{'|'.join(_NAMED)})\b"
    rf"|\b(?:this |the )?(?P<part>{_PART}|tonight)\b"
)
_ANY_PART = re.compile(rf"\b(?:{_PART}|tonight)\b")
_NOON, _DAY, _HOUR = 12, 24, 60
_SMALL_HOURS = 5
"""Before it, "at night" means after midnight."""
_BY_DAY = range(1, 7)
"""Bare hours that are meant in the afternoon: a person who means the night says so."""
_NEXT_HOUR = frozenset({"to", "before", "of", "till"})


def times(figures: Figures) -> Iterator[Found]:
    """Every time of day of a sentence.

    A bare hour is one of the day, from seven in the morning ("seven" is 07:00) to six in the
    afternoon ("four" is 16:00), unless the sentence speaks of a part of the day elsewhere: "every
    evening at seven" is 19:00. Hours with a zero before them, as clocks show them, are taken as
    they stand.
    """
    elsewhere = _ANY_PART.search(figures.text)
    for match, start, end in figures.find(_TIME):
        if match["named"]:
            yield Found(_NAMED[match["named"]], start, end)
        elif match["part"]:
            yield Found(_PARTS[match["part"]], start, end)
        else:
            spoken = match["behind"] or match["before"] or (elsewhere and elsewhere[0])
            written = _written(
                match, (match["half"] or "").replace(" ", "") or _PARTS.get(spoken or "", "")
            )
            if written:
                yield Found(written, start, end)
                if match["before"]:
                    # "every morning at seven": the morning may belong to the day.
                    yield Found(written, figures.word_at(match.start("clock")), end)


def _written(match: re.Match[str], half: str) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    by_day = not half and hour in _BY_DAY and not match["hour"].startswith("0")
    if match["british"]:
        minute = _HOUR // 2
    elif match["way"]:
        said = match["minutes"]
        minute = {"half": 30, "quarter": 15}.get(said) or int(said)
        if match["way"] in _NEXT_HOUR:
            hour, minute = (hour - 1) or _NOON, _HOUR - minute
    if not 0 <= minute < _HOUR or hour > _DAY:
        return None
    return f"{_in_half(hour, 'AF' if by_day else half) % _DAY:02}:{minute:02}"


def _in_half(hour: int, half: str) -> int:
    """The hour from 0 to 24 that is meant, given `am`, `pm`, a part of the day or nothing."""
    if hour == _NOON:
        return 0 if half in {"am", "MO", "NI"} else hour
    small = half == "NI" and hour < _SMALL_HOURS
    return hour + _NOON if half in {"pm", "AF", "EV", "NI"} and hour < _NOON and not small else hour
