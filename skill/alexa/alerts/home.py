"""Where the person lives: in a zone that is only guessed, a reminder rings at a wrong time."""

from dataclasses import dataclass, replace
from datetime import datetime

from skill.alexa.knowing import know
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of


@dataclass(frozen=True, slots=True)
class Home:
    """A time zone that is known."""

    zone: str
    """Its name, such as `Europe/London`."""
    now: datetime
    """The present moment there."""


def home_of(turn: Turn, *, fresh: bool = False) -> Home | None:
    """The person's home; None where neither the device nor the store can tell.

    Args:
        turn: the request.
        fresh: ask the device even if it was asked lately: people travel, and what is set now has to
            be right now.
    """
    know(turn)
    if fresh:
        turn.profile = replace(turn.profile, zone_seen_at=None)
    zone = zone_of(turn)
    name = turn.profile.zone
    if not name or getattr(zone, "key", None) != name:
        return None
    return Home(name, turn.now.astimezone(zone))
