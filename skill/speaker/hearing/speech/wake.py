"""Listening for the wake word alone, all the time, at a thirtieth of a core."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from skill.speaker.hearing.speech.installed import acoustic_model, decoder
from skill.speaker.hearing.speech.pronunciations import Pronunciations
from skill.speaker.hearing.speech.sphinx import with_hiss

WAKE_WORDS = ("alexa",)
"""What wakes the speaker; a second word may be added."""
_THRESHOLD = "1e-20"
"""Greater misses more, smaller wakes in vain more often; measured in tests/bench/bench_speech.py.
What follows is heard by the recognizer, which has to find the wake word as well."""


class UnknownWakeWordError(ValueError):
    """Nobody has written down how the word is pronounced; the message says what to do."""


class Wake:
    """Fed with a stream, 16 kHz mono sound of 16 bits, it says when a wake word was said.

    Raises:
        MissingRecognizerError: pocketsphinx is not installed.
        UnknownWakeWordError: a word is in no dictionary.
    """

    def __init__(self, words: Sequence[str] = WAKE_WORDS) -> None:
        """Take the words, in small letters."""
        self._decoder = _spotter(words)
        self._decoder.start_utt()

    def feed(self, pcm: bytes) -> bool:
        """Whether a wake word ended within this piece of the stream."""
        self._decoder.process_raw(with_hiss(pcm))
        if self._decoder.hyp() is None:
            return False
        self._decoder.end_utt()
        self._decoder.start_utt()
        return True


def _spotter(words: Sequence[str]) -> Any:  # noqa: ANN401 - pocketsphinx is published without types
    known = Pronunciations(acoustic_model().dictionary)
    for word in words:
        if not known.of(word):
            raise UnknownWakeWordError(f"{word!r} is in no dictionary: choose an English word")
    with TemporaryDirectory() as folder:
        dictionary, phrases = Path(folder) / "wake.dict", Path(folder) / "wake.list"
        dictionary.write_text("\n".join(known.lines(words)) + "\n", "utf-8")
        phrases.write_text("".join(f"{word} /{_THRESHOLD}/\n" for word in words), "utf-8")
        return decoder(dict=str(dictionary), kws=str(phrases), lm=None)
