"""Which sentences reach a skill: on an Echo, Alexa answers herself most of what does not name it.

| What is said      | in a session | no session, our stream was the last | no session, it was not |
|-------------------|--------------|-------------------------------------|------------------------|
| names the skill   | reaches us   | reaches us                          | reaches us             |
| a playback phrase | reaches us   | reaches us                          | does not               |
| anything else     | reaches us   | does not                            | does not               |

DOC/custom-skills/audioplayer-interface-reference.html: only the built-in intents for playback are
sent without the invocation name, and only to the skill that is, or was last, playing audio.
"""

import re
from dataclasses import dataclass

from skill.speaker.device.ears import Understood
from skill.speaker.device.profile import Profile

UNNAMED = "it does not name the skill, and is no playback word"
NOT_OURS = "a playback word is for the player that played last, and that was not ours"
NO_PLAYER = "it does not name the skill, and this device has no player for playback words"

PLAYBACK_PHRASES = {
    "AMAZON.PauseIntent": ("pause", "pause that"),
    "AMAZON.ResumeIntent": ("resume", "continue", "keep going"),
    "AMAZON.StopIntent": ("stop", "off", "shut up"),
    "AMAZON.CancelIntent": ("cancel", "never mind", "forget it"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.PreviousIntent": ("previous", "go back", "skip back", "back up"),
    "AMAZON.RepeatIntent": ("repeat", "repeat that", "say that again"),
    "AMAZON.StartOverIntent": ("start over", "start again", "restart"),
    "AMAZON.LoopOnIntent": ("loop", "loop on"),
    "AMAZON.LoopOffIntent": ("loop off",),
    "AMAZON.ShuffleOnIntent": ("shuffle", "shuffle on", "shuffle mode"),
    "AMAZON.ShuffleOffIntent": ("shuffle off", "stop shuffling", "turn off shuffle"),
}
"""What people say for the intents of playback. DOC/custom-skills/standard-built-in-intents.html."""
_PHRASES = frozenset(phrase for phrases in PLAYBACK_PHRASES.values() for phrase in phrases)
_POLITE = re.compile(r"^please\b|\bplease$")


@dataclass(frozen=True, slots=True)
class Floor:
    """What decides who is spoken to."""

    is_in_session: bool
    """Whether a session of the skill is open."""
    played_last: bool
    """Whether the last stream on this device was the skill's, since the device was switched on."""


def why_elsewhere(text: str, heard: Understood, floor: Floor, profile: Profile) -> str | None:
    """Why Alexa answers a sentence herself; None when it reaches the skill.

    Args:
        text: the sentence, without the wake word.
        heard: what it means to the skill.
        floor: what went on as it was said.
        profile: the kind of device.
    """
    if profile.hears_all or floor.is_in_session or heard.names_skill:
        return None
    if not profile.audio_player:
        return NO_PLAYER
    if not is_playback(text, heard):
        return UNNAMED
    return None if floor.played_last else NOT_OURS


def is_playback(text: str, heard: Understood) -> bool:
    """Whether a sentence is a bare word of playback, and is understood as one."""
    words = " ".join(re.sub(r"[^\w\s']", " ", text.casefold()).split())
    plain = _POLITE.sub("", words).strip()
    return heard.intent in PLAYBACK_PHRASES and plain in _PHRASES
