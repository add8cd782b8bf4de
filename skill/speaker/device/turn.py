"""One turn of a conversation, and what is read out of its parts."""

from collections.abc import Callable
from dataclasses import dataclass

from skill.speaker.device.consent import Wish
from skill.speaker.device.profile import Json
from skill.speaker.device.speech import Speech


@dataclass(slots=True)
class Turn:
    """What the device does about the last answer."""

    ends_ms: int
    """When the present speech, or the present listening, is over."""
    is_speaking: bool
    """Speaking if true, else listening."""
    reprompt: Speech | None
    """What to say if nobody answers; None once it was said."""
    then: tuple[Json, ...] = ()
    """The `Play` directives that wait for the speech to end."""
    wish: Wish | None = None
    """A consent to ask the person for when the speech ends."""
    asked: Wish | None = None
    """The consent that this speech, or this listening, is about."""
    later: Callable[[int], None] | None = None
    """What else to do when the speech ends: to speak on."""


def stream_url(play: Json) -> str:
    """The address of what an `AudioPlayer.Play` plays."""
    url: str = play["audioItem"]["stream"]["url"]
    return url


def plain_slots(slots: Json) -> Json:
    """The filled slots, without Alexa's wrapping."""
    return {
        name: {"value": slot["value"], "id": _resolved_id(slot)}
        for name, slot in slots.items()
        if slot.get("value") is not None
    }


def _resolved_id(slot: Json) -> str | None:
    """The id of the catalog value that a slot's words were resolved to."""
    for authority in slot.get("resolutions", {}).get("resolutionsPerAuthority", ()):
        for match in authority.get("values", ()):
            found: str | None = match["value"].get("id")
            return found
    return None
