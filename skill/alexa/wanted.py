"""What was asked of a routine: its length and its level, read from slots."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from skill.alexa.turn import Turn
from skill.routine.choice import Choice, Stance
from skill.routine.exercise import BodyPart
from skill.routine.preferences import Level, Pace, Preferences

_DURATION = re.compile(r"P(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)")
"""AMAZON.DURATION as far as a routine goes: hours, minutes and seconds of ISO 8601."""
_MOST_DIGITS = 4


def wanted_minutes(turn: Turn) -> int | None:
    """The length that was asked for in whole minutes, as a number or a duration."""
    slot = turn.slot("minutes") or turn.slot("duration") or turn.slot("amount")
    if slot is None:
        return None
    if slot.value.isdecimal() and len(slot.value) <= _MOST_DIGITS:
        return int(slot.value)
    found = _DURATION.fullmatch(slot.value)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 60 + minutes + (seconds + 30) // 60


def wanted_level(turn: Turn) -> str | None:
    """The level that was asked for."""
    slot = turn.slot("level")
    return slot.id if slot and slot.id in set(Level) else None


def is_for_now(turn: Turn) -> bool:
    """Whether a wish was said to hold for now only: "today", "this time"."""
    slot = turn.slot("scope")
    return (slot is not None and slot.id == "once") or bool(turn.asking.get("once"))


def wanted_change(turn: Turn) -> int:
    """1 where so many minutes more are wanted, -1 for less, 0 where a length was said as it is."""
    slot = turn.slot("change")
    return {"longer": 1, "shorter": -1}.get(slot.id or "", 0) if slot else 0


def choice_in(asked: Mapping[str, Any]) -> Choice:
    """What an open question, or a wish, holds of today's routine alone."""
    stance, part = asked.get("stance"), asked.get("part")
    return Choice(
        stance=Stance(stance) if stance else None,
        part=BodyPart(part) if part else None,
        only=frozenset(asked.get("only", ())),
        without=frozenset(asked.get("without", ())),
    )


def changed(
    preferences: Preferences, minutes: int | None, level: str | None, pace: str | None = None
) -> Preferences:
    """The preferences with a length, a level and a pace for this once."""
    return replace(
        preferences,
        minutes=minutes if minutes is not None else preferences.minutes,
        level=Level(level) if level is not None else preferences.level,
        pace=Pace(pace) if pace is not None else preferences.pace,
    )
