"""Two recognizers: a quick one that knows our sentences, and a larger one of free speech.

Both give several readings, and the one is taken that fits best what can be meant. The quick one
finds our sentences in everything; so the larger one, which has no such wish, has the last word on
whether a sentence can have been said at all.
"""

import time
from dataclasses import dataclass

from skill.speaker.ears.halting import (
    CLOSE,
    CLOSE_DANGER,
    DANGERS,
    HALTS,
    halting_words,
    lets_go_on,
)
from skill.speaker.ears.meaning import Meaning, MeaningOf
from skill.speaker.ears.readings import SURE_FIT, FreeReader, Listened, Reader
from skill.speaker.ears.recognizer import Transcript
from skill.speaker.ears.wake import WAKE_WORDS
from skill.understanding.heard import Moment
from skill.understanding.lasting import needs_certainty

_SURE = 0.97
"""Fit times likelihood from which the quick one is believed alone. A quarter of the spoken test
sentences reach it, 97 % of them rightly, and none of 80 that meant nothing."""
_BETTER = 0.05
"""By so much another reading has to fit better than the larger one's first."""
_DOUBT, _DOUBT_OF_OTHERS = 10.0, 2.0
"""So much the larger one may doubt a template's sentence, and any other. Picked by looking at 229
spoken sentences for us and 160 that mean nothing. Some of them are in tests/bench as well, whose
figures are a little rosy for that. Of these, 201 were understood and 10 taken for something; with
14 for both, and with beginnings believed, it was 197 and 25."""

_COMPARED = 3
"""So many of each one's readings are looked at for how surely something was said."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence that may have been said."""

    text: str
    """The words."""
    meaning: Meaning
    """What it is taken for."""

    @property
    def fit(self) -> float:
        """How well it fits the moment."""
        return self.meaning.fit


class CarefulRecognizer:
    """The quick one first; the larger one where that is not sure, or where it has to be.

    How surely something was said is the larger one's affair: of all readings that mean the same,
    the likeliest counts. Where the larger one was not asked, it is the quick one's likelihood.
    """

    def __init__(self, quick: Reader, larger: FreeReader, meaning: MeaningOf) -> None:
        """Take both, and what a sentence means in a moment."""
        self._quick = quick
        self._larger = larger
        self._meaning = meaning
        self.name = f"{quick.name}+{larger.name}"

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        began = time.perf_counter()
        said, confidence = self._heard(pcm, moment)
        seconds = time.perf_counter() - began
        if said is None:
            return Transcript("", 0.0, seconds, 0.0)
        return Transcript(said.text, confidence, seconds, said.fit)

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether some sound begins with a word, as the larger one has it."""
        return self._larger.has_heard(word, pcm)

    def _heard(self, pcm: bytes, moment: Moment) -> tuple[_Reading | None, float]:
        quick = self._quick.readings(pcm)
        if not quick.texts:
            # It finds words in everything but silence; in that, Whisper does.
            return None, 0.0
        first = self._reading(quick.texts[0], moment)
        sure = first.fit * quick.likelihood >= _SURE and not _is_word_alone(first.text)
        if sure and not _needs_two(first, moment):
            return first, quick.likelihood
        larger = self._larger.listen(pcm)
        if not larger.texts:
            return None, 0.0
        heard = [self._reading(text, moment) for text in larger.texts]
        expected = [self._reading(text, moment) for text in quick.texts]
        said = first if sure else self._best(heard, expected, larger)
        said = _safest(said, _of(DANGERS, [*heard, *expected]), CLOSE_DANGER, larger)
        if lets_go_on(said.meaning.intent, moment):
            others = [self._reading(text, moment) for text in halting_words(said.text)]
            fitting = [each for each in (*heard, *expected, *others) if each.fit >= SURE_FIT]
            said = _safest(said, _of(HALTS, fitting), CLOSE, larger)
        return said, _confidence(said, [*heard[:_COMPARED], *expected[:_COMPARED]], larger)

    def _reading(self, text: str, moment: Moment) -> _Reading:
        return _Reading(text, self._meaning(text, moment))

    def _best(self, heard: list[_Reading], expected: list[_Reading], larger: Listened) -> _Reading:
        first = heard[0]
        # What the larger one's first goes on from was not all that was said.
        others = [
            each
            for each in dict.fromkeys((*heard[1:], *expected))
            if not first.text.startswith(f"{each.text} ")
        ]
        better = sorted(
            (each for each in others if each.fit > first.fit + _BETTER),
            key=lambda each: -each.fit,
        )
        doubts = larger.doubts([each.text for each in better]) if better else ()
        for each, doubt in zip(better, doubts, strict=True):
            if doubt <= (_DOUBT if each.fit >= SURE_FIT else _DOUBT_OF_OTHERS):
                return each
        return first


def _needs_two(reading: _Reading, moment: Moment) -> bool:
    """Whether more than one has to have heard what would last, or let go on what plays."""
    intent = reading.meaning.intent
    return needs_certainty(intent) or lets_go_on(intent, moment)


def _of(intents: frozenset[str], readings: list[_Reading]) -> list[_Reading]:
    return [each for each in readings if each.meaning.intent in intents]


def _safest(said: _Reading, safer: list[_Reading], close: float, larger: Listened) -> _Reading:
    """The likeliest of the safer readings, where it sounds about as likely as what was made out."""
    if not safer or said in safer:
        return said
    doubt, *doubts = larger.doubts([said.text, *(each.text for each in safer)])
    least, nearest = min(zip(doubts, safer, strict=True), key=lambda each: each[0])
    return nearest if least - doubt <= close else said


def _confidence(said: _Reading, readings: list[_Reading], larger: Listened) -> float:
    """How surely it was said, whichever words for its meaning were used."""
    alike = {said.text} | {each.text for each in readings if each.meaning.is_like(said.meaning)}
    others = {each.text for each in readings} - alike
    return larger.confidence(sorted(alike), sorted(others))


def _is_word_alone(text: str) -> bool:
    """Whether it is a wake word with one word: the first makes the quick one sure of the second."""
    words = text.split()
    return len(words) == 2 and words[0] in WAKE_WORDS  # noqa: PLR2004 - two words
