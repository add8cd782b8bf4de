"""`back-routine serve` in several processes: one service to everybody outside."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from urllib.parse import urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families

from skill.bootstrap import open_store
from skill.speaker.device.playback import PlayerState
from skill.speaker.setting import Setting
from tests.conftest import welcome

PROCESSES, WITHIN_S, OFTEN = 3, 30, 24
SERVE = [sys.executable, "-c", "from skill.cli import main; main()", "serve", "--local"]


class Service:
    """A service of three processes, without a voice."""

    def __init__(self, folder):
        with create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        store = f"sqlite:///{folder / 'runs.db'}"
        welcome(open_store(store), Setting(UTC).user_id, datetime.now(UTC))
        self.options = ["--no-voice", "--no-schedule", "--processes", str(PROCESSES)]
        self.options += ["--port", str(self.port), "--store", store]
        with (folder / "log").open("wb") as log:
            self.first = subprocess.Popen([*SERVE, *self.options], stdout=log, stderr=log)

    def ask(self, method, path, body=None):
        """One request, in a connection of its own: any of the processes may take it."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as door:
            door.request(method, path, body, {"Host": f"localhost:{self.port}"})
            answer = door.getresponse()
            return answer.status, answer.read().decode()

    @property
    def pids(self):
        children = Path(f"/proc/{self.first.pid}/task/{self.first.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def figures(self):
        """Samples by name, of whichever process answers."""
        _, page = self.ask("GET", "/metrics")
        found = {}
        for family in text_string_to_metric_families(page):
            for sample in family.samples:
                found.setdefault(sample.name, []).append(sample)
        return found

    def turns(self):
        return sum(sample.value for sample in self.figures()["back_routine_turn_seconds_count"])


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    if not Path("/proc/self/task").exists():
        pytest.skip("processes are told apart on Linux only")
    service = Service(tmp_path_factory.mktemp("together"))
    until(lambda: answers(service))
    until(lambda: all_count(service))
    yield service
    service.first.terminate()
    assert service.first.wait(WITHIN_S) == 0


@pytest.fixture
def launch(known_room):
    envelopes = known_room.envelopes
    return json.dumps(envelopes.launch(envelopes.session(), PlayerState(), 0))


def answers(service):
    with suppress(ConnectionError):
        return service.ask("GET", "/healthz")[0] == 200
    return False


def all_count(service):
    """Whether all processes are there, and each has begun to count."""
    memory = service.figures()["process_resident_memory_bytes"]
    return sorted(sample.labels["pid"] for sample in memory) == sorted(map(str, service.pids))


def until(is_so):
    deadline = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_whichever_answers_the_figures_are_those_of_all(service, launch):
    before = service.turns()
    for _ in range(OFTEN):
        assert service.ask("POST", "/alexa", launch)[0] == 200
    assert {service.turns() for _ in range(OFTEN)} == {before + OFTEN}
    assert len(service.pids) == PROCESSES
    assert all_count(service)


def test_what_one_orders_all_have(service, launch):
    _, answer = service.ask("POST", "/alexa", launch)
    (play,) = json.loads(answer)["response"]["directives"]
    sheet = urlsplit(play["audioItem"]["stream"]["url"]).path.replace(".mp3", ".json")
    assert {service.ask("GET", sheet)[0] for _ in range(OFTEN)} == {200}


def test_who_is_killed_is_replaced_and_what_was_counted_stays(service, launch):
    service.ask("POST", "/alexa", launch)
    turns, (killed, *others) = service.turns(), service.pids
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(set(service.pids) - {killed}) == PROCESSES)
    assert set(others) < set(service.pids)
    until(lambda: all_count(service))
    assert service.turns() == turns
    assert service.ask("POST", "/alexa", launch)[0] == 200


def test_an_address_that_is_taken_is_told_of(service):
    words = [*SERVE, "--no-voice", "--no-schedule", "--port", str(service.port)]
    second = subprocess.run(words, capture_output=True, text=True, check=False, timeout=WITHIN_S)
    assert second.returncode == 1
    assert f"cannot listen at 127.0.0.1:{service.port}" in second.stderr
    assert "Traceback" not in second.stderr
