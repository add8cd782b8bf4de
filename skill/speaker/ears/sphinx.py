"""pocketsphinx, expecting the interaction model's sentences: small, offline, on one core.

What it hears is ranked twice: by the sound and the words' usual order, and then, among the
likeliest readings, by which of them is a sentence that means something here and now.
"""

import time
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

from skill.speaker.ears.installed import acoustic_model, decoder
from skill.speaker.ears.language_model import sphinx_files
from skill.speaker.ears.meaning import MeaningOf, meaning_of
from skill.speaker.ears.readings import SURE_FIT, Readings
from skill.speaker.ears.recognizer import BYTES_A_SECOND, Transcript
from skill.speaker.ears.tone import is_tone
from skill.understanding.heard import Moment

_READINGS = 12
"""How many of the likeliest readings are looked at."""
_LIKELY = 0.05
"""Share of all readings' probability that the best one has where it is right. Of the spoken test
sentences whose best reading had more and was a template's, 158 of 163 were right."""
_SLOWEST = 17
"""Frames, of 10 ms, that each letter lasts in what is said as slowly as anything; a noise in which
a word was found lasts longer. Of 157 spoken sentences none was slower; of 28
noises that are no tone all but a grunt were. How likely the words are does not tell them apart."""
_HISS = 25
"""Size of the noise that is added, of 32,768. Digital silence, as a gate or a synthetic voice
leaves it between words, has no logarithm, and throws the model's view of the whole phrase."""
_PERIOD = 7_919
"""Samples until the noise repeats."""
_LIMIT = 32_767
_SHORTEST_BYTES = BYTES_A_SECOND // 5
"""No word is shorter, and pocketsphinx breaks over sound without a whole frame."""
_WRITTEN = {"a.m.": "am", "p.m.": "pm"}
"""Word of the dictionary -> how text hearing knows it."""


class SphinxRecognizer:
    """pocketsphinx with its American English model.

    Raises:
        MissingRecognizerError: pocketsphinx is not installed.
    """

    name = "pocketsphinx"

    def __init__(
        self,
        cache_folder: Path,
        locale: str = "en-US",
        wake_words: tuple[str, ...] = ("alexa",),
        meaning: MeaningOf | None = None,
    ) -> None:
        """Load the model, and compile the sentences if that was not done before.

        Args:
            cache_folder: where the compiled form is kept.
            locale: the locale whose catalog names the exercises.
            wake_words: the words that wake the speaker.
            meaning: what a sentence means in a moment; without it, the locale's hearing says so.
        """
        self._decoder = _decoder(cache_folder, locale, wake_words)
        self._turn = Lock()
        self._meaning = meaning or meaning_of(locale)

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        began = time.perf_counter()
        readings = self.readings(pcm)
        text, fit = self._best(readings.texts, moment)
        sure = _confidence(text, readings.frames)
        return Transcript(text, sure, time.perf_counter() - began, fit * readings.likelihood)

    def readings(self, pcm: bytes) -> Readings:
        """Our sentences that sound most like it."""
        if len(pcm) < _SHORTEST_BYTES or is_tone(pcm):
            return Readings((), 0.0)
        with self._turn:
            self._decoder.start_utt()
            self._decoder.process_raw(with_hiss(pcm), full_utt=True)
            self._decoder.end_utt()
            texts = tuple(islice(self._readings(), _READINGS))
            likelihood = min(1.0, self._decoder.get_prob() / _LIKELY) if texts else 0.0
            frames = sum(map(_frames, self._decoder.seg() or ())) if texts else 0
        return Readings(texts, likelihood, frames)

    def _best(self, texts: Sequence[str], moment: Moment) -> tuple[str, float]:
        """The likeliest reading that fits well, else the one that fits best."""
        best = ("", 0.0)
        for text in texts:
            fit = self._meaning(text, moment).fit
            if fit > best[1] or not best[0]:
                best = (text, fit)
            if fit >= SURE_FIT:
                break
        return best

    def _readings(self) -> Iterator[str]:
        """Different readings, the likeliest first."""
        hypothesis = self._decoder.hyp()
        if hypothesis is None or not hypothesis.hypstr:
            return
        seen: set[str] = set()
        for reading in chain([hypothesis], self._decoder.nbest()):
            text = _written(reading.hypstr) if reading is not None else ""
            if text and text not in seen:
                seen.add(text)
                yield text


def _confidence(text: str, frames: int) -> float:
    """How surely it was said: the fewer frames a letter, the surer."""
    letters = sum(map(str.isalpha, text))
    return min(1.0, _SLOWEST * letters / (2 * frames)) if frames else 0.0


def _frames(segment: Any) -> int:  # noqa: ANN401 - published without types
    """Of a word; none of silence and noise, which pocketsphinx writes in brackets."""
    is_word = segment.word[0] not in "<[+"
    return segment.end_frame - segment.start_frame + 1 if is_word else 0


def _written(words: str) -> str:
    return " ".join(_WRITTEN.get(word, word) for word in words.split())


def with_hiss(pcm: bytes) -> bytes:
    """The sound with a little noise, the same noise each time."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    hiss = _hiss()
    for start in range(0, len(samples), _PERIOD):
        piece = samples[start : start + _PERIOD]
        mixed = map(int.__add__, piece, hiss)
        samples[start : start + _PERIOD] = array(
            "h", [max(-_LIMIT, min(_LIMIT, each)) for each in mixed]
        )
    return samples.tobytes()


@cache
def _hiss() -> list[int]:
    chance = Random(0)  # noqa: S311 - noise, and the same each time
    return [round(chance.gauss(0, _HISS)) for _ in range(_PERIOD)]


def _decoder(cache_folder: Path, locale: str, wake_words: tuple[str, ...]) -> Any:  # noqa: ANN401
    files = sphinx_files(cache_folder, acoustic_model().dictionary, locale, wake_words)
    return decoder(dict=str(files.dictionary), lm=str(files.model))
