"""What of a microphone's sound is meant for the device."""

from array import array
from types import SimpleNamespace

import pytest

from skill.speaker.hearing import Moment
from skill.speaker.page.microphone import listened

SECOND = array("h", [0] * 16_000).tobytes()
IDLE, ASKED = Moment(), Moment(question_open=True, in_session=True)


class FakeRecognizer:
    """Hears the same words in every sound, and remembers how long it was."""

    name = "fake"

    def __init__(self, text, confidence=0.9):
        self._transcript = SimpleNamespace(text=text, confidence=confidence, seconds=0.0)
        self.samples = []

    def transcribe(self, pcm, moment):  # noqa: ARG002 - it hears the same at any time
        self.samples.append(len(pcm) // 2)
        return self._transcript


def is_meant(text, moment=IDLE, *, hands_free=True, confidence=0.9):
    recognizer = FakeRecognizer(text, confidence)
    return listened(recognizer, SECOND, 16_000, moment, hands_free=hands_free).is_meant


def test_what_is_said_while_the_button_is_held_is_meant():
    assert is_meant("pause", hands_free=False)


def test_hands_free_the_wake_word_is_wanted():
    assert is_meant("alexa pause")
    assert not is_meant("pause")


def test_the_wake_word_alone_says_nothing():
    assert not is_meant("alexa")


def test_an_open_question_needs_no_wake_word():
    assert is_meant("yes", ASKED)


def test_noise_is_not_meant():
    assert not is_meant("", hands_free=False)
    assert not is_meant("alexa pause", confidence=0.01)


def test_a_click_is_not_listened_to():
    recognizer = FakeRecognizer("yes")
    assert not listened(recognizer, SECOND[:1000], 16_000, IDLE, hands_free=False).is_meant
    assert recognizer.samples == []


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
def test_any_rate_becomes_16_khz(rate_hz):
    recognizer = FakeRecognizer("yes")
    second = array("h", [0] * rate_hz).tobytes()
    listened(recognizer, second + b"\0", rate_hz, IDLE, hands_free=False)
    assert recognizer.samples[0] == pytest.approx(16_000, abs=1)
