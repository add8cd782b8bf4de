"""What some sound may say: different sentences, with how much speaks for each.

A recognizer's likeliest sentence is often wrong where its second or third is right, and what a
person can mean in the moment tells which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SURE_FIT = 0.97
"""How a reading fits that is a template's sentence, but for a filler word."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one utterance by a recognizer that knows only our sentences."""

    texts: tuple[str, ...]
    """Different sentences in small letters, the likeliest first; none where nothing was heard."""
    likelihood: float
    """How sure it is of the first, 0 to 1."""
    frames: int = 0
    """How many frames, of 10 ms each, the first's words last; 0 where that is not known."""


class Reader(Protocol):
    """A quick recognizer: it finds one of our sentences in everything, a slammed door included."""

    @property
    def name(self) -> str:
        """What it is called in `choose_recognizer`."""
        ...

    def readings(self, pcm: bytes) -> Readings:
        """What 16 kHz mono sound of 16 bits may say."""
        ...


class Listened(Protocol):
    """One utterance, as a recognizer of free speech has it in its ear."""

    @property
    def texts(self) -> Sequence[str]:
        """Different sentences in small letters, the likeliest first; none for silence."""
        ...

    def doubts(self, texts: Sequence[str]) -> Sequence[float]:
        """How much less likely than its own likeliest each sentence sounds.

        Returns:
            natural logarithms of the ratio: 0 is as likely, 14 a million times less.
        """
        ...

    def confidence(self, texts: Sequence[str], others: Sequence[str]) -> float:
        """How surely one of some sentences was said, and none of some others.

        Returns:
            0 to 1; from 0.5 on something lasting may hang on it.
        """
        ...


class FreeReader(Protocol):
    """A recognizer of free speech: larger, and a judge of whether a sentence was said at all."""

    @property
    def name(self) -> str:
        """What it is called in `choose_recognizer`."""
        ...

    def listen(self, pcm: bytes) -> Listened:
        """Takes 16 kHz mono sound of 16 bits into its ear."""
        ...

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether a second or so of 16 kHz mono sound of 16 bits begins with a word."""
        ...
