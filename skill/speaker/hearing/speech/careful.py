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

_SURE = 0.97
"""Fit times likelihood from which the quick one is believed alone. A quarter of the spoken test
sentences reach it, 97 % of them rightly, and none of 80 that meant nothing."""
_BETTER = 0.05
"""By so much another reading has to fit better than the larger one's first."""
_DOUBT = 14.0
"""So much the larger one may doubt a reading. Measured on spoken sentences that the sets in
tests/spoken do not have: with 8, two in a hundred more are missed; with 20, a sixth more of what
means nothing is taken for something; with no limit, nearly all of it is."""


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

    def _heard(self, pcm: bytes, moment: Moment) -> tuple[str, float]:
        quick = self._quick.readings(pcm)
        if not quick.texts:
            # It finds words in everything but silence; in that, Whisper does.
            return "", 0.0
        fit = self._fit(quick.texts[0], moment)
        if fit >= SURE_FIT and fit * quick.likelihood >= _SURE:
            return quick.texts[0], fit
        larger = self._larger.listen(pcm)
        return self._best(quick, larger, moment) if larger.texts else ("", 0.0)

    def _best(self, quick: Readings, larger: Listened, moment: Moment) -> tuple[str, float]:
        first = larger.texts[0]
        first_fit = self._fit(first, moment)
        others = dict.fromkeys((*larger.texts[1:], *quick.texts))
        fits = {text: self._fit(text, moment) for text in others}
        better = sorted(
            (text for text in others if fits[text] > first_fit + _BETTER),
            key=lambda text: -fits[text],
        )
        doubts = larger.doubts(better) if better else ()
        for text, doubt in zip(better, doubts, strict=True):
            if doubt <= _DOUBT:
                return text, fits[text]
        return first, first_fit
