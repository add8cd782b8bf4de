"""The port that every recognizer of speech is used through."""

from dataclasses import dataclass
from typing import Protocol

from skill.understanding.heard import Moment

SAMPLE_RATE = 16_000
"""Samples a second of what is listened to: mono, 16 bits, little-endian."""
BYTES_A_SECOND = SAMPLE_RATE * 2


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recognizer made of some sound."""

    text: str
    """Small letters without punctuation; "" where no words were heard."""
    confidence: float
    """How surely this was said, 0 to 1, by the sound alone: an even chance is 0.5. Each recognizer
    says where it takes it from."""
    seconds: float
    """How long it took."""
    fit: float = 1.0
    """How well it fits what can be meant in the moment, 0 (means nothing) to 1."""


class Recognizer(Protocol):
    """Turns speech into words. It keeps nothing of what it has heard."""

    @property
    def name(self) -> str:
        """What `choose_recognizer` takes to make it again."""
        ...

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance, given as 16 kHz mono sound of 16 bits.

        Args:
            pcm: the sound, with some silence around the words.
            moment: what the person can mean now; between two readings that fit, it decides.
        """
        ...


class MissingRecognizerError(RuntimeError):
    """The recognizer that was asked for is not installed; the message says how to install it."""
