"""What comes to a device from Alexa by itself, and not from anybody in the room."""

from dataclasses import dataclass

from skill.speaker.device.profile import Json


@dataclass(frozen=True, slots=True)
class Ring:
    """Something is to be heard: a reminder, a timer, the sign of a notification."""

    ssml: str
    """What is said once."""
    again: str | None = None
    """What follows over and over until somebody says "stop", as SSML; None for nothing."""
    rings_ms: int = 0
    """For how long it follows at most."""
    task: Json | None = None
    """What the skill is launched with if the person says yes: `{name, version, input}`."""


@dataclass(frozen=True, slots=True)
class Tell:
    """The skill is to be told something outside of any session."""

    request: Json
    """The request, with its `type` and what belongs to it."""


Errand = Ring | Tell
