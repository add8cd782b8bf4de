"""A device's requests over real HTTP."""

import numpy as np
import pytest
import requests

from audio.mp3 import encoded
from skill.speaker.device.skill_client import HttpSkillClient, SkillSilentError
from skill.speaker.device.sounds import SOUNDBANK_MS, FetchedSounds, SoundNotFoundError
from skill.speaker.fakes import FakeSkill
from skill.speaker.service import LoopbackService

TWO_SECONDS = encoded(np.full(48_000, 0.1, np.float32))
LAUNCH = {"request": {"type": "SessionEndedRequest"}, "context": {}}


@pytest.fixture
def http():
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def base_url():
    service = LoopbackService(lambda: FakeSkill(track_ms=90_000, sound=TWO_SECONDS).app(None))
    yield service.start()
    service.stop()


def test_a_skill_answers_with_a_body(http, base_url):
    assert b'"response"' in HttpSkillClient(f"{base_url}/alexa", http).ask(LAUNCH)


def test_another_status_than_200_is_no_answer(http, base_url):
    with pytest.raises(SkillSilentError, match="HTTP 404"):
        HttpSkillClient(f"{base_url}/nowhere", http).ask(LAUNCH)


def test_a_skill_that_is_not_there_is_silent(http):
    with pytest.raises(SkillSilentError, match="no answer to SessionEndedRequest"):
        HttpSkillClient("http://127.0.0.1:1/alexa", http).ask(LAUNCH)


def test_a_tracks_sheet_tells_its_length_exercise_and_cues(http, base_url):
    sheet = FetchedSounds(http).sheet(f"{base_url}/tracks/0.mp3")
    assert (sheet.length_ms, sheet.exercise) == (90_000, "exercise-0")
    assert sheet.cues[0]["text"] == "Do 0."


def test_measured_the_file_tells_its_own_length(http, base_url):
    sheet = FetchedSounds(http, measured=True).sheet(f"{base_url}/tracks/0.mp3")
    assert sheet.length_ms == pytest.approx(2_000, abs=100)
    assert sheet.exercise == "exercise-0"


def test_a_sound_is_asked_for_once(http, base_url):
    sounds, url = FetchedSounds(http), f"{base_url}/tracks/0.mp3"
    assert sounds.sheet(url) is sounds.sheet(url)


def test_a_sound_that_is_nowhere_does_not_load(http, base_url):
    with pytest.raises(SoundNotFoundError, match="does not load"):
        FetchedSounds(http).sheet(f"{base_url}/tracks/nothing.mp3")


def test_what_is_no_mp3_does_not_load(http, base_url):
    with pytest.raises(SoundNotFoundError, match="no MP3"):
        FetchedSounds(http).sheet(f"{base_url}/tracks/0.json")


def test_amazons_own_sounds_are_not_fetched(http):
    assert FetchedSounds(http).sheet("soundbank://soundlibrary/bell").length_ms == SOUNDBANK_MS


def test_a_service_that_is_stopped_answers_no_more_and_comes_back_at_its_address(http):
    service = LoopbackService(lambda: FakeSkill().app(None))
    base_url = service.start()
    service.stop()
    with pytest.raises(requests.ConnectionError):
        http.get(f"{base_url}/tracks/0.json", timeout=2)
    assert service.start() == base_url
    service.stop()
    service.stop()
