"""A turn in process, while a routine plays, beside a bare hello-world's."""

import json
import logging
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from skill.bootstrap import open_store, skill_of
from skill.clock import SystemClock
from skill.sound.shelves import PublishedShelf
from skill.sound.shipped import shipped_lengths
from tests.bench import hello_world
from tests.bench.requests_to_time import Echo, anew, known

TURNS = 2_000
TRACKS = "https://tracks.example.org/"


def figures():
    """Lines of p50, p99 and their ratio to the hello-world's; and sizes."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bare, stored = playing("memory:"), playing(f"sqlite:///{Path(folder) / 'runs.sqlite3'}")
        question, answered = bare.question, bare.answer
        turns = {
            "hello-world": lambda: hello_world.handler(question, None),
            "a question, no store": lambda: answered(question),
            "a pause, no store": lambda: answered(bare.pause),
            "a question, SQLite": lambda: stored.answer(stored.question),
            "a pause, SQLite": lambda: stored.answer(stored.pause),
        }
        times = timed_in_turn(turns)
    logging.disable(logging.NOTSET)
    base = times["hello-world"]
    for name, of_name in times.items():
        yield (
            f"{name:<22} p50 {median(of_name):6.3f} ms   p99 {p99(of_name):6.3f} ms   "
            f"{median(of_name) / median(base):5.2f} x hello-world"
        )
    yield f"the question: {len(json.dumps(question))} bytes"
    yield f"a routine's start, with its Play: {len(json.dumps(bare.started))} bytes"


class Playing:
    """A skill, and an Echo on which a routine of it has played for a minute."""

    def __init__(self, skill, echo):
        self._skill = skill
        self.started = self.answer(echo.launch())
        stream = self.started["response"]["directives"][0]["audioItem"]["stream"]
        player = {
            "token": stream["token"],
            "offsetInMilliseconds": 60_000,
            "playerActivity": "PLAYING",
        }
        self.question = echo.intent("TimeLeftIntent", player=player)
        self.pause = echo.intent("AMAZON.PauseIntent", player=player)

    def answer(self, body):
        return self._skill.answer(anew(body), TRACKS)


def playing(store_url, echo=None):
    """A routine that plays, its run in the store of that URL."""
    store, echo = open_store(store_url), echo or Echo()
    store.change_profile(echo.user, known)
    shelf = PublishedShelf(TRACKS)
    lengths = lambda content: shipped_lengths(content, "hibari")  # noqa: E731
    return Playing(skill_of(store, SystemClock(), shelf, lengths), echo)


def timed_in_turn(calls):
    """Milliseconds of each call, the calls taking turns so that noise hits all alike."""
    times = {name: [] for name in calls}
    for round_ in range(TURNS + 50):
        for name, call in calls.items():
            began = time.perf_counter()
            call()
            if round_ >= 50:
                times[name].append((time.perf_counter() - began) * 1_000)
    return times


def p99(values):
    """The value that one in a hundred exceeds."""
    return quantiles(values, n=100)[98]
