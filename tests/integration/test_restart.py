"""`back-routine serve`, killed with -9 at any moment of a routine: the next word is right."""

import socket
import subprocess
import sys
import time
from threading import Timer

import pytest
import requests

from skill.bootstrap import open_store
from skill.limits import ANSWER_SECONDS
from skill.routine.run import Status
from skill.speaker.device.skill_client import HttpSkillClient
from skill.speaker.device.sounds import FetchedSounds
from tests.crowd.service import until_nobody_listens

STARTS_WITHIN_S = 30
RUN = [sys.executable, "-c", "from skill.cli import main; main()"]
SERVE = [*RUN, "serve", "--local", "--no-voice"]


class KilledServer:
    """The real service in a process of its own, and a door to it that kills it at some requests.

    A request that the process did not answer is lost; the next one finds it started again.
    """

    def __init__(self, folder):
        self.store_url = f"sqlite:///{folder / 'store.db'}"
        self._log = folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._http = requests.Session()
        self._http.trust_env = False
        self._door = HttpSkillClient(f"http://127.0.0.1:{self._port}/alexa", self._http)
        self.sounds = FetchedSounds(self._http)
        self.asked = 0
        self.killed = 0
        self.before, self.amid, self.after = set(), set(), set()
        """Numbers of the requests before, amid and after which the process is killed."""
        self.start()

    def start(self):
        options = ["--port", str(self._port), "--store", self.store_url]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([*SERVE, *options], stdout=log, stderr=log)
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            try:
                self._http.get(f"http://127.0.0.1:{self._port}/healthz", timeout=ANSWER_SECONDS)
            except requests.ConnectionError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self._log.read_text())

    def kill(self):
        self._process.kill()
        self._process.wait()
        # Those that answer notice it a moment later.
        until_nobody_listens(self._port, STARTS_WITHIN_S)
        self._http.close()
        self.killed += 1

    def ask(self, envelope):
        number, self.asked = self.asked, self.asked + 1
        if number in self.before:
            self.kill()
        timer = Timer(0.002, self._process.kill) if number in self.amid else None
        try:
            if timer:
                timer.start()
            return self._door.ask(envelope)
        finally:
            if timer:
                timer.join()
                self.kill()
            if number in self.after:
                self.kill()
            if self._process.poll() is not None:
                self.start()


A_HOLD_MS = 25_000
"""What is heard again at most: a hold from its start, or a sentence."""


@pytest.fixture
def server(tmp_path):
    server = KilledServer(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def room(server, make_room):
    """A room whose skill is the process; the store is looked at from outside."""
    return make_room(door=server, store=open_store(server.store_url))


def finished(room):
    return room.exercises_heard


def unanswered(room):
    """Device's complaints, other than that nobody answered."""
    return [fault for fault in room.faults if "no answer" not in fault]


@pytest.mark.parametrize("moment", ["before", "amid", "after"])
def test_killed_at_many_moments_nothing_that_was_heard_is_lost(room, server, moment):
    getattr(server, moment).update(range(3, 40, 9))
    room.say("start my back routine")
    for _ in range(12):
        room.until_idle()
        if len(finished(room)) >= 8:
            break
        room.say("resume")
    assert finished(room) == [step.exercise.id for step in room.run.routine.steps]
    room.say("how did I do this week")
    assert server.killed >= 3
    assert room.run.status is Status.FINISHED
    assert len(room.runs) == 1
    assert unanswered(room) == []


@pytest.mark.parametrize("seconds", [8, 118, 345])
def test_killed_in_the_middle_resume_is_at_the_very_place(room, server, seconds):
    room.say("start my back routine")
    room.wait(seconds)
    server.kill()
    server.start()
    room.say("resume")
    exercise, _, stopped_ms, ended = room.played[-1]
    assert ended == "stopped"
    room.let_finish()
    room.wait(1)
    room.device.power_off()
    again, from_ms, _, _ = room.played[-1]
    assert again == exercise
    assert stopped_ms - A_HOLD_MS <= from_ms <= stopped_ms


def test_killed_while_paused_for_days_it_knows_where(room, server):
    room.say("start my back routine")
    room.wait(345)
    room.say("pause")
    for _ in range(2):
        server.kill()
        server.start()
    room.restart()
    said = room.say("resume")
    assert "Figure four stretch, left side" in said
    assert "seconds to go" in said
