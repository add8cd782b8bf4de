"""A speaker as a process of its own, and what is kept in it."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from skill.alexa.token import run_id
from skill.alexa.welcome import words_asked
from skill.content import load
from skill.routine.draft import Doings
from skill.routine.lengths import estimated
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.routine.run import Head, Phase, Run
from skill.speaker.setting import LOCAL_USER
from skill.store.clock_rows import forgotten_key
from skill.store.url import open_store

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_S = 120
ANSWERS_WITHIN_S = 30
PLAY_FROM_MS = 1_000
"""Where a routine waits: nothing is said of where it is, and it goes on from the beginning."""
DAYS_AGO = (1, 3, 5, 8, 9, 12, 15, 18, 22, 24, 26, 27, 31, 33, 37, 39, 40, 47, 50, 59, 61, 62, 66)
"""Of a person who lapsed once and took it up again."""
CONTENT = load()
ROUTINE = plan(CONTENT.catalog, Preferences(), estimated(CONTENT.narration), Doings()).routine


class Speaker:
    """A running speaker."""

    def __init__(self, folder):
        self.store_url = f"sqlite:///{folder / 'runs.sqlite3'}"
        self.url = f"http://127.0.0.1:{_free_port()}"
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from skill.cli import main; main()"),
                *("speaker", "--page", "--no-open", "--voice", "hibari", "--tz", "UTC"),
                *("--store", self.store_url, "--port", self.url.rpartition(":")[2]),
            ],
            cwd=ROOT,
            env=os.environ | {"BACK_ROUTINE_HOME": str(folder)},
        )
        self.store = open_store(self.store_url, CONTENT.catalog)

    def wait(self):
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                return requests.get(f"{self.url}/healthz", timeout=1).raise_for_status()
            except requests.RequestException:
                time.sleep(0.2)
        pytest.fail("the speaker does not start")

    def forget(self):
        """Begin anew: what a test keeps next may be of the time before."""
        requests.post(f"{self.url}/speaker/forget", timeout=30).raise_for_status()
        with closing(sqlite3.connect(self.store_url.removeprefix("sqlite:///"))) as file, file:
            file.execute("DELETE FROM facts WHERE key = ?", (forgotten_key(LOCAL_USER),))

    def knows_the_person(self):
        """They were here before, and nothing speaks against exercise."""
        given = {"consent": words_asked(CONTENT), "consented_at": datetime.now(UTC)}
        self.store.change_profile(LOCAL_USER, lambda kept: replace(kept, **given))

    def has_a_routine_waiting(self, step=0, at_ms=PLAY_FROM_MS, segment=0):
        """A routine was paused a moment ago; what comes before the step is done."""
        self.knows_the_person()
        head = Head(step=step, offset_ms=at_ms, phase=Phase.PAUSED, first=step, segment=segment)
        self._keep(datetime.now(UTC), head, done=frozenset(range(step)))

    def has_a_history(self):
        """Whole routines, on some days of this week and of many weeks before."""
        self.knows_the_person()
        over = Head(step=len(ROUTINE), phase=Phase.SILENT)
        for day in DAYS_AGO:
            began = datetime.now(UTC) - timedelta(days=day, minutes=30)
            self._keep(began, over, done=frozenset(range(len(ROUTINE))))

    @property
    def run(self):
        return self.store.latest_runs(LOCAL_USER, 1)[0]

    @property
    def profile(self):
        return self.store.profile(LOCAL_USER)

    @property
    def wishes(self):
        return self.profile.preferences

    def until(self, is_so):
        """Wait until the newest run is as wanted."""
        until = time.monotonic() + ANSWERS_WITHIN_S
        while not is_so(self.run):
            assert time.monotonic() < until, self.run.head
            time.sleep(0.2)

    def kill(self):
        """The power goes."""
        self._process.kill()
        self._process.wait(10)

    def stop(self):
        self._process.terminate()
        self._process.wait(10)

    def _keep(self, began, head, **facts):
        run = Run(run_id(began, str(began)), began, ROUTINE, head=head, **facts)
        self.store.merge_run(LOCAL_USER, run)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
