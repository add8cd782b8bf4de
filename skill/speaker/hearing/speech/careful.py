"""Two recognizers: a quick one that knows our sentences, and a larger one of free speech.

Both give several readings, and the one is taken that fits best what can be meant. The quick one
finds our sentences in everything; so the larger one, which has no such wish, has the last word on
whether a sentence can have been said at all.
"""

import time

from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.speech.fit import Fit
from skill.speaker.hearing.speech.readings import SURE_FIT, FreeReader, Listened, Reader, Readings
from skill.speaker.hearing.speech.recognizer import Transcript
from skill.speaker.hearing.speech.wake import WAKE_WORDS

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


class CarefulRecognizer:
    """The quick one first; the larger one where that is not sure."""

    def __init__(self, quick: Reader, larger: FreeReader, fit: Fit) -> None:
        """Take both, and how well a sentence fits a moment."""
        self._quick = quick
        self._larger = larger
        self._fit = fit
        self.name = f"{quick.name}+{larger.name}"

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        began = time.perf_counter()
        text, fit = self._heard(pcm, moment)
        return Transcript(text, fit, time.perf_counter() - began)

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether some sound begins with a word, as the larger one has it."""
        return self._larger.has_heard(word, pcm)

    def _heard(self, pcm: bytes, moment: Moment) -> tuple[str, float]:
        quick = self._quick.readings(pcm)
        if not quick.texts:
            # It finds words in everything but silence; in that, Whisper does.
            return "", 0.0
        fit = self._fit(quick.texts[0], moment)
        if fit * quick.likelihood >= _SURE and not _is_word_alone(quick.texts[0]):
            return quick.texts[0], fit
        larger = self._larger.listen(pcm)
        return self._best(quick, larger, moment) if larger.texts else ("", 0.0)

    def _best(self, quick: Readings, larger: Listened, moment: Moment) -> tuple[str, float]:
        first = larger.texts[0]
        first_fit = self._fit(first, moment)
        # What the larger one's first goes on from was not all that was said.
        others = [
            text
            for text in dict.fromkeys((*larger.texts[1:], *quick.texts))
            if not first.startswith(f"{text} ")
        ]
        fits = {text: self._fit(text, moment) for text in others}
        better = sorted(
            (text for text in others if fits[text] > first_fit + _BETTER),
            key=lambda text: -fits[text],
        )
        doubts = larger.doubts(better) if better else ()
        for text, doubt in zip(better, doubts, strict=True):
            if doubt <= (_DOUBT if fits[text] >= SURE_FIT else _DOUBT_OF_OTHERS):
                return text, fits[text]
        return first, first_fit


def _is_word_alone(text: str) -> bool:
    """Whether it is a wake word with one word: the first makes the quick one sure of the second."""
    words = text.split()
    return len(words) == 2 and words[0] in WAKE_WORDS  # noqa: PLR2004 - two words
