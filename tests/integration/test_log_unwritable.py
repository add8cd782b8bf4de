"""Whatever becomes of the log, requests are answered."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests

from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import PROFILES
from skill.speaker.setting import Setting
from tests.fuzz.serving import served


def launch():
    setting = Setting(ZoneInfo("UTC"))
    envelopes = Envelopes(setting.identity("http://127.0.0.1:9", "token"), PROFILES["local"], "1")
    return envelopes.launch(envelopes.session(), PlayerState(), 1_794_814_200_000)


def is_answered(url):
    answer = requests.post(f"{url}/alexa", json=launch(), timeout=8)
    return answer.status_code == 200 and "outputSpeech" in answer.json()["response"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_a_full_disk_costs_no_answer(tmp_path):
    with open("/dev/full", "wb") as full, served(tmp_path, full) as service:  # noqa: PTH123
        assert all(is_answered(service.url) for _ in range(5))


def test_a_closed_pipe_costs_no_answer(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe, served(tmp_path, pipe) as service:
        assert all(is_answered(service.url) for _ in range(5))


def test_a_sink_that_breaks_costs_no_answer(make_room):
    room = make_room()
    room.skill._sinks = (_broken, room.told.append)
    assert room.say("how did I do this week")


def _broken(_):
    raise RuntimeError("no room")
