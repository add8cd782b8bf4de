"""A store that hangs, behind a real service: what a turn costs, and what the two probes tell."""

import socket
import time
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest

from skill.bootstrap_here import local_service
from skill.clock import SystemClock
from skill.doors.readiness import NAME, Readiness
from skill.limits import SERVICE_SECONDS
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import PROFILES
from skill.speaker.setting import Setting
from skill.store.memory import MemoryStore
from skill.store.patience import WAITS

SLACK_S = 1.0
"""What a turn takes besides, on a machine that is busy."""


@contextmanager
def silence():
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def launch():
    setting = Setting(ZoneInfo("UTC"), profile=PROFILES["local"])
    identity = setting.identity("http://127.0.0.1:9", "token")
    envelopes = Envelopes(identity, setting.profile, "seed")
    return lambda: envelopes.launch(envelopes.session(), PlayerState(), 0)


@pytest.fixture
def hanging(monkeypatch):
    """The service on a table that never answers."""
    with silence() as address:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "local")
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        yield local_service("dynamodb://hanging", SystemClock(), None).test_client()


def took(call):
    began = time.monotonic()
    answer = call()
    return time.monotonic() - began, answer


def test_a_turn_costs_two_seconds_at_the_most_and_after_three_nothing(hanging, launch):
    for _ in range(WAITS):
        seconds, answer = took(lambda: hanging.post("/alexa", json=launch()))
        assert seconds < SERVICE_SECONDS + SLACK_S
        assert "apply to you" in answer.json["response"]["outputSpeech"]["ssml"]
    seconds, answer = took(lambda: hanging.post("/alexa", json=launch()))
    assert seconds < SLACK_S
    assert "apply to you" in answer.json["response"]["outputSpeech"]["ssml"]


def test_it_lives_and_is_not_ready(hanging):
    seconds, answer = took(lambda: hanging.get("/readyz"))
    assert (answer.status_code, seconds < SERVICE_SECONDS + SLACK_S) == (503, True)
    assert hanging.get("/healthz").json == {"status": "ok"}


@pytest.mark.parametrize("url", ["memory:", "sqlite:///{}/store.db"])
def test_a_store_that_can_be_read_and_written_is_ready(tmp_path, url):
    service = local_service(url.format(tmp_path), SystemClock(), None).test_client()
    assert (service.get("/readyz").status_code, service.get("/readyz").json["status"]) == (
        200,
        "ok",
    )


def test_a_store_that_can_be_read_and_not_written_is_not_ready(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    service = local_service(f"sqlite:///{tmp_path}/data/store.db", SystemClock(), None)
    answer = service.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "the store does not answer"})


class CountingStore(MemoryStore):
    """Counts the calls."""

    calls = 0

    def change_job_mark(self, job, change):
        self.calls += job == NAME
        return super().change_job_mark(job, change)


def test_many_who_ask_cost_one_look_a_second():
    now_s, store = [0.0], CountingStore()
    readiness = Readiness(store, SystemClock(), lambda: now_s[0])
    assert all(readiness.is_ready() for _ in range(9))
    assert store.calls == 1
    now_s[0], store.down = 1.0, True
    assert not readiness.is_ready()
    assert store.calls == 2
