"""What a session remembers: it travels to Alexa and back, so it is read with care.

A value that is none of ours counts as never remembered: a wrong answer to an old question would be
worse than to ask anew.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from skill.alexa.alerts.wish import Wish
from skill.limits import TIMER_SECONDS, TOKEN_CHARACTERS
from skill.routine.choice import Stance
from skill.routine.exercise import BodyPart, Side
from skill.routine.preferences import Detail, Level, Pace

Read = Callable[[Any], Any]
"""Gives a value back as it may be used; None if it is none of ours."""

_ID_CHARACTERS = 512
"""Longer than any id of an exercise, a question or an alert."""
_QUESTION_CHARACTERS = 1_000
"""A minute of speech; our questions take a few seconds."""
_EXERCISES = 50
"""More than one sentence names."""
_MINUTES = 100_000
"""More than can be said for a length; a routine takes the nearest length it can have."""
_AGES_MS = 10**15
"""Far beyond any time that a step takes, or is said at."""
_MISSED = 1_000
"""More words in a row than anybody would fail to be understood with."""
_MOST_HURTS = 9
"""After the third the day is over."""
_PERSON = re.compile(r"[0-9a-f]{16}")
_NEEDED = {"again": "exercise", "leave_out": "exercise", "bring_back": "exercise"}
_NEEDED |= {"leg_pain": "exercise", "comes_back": "exercise"}
_NEEDED |= {"timer": "seconds", "leave_out_for_good": "exercises"}
"""Without which a question of that kind is about nothing."""


def remembered(attributes: Mapping[str, Any] | None) -> dict[str, Any]:
    """What of a session's attributes is ours: see `respond`, which gives them to Alexa."""
    return _fields(attributes or {}, _SESSION)


def asked_about(value: Any) -> dict[str, Any]:
    """What a question, or the wish that a consent was asked for, is about; empty for none of ours.

    Args:
        value: as it came back: `kind`, `exercise`, `minutes`, `level` and the like.
    """
    if not isinstance(value, Mapping):
        return {}
    read = _fields(value, _ASKING)
    needed = _NEEDED.get(read.get("kind", ""))
    return {} if needed and needed not in read else read


def _fields(value: Mapping[str, Any], fields: Mapping[str, Read]) -> dict[str, Any]:
    """The fields that are there and well made; what nobody writes is left behind."""
    read = {name: fields[name](value[name]) for name in fields if name in value}
    return {name: each for name, each in read.items() if each is not None}


def _text(most: int) -> Read:
    return lambda value: value if isinstance(value, str) and 0 < len(value) <= most else None


def _texts(most: int, count: int) -> Read:
    def read(value: Any) -> list[str] | None:
        texts = [_text(most)(each) for each in value] if isinstance(value, list) else []
        return texts if 0 < len(texts) <= count and None not in texts else None

    return read


def _number(least: int, most: int) -> Read:
    return lambda value: value if type(value) is int and least <= value <= most else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _one_of(*values: str) -> Read:
    return lambda value: value if isinstance(value, str) and value in values else None


def _whole(fields: Mapping[str, Read]) -> Read:
    """An object with all of these fields."""

    def read(value: Any) -> dict[str, Any] | None:
        found = _fields(value, fields) if isinstance(value, Mapping) else {}
        return found if found.keys() == fields.keys() else None

    return read


def _asking(value: Any) -> dict[str, Any] | None:
    asked = asked_about(value)
    return asked if "kind" in asked else None


def _person(value: Any) -> str | None:
    return value if isinstance(value, str) and _PERSON.fullmatch(value) else None


def _question(value: Any) -> str | None:
    """It is said again as it stands, and opens the microphone."""
    text: str | None = _text(_QUESTION_CHARACTERS)(value)
    return text if text and text.rstrip().endswith("?") else None


def _wish(value: Any) -> dict[str, Any] | None:
    try:
        return Wish.read(value).as_json()
    except (ValueError, TypeError, AttributeError):
        return None


_ASKING: dict[str, Read] = {
    "kind": _text(_ID_CHARACTERS),
    "exercise": _text(_ID_CHARACTERS),
    "exercises": _texts(_ID_CHARACTERS, _EXERCISES),
    "minutes": _number(0, _MINUTES),
    "level": _one_of(*Level),
    "pace": _one_of(*Pace),
    "once": _flag,
    "side": _one_of(*Side),
    "detail": _one_of(*Detail),
    "stance": _one_of(*Stance),
    "part": _one_of(*BodyPart),
    "only": _texts(_ID_CHARACTERS, _EXERCISES),
    "without": _texts(_ID_CHARACTERS, _EXERCISES),
    "seconds": _number(1, TIMER_SECONDS),
    "then": _one_of("move", "cancel", "go_on"),
    "token": _text(_ID_CHARACTERS),
    "wish": _wish,
}
_SESSION: dict[str, Read] = {
    "asking": _asking,
    "question": _question,
    "missed": _number(0, _MISSED),
    "hurts": _number(0, _MOST_HURTS),
    "person": _person,
    "run": _text(TOKEN_CHARACTERS),
    "step": _whole(
        {
            "token": _text(TOKEN_CHARACTERS),
            "whole_after_ms": _number(0, _AGES_MS),
            "said_at_ms": _number(0, _AGES_MS),
        }
    ),
    "task": _whole({"name": _text(_ID_CHARACTERS), "done": _flag}),
}
