"""Rest until the end of the day: kept as a moment, without why."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from skill.alexa.answer import Answer, ask
from skill.alexa.changing import note_profile
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of


def rest_today(turn: Turn) -> None:
    """Have the person asked before anything is played again on this day."""
    until = _end_of_day(turn)
    note_profile(turn, lambda profile: replace(profile, rest_until=until))


def end_rest(turn: Turn) -> None:
    """Forget that the person rests: they were asked, and want to go on."""
    if turn.profile.rest_until is not None:
        note_profile(turn, lambda profile: replace(profile, rest_until=None))


def is_resting(turn: Turn) -> bool:
    """Whether the person rests today; the profile must have been read."""
    return turn.profile.rests(turn.now)


def ask_first(turn: Turn, **wanted: Any) -> Answer:
    """Ask whether to leave it for today, before what is wanted begins."""
    return ask(turn.say("rest.ask"), asking={"kind": "rest_today", **wanted})


def _end_of_day(turn: Turn) -> datetime:
    zone = zone_of(turn)
    tomorrow = turn.now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)
