"""What of a microphone's sound is meant for the device."""

from array import array

import numpy as np
import pytest

from skill.speaker.ears import Listening, Transcript
from skill.speaker.page.microphone import OpenMicrophone, Overheard, held
from skill.speaker.page.rates import Resampling, at_16_khz
from skill.understanding import Moment

SECOND = bytes(32_000)
WORDS = array("h", [9_000, -9_000] * 8_000).tobytes()
IDLE, PLAYING = Moment(), Moment(playing=True)
ASKED = Moment(question_open=True, in_session=True)


class Told:
    """Hears the same words in every sound; any sound but silence may wake it."""

    name = "told"

    def __init__(self, text, confidence=0.9, *, fit=1.0, wakes=True):
        self._transcript = Transcript(text, confidence, 0.0, fit)
        self._wakes = wakes
        self.samples = []

    def transcribe(self, pcm, moment):  # noqa: ARG002 - it hears the same at any time
        self.samples.append(len(pcm) // 2)
        return self._transcript

    def feed(self, pcm):
        return self._wakes and any(pcm)


def overheard(told, moment=PLAYING):
    microphone = OpenMicrophone(lambda: Listening(told, told))
    microphone.open("tab", 16_000)
    return [microphone.feed("tab", pcm, moment) for pcm in (SECOND, WORDS, SECOND)]


def test_what_is_said_while_the_button_is_held_is_heard():
    said = held(Told("pause", 0.4), SECOND, 16_000, IDLE)
    assert (said.text, said.confidence) == ("pause", 0.4)


def test_a_click_is_not_listened_to():
    told = Told("yes")
    assert held(told, SECOND[:1000], 16_000, IDLE).text == ""
    assert told.samples == []


def test_hands_free_what_follows_the_wake_word_is_said():
    quiet, awake, after = overheard(Told("alexa pause"))
    assert quiet == Overheard(is_awake=False, is_answering=False, said=[])
    assert awake.is_awake
    assert [said.text for said in after.said] == ["pause"]


def test_hands_free_other_talk_is_left_alone():
    assert overheard(Told("pause"))[-1].said == []


def test_an_open_question_needs_no_wake_word_and_waits_for_who_speaks():
    _, speaking, after = overheard(Told("yes", wakes=False), ASKED)
    assert speaking.is_answering
    assert not after.is_answering
    assert [said.text for said in after.said] == ["yes"]


def test_what_means_nothing_is_not_said():
    assert overheard(Told("alexa pause", fit=0.01))[-1].said == []


def test_hands_free_how_surely_it_was_said_comes_with_it():
    (said,) = overheard(Told("alexa delete my data", 0.2))[-1].said
    assert (said.text, said.confidence) == ("delete my data", 0.2)


def test_one_page_is_listened_to_at_a_time():
    told = Told("alexa pause")
    microphone = OpenMicrophone(lambda: Listening(told, told))
    assert microphone.feed("tab", SECOND, IDLE) is None
    microphone.open("tab", 16_000)
    microphone.open("other", 16_000)
    assert microphone.feed("tab", SECOND, IDLE) is None
    assert microphone.feed("other", SECOND, IDLE) is not None


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
def test_any_rate_becomes_16_khz(rate_hz):
    second = array("h", [0] * rate_hz).tobytes()
    assert len(at_16_khz(second + b"\0", rate_hz)) // 2 == pytest.approx(16_000, abs=1)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000, 192_000])
def test_a_stream_in_pieces_becomes_what_the_whole_does(rate_hz):
    time_s = np.arange(rate_hz) / rate_hz
    whole = np.rint(9_000 * np.sin(2 * np.pi * 440 * time_s)).astype("<i2").tobytes()
    stream = Resampling(rate_hz)
    pieces = [stream.feed(whole[at : at + 2_222]) for at in range(0, len(whole), 2_222)]
    streamed = np.frombuffer(b"".join(pieces), "<i2").astype(int)
    expected = np.frombuffer(at_16_khz(whole, rate_hz), "<i2").astype(int)
    late = next(n for n in range(2_000) if abs(streamed[n : n + 50] - expected[:50]).max() < 200)
    both = min(len(streamed) - late, len(expected))
    assert both > 15_000
    assert abs(streamed[late + 50 : late + both] - expected[50:both]).max() <= 1
