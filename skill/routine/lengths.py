"""How long each phrase lasts in a voice."""

from collections.abc import Mapping
from dataclasses import dataclass

LETTER_MS = 59
"""How long a letter or a space takes. Fitted, as the two below, to the measured lengths of the
default voice, which is calm, at about 160 words a minute: the sum of all its phrases is met within
1 %, a single one within 10 % on average."""
SENTENCE_MS = 340
"""The pause that it makes at the end of a sentence."""
COMMA_MS = 200
"""The pause that it makes at a comma."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long each phrase lasts in one voice: measured by the audio build, or estimated."""

    voice: str
    """Id of the voice, or `estimated`."""
    ms: Mapping[str, int]
    """Milliseconds by phrase key."""

    def of(self, phrase: str) -> int:
        """Milliseconds that a phrase lasts.

        Raises:
            KeyError: no such phrase in the content.
        """
        return self.ms[phrase]


def estimate_ms(text: str) -> int:
    """How long a voice takes for a text, in milliseconds, by its letters and its pauses."""
    sentences = sum(text.count(stop) for stop in ".?!;")
    return LETTER_MS * max(1, len(text)) + SENTENCE_MS * sentences + COMMA_MS * text.count(",")


def estimated(phrases: Mapping[str, str]) -> Lengths:
    """Lengths for phrases (text by key) that nobody has spoken yet."""
    return Lengths("estimated", {key: estimate_ms(text) for key, text in phrases.items()})
