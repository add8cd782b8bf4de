"""Two schedulers, each a process, on one store; `kill -9` again and again: each nudge once."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from skill.content import load
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge
from skill.routine.run import Run
from skill.store.url import open_store

SCRIPT = Path(__file__).with_name("schedule_until_killed.py")
PEOPLE = [f"amzn1.ask.account.{n:03}" for n in range(30)]
SPEED = 200
"""Five minutes, for which the dead hold what they had, pass in a second and a half."""


class Alexa(BaseHTTPRequestHandler):
    """Gives tokens, and takes an event once for each account and reference, as Amazon does."""

    taken: Counter
    sent: Counter
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/auth"):
            return self._answer(200, {"access_token": "t", "expires_in": 3600, "scope": "s"})
        event = json.loads(body)
        name = event["relevantAudience"]["payload"]["user"], event["referenceId"]
        # Time to be killed in, before it counts and after.
        time.sleep(0.01)
        with self.lock:
            self.sent[name] += 1
            is_new = name not in self.taken
            self.taken[name] += is_new
        time.sleep(0.01)
        return self._answer(202 if is_new else 409, {"code": 409, "message": "it came before"})

    def _answer(self, status, body):
        self.send_response(status)
        text = json.dumps(body).encode()
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Says nothing."""

    def handle_one_request(self):
        # Whoever is killed leaves its connection broken.
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True


@pytest.fixture
def alexa():
    Alexa.taken, Alexa.sent = Counter(), Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Alexa)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def sunday():
    spec = spec_from_file_location("schedule_until_killed", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SUNDAY


def fill(store_url):
    catalog = load().catalog
    store, now = open_store(store_url, catalog), sunday()
    routine = shorthand.read("n~l~pt10.1f.1o9s", catalog)
    at = now - timedelta(days=1)
    run = Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, routine, done=frozenset({0}))
    wish = partial(
        Nudge.wanted,
        when=SUNDAY_EVENING,
        zone=ZoneInfo("UTC"),
        now=now - timedelta(hours=1),
        allowed=True,
    )
    for person in PEOPLE:
        store.merge_run(person, run)
        store.change_nudge(person, wish)


def test_each_nudge_comes_once_though_its_senders_are_killed(tmp_path, alexa):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    fill(url)
    words = [sys.executable, SCRIPT, url, alexa, str(time.time()), str(SPEED)]
    workers = [subprocess.Popen(words) for _ in range(2)]
    kills = 0
    try:
        ends = time.monotonic() + 60
        while len(Alexa.taken) < len(PEOPLE) and time.monotonic() < ends:
            told = len(Alexa.taken)
            # Each lives until it has told somebody, and is killed in the middle of the next.
            while len(Alexa.taken) < min(told + 4, len(PEOPLE)) and time.monotonic() < ends:
                time.sleep(0.005)
            if kills < 6:
                workers[kills % 2].kill()
                workers[kills % 2].wait()
                workers[kills % 2] = subprocess.Popen(words)
                kills += 1
        # Whatever is still open is looked at a few times more.
        time.sleep(3)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()

    assert kills >= 3
    assert Counter(account for account, _ in Alexa.taken) == Counter(PEOPLE)
    assert set(Alexa.taken.values()) == {1}
