"""A turn in process (a question while a routine plays; SQLite on disk), beside a hello-world's."""

import json
import logging
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from audio.library import FolderLibrary
from audio.shelves import LocalShelf
from skill.bootstrap import estimated_lengths, open_store, skill_of
from skill.clock import SystemClock
from tests.bench import hello_world
from tests.bench.requests_to_time import Echo

TURNS = 1_000


def figures():
    """Lines of p50, p99 and their ratio to the hello-world's; and the first answer's size."""
    logging.disable(logging.WARNING)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    skill = skill_of(
        open_store(f"sqlite:///{folder / 'runs.sqlite3'}"),
        SystemClock(),
        LocalShelf(FolderLibrary(folder), None),
        estimated_lengths,
    )
    echo = Echo()
    first = skill.answer(echo.launch(), "https://example.com/")
    welcome = skill.answer(
        echo.intent("AMAZON.YesIntent", first["sessionAttributes"]), "https://x/"
    )
    stream = welcome["response"]["directives"][0]["audioItem"]["stream"]
    player = {
        "token": stream["token"],
        "offsetInMilliseconds": 60_000,
        "playerActivity": "PLAYING",
    }
    question = echo.intent("TimeLeftIntent", player=player)
    pause = echo.intent("AMAZON.PauseIntent", player=player)

    turns = {
        "hello-world": lambda: hello_world.handler(question, None),
        "a question, one read": lambda: skill.answer(question, "https://example.com/"),
        "a pause, one read": lambda: skill.answer(pause, "https://example.com/"),
    }
    times = timed_in_turn(turns)
    logging.disable(logging.NOTSET)
    base = times["hello-world"]
    for name, of_name in times.items():
        yield (
            f"{name:<22} p50 {median(of_name):6.3f} ms   p99 {p99(of_name):6.3f} ms   "
            f"{median(of_name) / median(base):5.2f} x hello-world"
        )
    yield f"first answer ever: {len(json.dumps(first))} bytes"
    yield f"a routine's start, with its Play: {len(json.dumps(welcome))} bytes"


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
