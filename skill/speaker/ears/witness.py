"""The wake word heard twice: spotted in anything like it, then judged by a larger recognizer.

The spotter alone either misses one wake in three or wakes in vain. A larger recognizer is too slow
to listen all the time, but quick enough to listen again where something was spotted.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from skill.speaker.ears.recognizer import BYTES_A_SECOND
from skill.speaker.ears.wake import Wake

_HEARD_AGAIN_BYTES = int(1.6 * BYTES_A_SECOND) // 2 * 2
"""How much of the stream is heard again: the word, said slowly, and the sound around it."""
_LATER_BYTES = int(0.3 * BYTES_A_SECOND) // 2 * 2
"""So long after something was spotted it is judged: with what follows, a word is easier to hear."""


@runtime_checkable
class Witness(Protocol):
    """A recognizer that can say whether one word was said."""

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether a second or so of 16 kHz mono sound of 16 bits begins with the word."""
        ...


class Waiting(Protocol):
    """What waits for a wake word in a stream."""

    def feed(self, pcm: bytes) -> bool:
        """Whether a wake word ended within this piece of the stream."""
        ...


class WitnessedWake:
    """A wake word counts where both have heard it."""

    def __init__(self, spotter: Waiting, witness: Witness, words: Sequence[str]) -> None:
        """Take what spots anything like the words, who judges it, and the words."""
        self._spotter = spotter
        self._witness = witness
        self._words = tuple(words)
        self._kept = b""
        self._since: int | None = None
        """Bytes since something was spotted; None when it was judged."""

    def feed(self, pcm: bytes) -> bool:
        """Whether a wake word ended a moment before the end of this piece of the stream."""
        self._kept = (self._kept + pcm)[-_HEARD_AGAIN_BYTES:]
        if self._since is not None:
            self._since += len(pcm)
        if self._spotter.feed(pcm) and self._since is None:
            self._since = 0
        if self._since is None or self._since < _LATER_BYTES:
            return False
        self._since = None
        return any(self._witness.has_heard(word, self._kept) for word in self._words)


def witnessed(wake: Waiting, recognizer: object) -> Waiting:
    """The wake word with the recognizer for a witness, where that can be one."""
    if isinstance(wake, Wake) and isinstance(recognizer, Witness):
        return WitnessedWake(wake.loosened(), recognizer, wake.words)
    return wake
