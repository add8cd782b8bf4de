"""`back-routine serve` twice, each at a port of its own: one service to everybody outside."""

import json
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from socket import create_server

import pytest

from skill.bootstrap import open_store
from skill.speaker.device.playback import PlayerState
from skill.speaker.setting import Setting
from tests.conftest import welcome

WITHIN_S = 30
SERVE = [sys.executable, "-c", "from skill.cli import main; main()", "serve", "--local"]


class Service:
    """One of both, without a voice."""

    def __init__(self, folder, name):
        with create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        options = ["--no-voice", "--no-schedule", "--port", str(self.port)]
        options += ["--store", f"sqlite:///{folder / 'runs.db'}"]
        with (folder / f"log {name}").open("wb") as log:
            self.process = subprocess.Popen([*SERVE, *options], stdout=log, stderr=log)

    def ask(self, method, path, body=None):
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, body, {"Host": f"localhost:{self.port}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def until_it_answers(self):
        deadline = time.monotonic() + WITHIN_S
        while time.monotonic() < deadline:
            with suppress(ConnectionError):
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            time.sleep(0.05)
        pytest.fail("it does not answer")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("together")
    store = open_store(f"sqlite:///{folder / 'runs.db'}")
    welcome(store, Setting(UTC).user_id, datetime.now(UTC))
    services = [Service(folder, name) for name in ("first", "second")]
    for service in services:
        service.until_it_answers()
    yield services
    for service in services:
        service.process.terminate()
        assert service.process.wait(WITHIN_S) == 0


def test_what_began_at_one_goes_on_at_the_other(both, known_room):
    first, second = both
    envelopes = known_room.envelopes
    launch = envelopes.launch(envelopes.session(), PlayerState(), 0)
    _, answer = first.ask("POST", "/alexa", json.dumps(launch))
    (play,) = json.loads(answer)["response"]["directives"]
    token = play["audioItem"]["stream"]["token"]
    player = {"token": token, "offsetInMilliseconds": 30_000, "playerActivity": "PLAYING"}
    pause = envelopes.intent("AMAZON.PauseIntent", {}, envelopes.session(), PlayerState(), 0)
    pause["context"]["AudioPlayer"] = player
    _, answer = second.ask("POST", "/alexa", json.dumps(pause))
    assert "AudioPlayer.Stop" in answer
    resume = envelopes.intent("AMAZON.ResumeIntent", {}, envelopes.session(), PlayerState(), 0)
    _, answer = first.ask("POST", "/alexa", json.dumps(resume))
    assert "Pelvic tilt" in answer


def test_an_address_that_is_taken_is_told_of(both):
    words = [*SERVE, "--no-voice", "--no-schedule", "--port", str(both[0].port)]
    second = subprocess.run(words, capture_output=True, text=True, check=False, timeout=WITHIN_S)
    assert second.returncode == 1
    assert f"cannot listen at 127.0.0.1:{both[0].port}" in second.stderr
    assert "Traceback" not in second.stderr
