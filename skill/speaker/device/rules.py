"""Is an answer legal? Every rule of the platform that a device or certification checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from skill.speaker.device.answer import Answer
from skill.speaker.device.budgets import over_budget
from skill.speaker.device.consent import ASK_FOR
from skill.speaker.device.directives import broken_directives
from skill.speaker.device.profile import Profile
from skill.speaker.device.sounds import Sounds

_UNANSWERED = ("SessionEndedRequest", "System.ExceptionEncountered", "Messaging.MessageReceived")
_EVENTS = ("AlexaSkillEvent.", "Reminders.")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an answer broke."""

    reason: str
    """Which, in words."""
    refused: bool = True
    """Whether Alexa drops the answer; otherwise it works, and certification fails it."""


def breaches(answer: Answer, request_type: str, profile: Profile, sounds: Sounds) -> list[Breach]:
    """The rules that an answer to a request of some type breaks; empty when it is legal."""
    if request_type in _UNANSWERED or request_type.startswith(_EVENTS):
        return list(_nothing_allowed(answer, request_type))
    found = [Breach(reason) for reason in over_budget(answer, sounds)]
    found += [Breach(reason) for reason in broken_directives(answer, request_type, profile)]
    if request_type.startswith(("AudioPlayer.", "PlaybackController.")):
        return [*_unspoken(answer, request_type), *found]
    return [*found, *_certified(answer)]


def _nothing_allowed(answer: Answer, request_type: str) -> Iterator[Breach]:
    """DOC/custom-skills/request-types-reference.html: no response can be returned."""
    if not answer.is_empty:
        yield Breach(f"{request_type} can only be answered with an empty response")


def _unspoken(answer: Answer, request_type: str) -> Iterator[Breach]:
    """DOC/custom-skills/audioplayer-interface-reference.html: AudioPlayer directives only."""
    parts = {
        "an outputSpeech": answer.speech,
        "a reprompt": answer.reprompt,
        "a card": answer.card,
    }
    for name, part in parts.items():
        if part is not None:
            yield Breach(f"{request_type}: response may not contain {name}")
    # Amazon's own sample answers PlaybackController requests with `true`, so that passes.
    if answer.should_end_session is False:
        yield Breach(f"{request_type}: there is no session to keep open")


def _certified(answer: Answer) -> Iterator[Breach]:
    """DOC/custom-skills/voice-interface-and-user-experience-testing-for-a-custom-skill.html."""
    text = answer.speech.text if answer.speech else ""
    plays = any(each["type"] == "AudioPlayer.Play" for each in answer.directives)
    # Where a consent is wanted, it is Alexa who asks.
    asks_herself = any(each["type"] == ASK_FOR for each in answer.directives)
    if answer.keeps_microphone_open:
        if "?" not in text and not asks_herself:
            yield Breach("the session stays open but nothing was asked", refused=False)
        if plays:
            yield Breach("a stream starts while the session stays open", refused=False)
    elif text.endswith("?"):
        yield Breach("the session is closed right after a question", refused=False)
