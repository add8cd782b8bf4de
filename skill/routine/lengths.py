"""How long each phrase lasts in a voice."""

from collections.abc import Mapping
from dataclasses import dataclass

WORDS_A_MINUTE = 150
"""A calm speaking rate; audio books are read at 150 to 160."""
BREATH_MS = 250
"""The pause that a voice makes at the end of a sentence."""


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
    """How long a voice takes for a text, in milliseconds, from its number of words."""
    words = max(1, len(text.split()))
    return words * 60_000 // WORDS_A_MINUTE + BREATH_MS * sum(text.count(stop) for stop in ".?!;")


def estimated(phrases: Mapping[str, str]) -> Lengths:
    """Lengths for phrases (text by key) that nobody has spoken yet."""
    return Lengths("estimated", {key: estimate_ms(text) for key, text in phrases.items()})
