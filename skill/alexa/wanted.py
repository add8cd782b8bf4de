"""What was asked of a routine: its length and its level, read from slots."""

import re
from dataclasses import replace

from skill.alexa.turn import Turn
from skill.routine.preferences import Level, Preferences

_DURATION = re.compile(r"P(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)")
"""AMAZON.DURATION as far as a routine goes: hours, minutes and seconds of ISO 8601."""
_MOST_DIGITS = 4


def wanted_minutes(turn: Turn) -> int | None:
    """The length that was asked for in whole minutes, as a number or a duration."""
    slot = turn.slot("minutes") or turn.slot("duration")
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


def changed(preferences: Preferences, minutes: int | None, level: str | None) -> Preferences:
    """The preferences with a length and a level for this once."""
    return replace(
        preferences,
        minutes=minutes if minutes is not None else preferences.minutes,
        level=Level(level) if level is not None else preferences.level,
    )
