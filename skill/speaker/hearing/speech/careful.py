"""Two recognizers: a quick one, and a larger one that is asked where the quick one is not sure."""

from dataclasses import replace

from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.speech.fit import Fit
from skill.speaker.hearing.speech.recognizer import Recognizer, Transcript

_SURE = 0.6
"""Confidence from which the quick one is believed; measured on spoken test sentences."""
_FITS = 0.8
"""How well what the larger one heard has to fit to be believed without comparing."""


class CarefulRecognizer:
    """The quick one first; the larger one where that is not sure."""

    def __init__(self, quick: Recognizer, larger: Recognizer, fit: Fit) -> None:
        """Take both, and how well a sentence fits a moment."""
        self._quick = quick
        self._larger = larger
        self._fit = fit
        self.name = f"{quick.name}+{larger.name}"

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        quick = self._quick.transcribe(pcm, moment)
        if quick.confidence >= _SURE:
            return quick
        larger = self._larger.transcribe(pcm, moment)
        fit = self._fit(larger.text, moment) if larger.text else 0.0
        is_larger_better = fit >= _FITS or fit >= self._fit(quick.text, moment)
        best = replace(larger, confidence=fit) if is_larger_better else quick
        return replace(best, seconds=quick.seconds + larger.seconds)
