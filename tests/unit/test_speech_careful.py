"""A quick recognizer and a larger one, told what they hear."""

import pytest

from skill.speaker.hearing import Moment
from skill.speaker.hearing.speech import Transcript
from skill.speaker.hearing.speech.careful import CarefulRecognizer

FITS = {"pause": 1.0, "that hurts": 1.0, "help": 1.0, "up good": 0.75, "widjacks": 0.0}


class Told:
    def __init__(self, name, text, confidence):
        self.name = name
        self.calls = 0
        self._transcript = Transcript(text, confidence, 0.25)

    def transcribe(self, pcm, moment):
        del pcm, moment
        self.calls += 1
        return self._transcript


def heard(quick, larger):
    both = CarefulRecognizer(quick, larger, lambda text, _: FITS[text])
    return both.transcribe(b"", Moment())


def test_where_the_quick_one_is_sure_the_larger_one_is_not_asked():
    larger = Told("large", "help", 0.9)
    assert heard(Told("quick", "pause", 0.9), larger).text == "pause"
    assert larger.calls == 0


def test_where_the_quick_one_is_not_sure_the_larger_one_is_believed():
    both = heard(Told("quick", "up good", 0.2), Told("large", "that hurts", 0.8))
    assert (both.text, both.confidence) == ("that hurts", 1.0)


def test_what_means_nothing_does_not_win_over_what_means_something():
    assert heard(Told("quick", "pause", 0.4), Told("large", "widjacks", 0.9)).text == "pause"


def test_the_time_of_both_is_counted():
    both = heard(Told("quick", "up good", 0.2), Told("large", "that hurts", 0.8))
    assert both.seconds == pytest.approx(0.5)


def test_its_name_tells_both():
    both = CarefulRecognizer(Told("quick", "", 0), Told("large", "", 0), lambda *_: 0)
    assert both.name == "quick+large"
