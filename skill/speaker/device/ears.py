"""The seam to hearing: what a device needs understood of a sentence."""

from dataclasses import dataclass
from typing import Protocol

from skill.speaker.device.profile import Json

SURELY_SAID = 0.5
"""The confidence of a sentence on which something lasting may hang; recognizers make their own
such that it is the border, see `skill.speaker.ears.confidence`."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence means."""

    intent: str | None
    """The intent's name; None when the skill was only opened."""
    slots: Json
    """Alexa's `intent.slots`, with their resolutions."""
    names_skill: bool
    """Whether the skill was named, which always begins a new session."""
    left: str = ""
    """The words of another wish that is not acted on; empty for none."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the device was doing when the sentence came."""

    is_question_open: bool
    """Whether the skill asked something and the microphone is, or was about to be, open."""
    is_playing: bool
    """Whether a stream was playing."""
    is_in_session: bool
    """Whether a session is open."""
    confidence: float = 1.0
    """How surely the sentence was said, 0 to 1, by its sound alone; what was typed is sure."""

    @property
    def is_surely_said(self) -> bool:
        """Whether what lasts may hang on it."""
        return self.confidence >= SURELY_SAID


class Ears(Protocol):
    """Understands sentences."""

    def understand(self, text: str, situation: Situation) -> Understood:
        """What the sentence means; what fits nothing is `AMAZON.FallbackIntent`."""
        ...
