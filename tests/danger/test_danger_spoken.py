"""Danger is heard when it is spoken."""

import pytest

from skill.speaker.ears import MissingRecognizerError, choose_recognizer
from skill.understanding import Hearing, Moment
from tests.spoken.speakers import SPEAKERS, pcm

HIBARI = SPEAKERS[0]
PLAYING = Moment(playing=True, in_session=True)


@pytest.fixture(scope="module")
def recognizer(tmp_path_factory):
    try:
        return choose_recognizer("pocketsphinx", cache=tmp_path_factory.mktemp("cache"))
    except MissingRecognizerError as error:
        pytest.skip(str(error))


@pytest.mark.skipif(not HIBARI.is_here, reason="the voice hibari is not installed")
@pytest.mark.voice
@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("I've lost control of my bladder", "EmergencyIntent"),
        ("please call an ambulance", "EmergencyIntent"),
        ("I fell down the stairs", "SeeDoctorIntent"),
        ("I feel dizzy", "FaintIntent"),
        ("my leg is numb", "LegPainIntent"),
    ],
)
def test_spoken_danger_is_heard(recognizer, words, intent):
    heard = recognizer.transcribe(pcm(HIBARI.speak(words)), PLAYING)

    assert Hearing.load().hear(heard.text, PLAYING).intent == intent
