"""Listening for the wake word alone, all the time, at a small part of a core."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from skill.speaker.ears.installed import acoustic_model, decoder
from skill.speaker.ears.pronunciations import Pronunciations
from skill.speaker.ears.sphinx import with_hiss

WAKE_WORDS = ("alexa",)
"""What wakes the speaker; a second word may be added."""
_ALONE, _LOOSE = "1e-20", "1e-50"
"""How likely the word has to be, where it is heard once, and where it is judged again. Greater
misses more, smaller wakes in vain more often; measured in tests/bench/bench_speech.py."""


class UnknownWakeWordError(ValueError):
    """Nobody has written down how the word is pronounced; the message says what to do."""


class Wake:
    """Fed with a stream, 16 kHz mono sound of 16 bits, it says when a wake word was said.

    Raises:
        MissingRecognizerError: pocketsphinx is not installed.
        UnknownWakeWordError: a word is in no dictionary.
    """

    def __init__(self, words: Sequence[str] = WAKE_WORDS, threshold: str = _ALONE) -> None:
        """Take the words, in small letters, and how likely they have to be."""
        self.words = tuple(words)
        self._pronounced = _pronounced(self.words)
        self._threshold = threshold
        self._decoder: Any = None

    def loosened(self) -> "Wake":
        """The same that is woken by anything like its words, to be judged by somebody else."""
        return Wake(self.words, _LOOSE)

    def feed(self, pcm: bytes) -> bool:
        """Whether a wake word ended within this piece of the stream."""
        if self._decoder is None:
            self._decoder = _spotter(self.words, self._pronounced, self._threshold)
            self._decoder.start_utt()
        self._decoder.process_raw(with_hiss(pcm))
        if self._decoder.hyp() is None:
            return False
        self._decoder.end_utt()
        self._decoder.start_utt()
        return True


@cache
def _pronounced(words: tuple[str, ...]) -> str:
    """The words as lines of a dictionary."""
    known = Pronunciations(acoustic_model().dictionary)
    for word in words:
        if not known.of(word):
            raise UnknownWakeWordError(f"{word!r} is in no dictionary: choose an English word")
    return "\n".join(known.lines(words)) + "\n"


def _spotter(words: Sequence[str], pronounced: str, threshold: str) -> Any:  # noqa: ANN401 - published without types
    with TemporaryDirectory() as folder:
        dictionary, phrases = Path(folder) / "wake.dict", Path(folder) / "wake.list"
        dictionary.write_text(pronounced, "utf-8")
        phrases.write_text("".join(f"{word} /{threshold}/\n" for word in words), "utf-8")
        return decoder(dict=str(dictionary), kws=str(phrases), lm=None)
