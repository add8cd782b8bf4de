"""A weekly summary after one week and after five years (SQLite on disk): its reads and time."""

import logging
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from skill.bootstrap import open_store, skill_of
from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Head, Run
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.virtual_clock import VirtualClock
from tests.bench.requests_to_time import Echo, anew, known

ROUNDS = 200
FRIDAY = datetime(2026, 11, 20, 18, tzinfo=UTC)
HISTORIES = {"one week": 1, "one year": 52, "five years": 260}
"""Weeks of four days each."""


class CountingStore:
    """A store that counts what it is asked for, and the runs that it hands out."""

    def __init__(self, store):
        self._store = store
        self.calls, self.runs = Counter(), 0

    def __getattr__(self, name):
        ask = getattr(self._store, name)

        def counted(*args, **kwargs):
            self.calls[name] += 1
            found = ask(*args, **kwargs)
            if name in {"runs_between", "latest_runs"}:
                self.runs += len(found)
            return found

        return counted


def figures():
    """Lines of what is read and how long it takes, by the length of the history."""
    logging.disable(logging.WARNING)
    for name, weeks in HISTORIES.items():
        store, skill, ask = _person(weeks)
        skill.answer(anew(ask), "https://x/")
        first_calls, first_runs = sum(store.calls.values()), store.runs
        store.calls.clear()
        store.runs = 0
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            skill.answer(anew(ask), "https://x/")
            times.append((time.perf_counter() - began) * 1_000)
        calls = ", ".join(f"{n // ROUNDS} {call}" for call, n in sorted(store.calls.items()))
        yield (
            f"{name:<11} p50 {median(times):6.3f} ms   {calls}   {store.runs // ROUNDS} runs read; "
            f"the first time ever {first_calls} calls, {first_runs} runs"
        )
    logging.disable(logging.NOTSET)


def _person(weeks):
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    echo, kept = Echo(), open_store(f"sqlite:///{folder / 'runs.sqlite3'}")
    ask = echo.intent("WeeklySummaryIntent")
    user = ask["context"]["System"]["user"]["userId"]
    kept.change_profile(user, lambda p: known(p, "Europe/London", FRIDAY))
    for number, run in enumerate(_runs(weeks)):
        kept.merge_run(user, replace(run, id=f"{run.started_at:%Y%m%dT%H%M%SZ}#{number:06x}"))
    store = CountingStore(kept)
    shelf = LocalShelf(FolderLibrary(folder), None)
    return store, skill_of(store, VirtualClock(FRIDAY), shelf, estimated_lengths), ask


def _runs(weeks):
    """Four whole routines a week, the last of them today."""
    catalog = load().catalog
    steps = (f"{e.code}{e.dose.least}.1b.1exc" for e in catalog.values())
    routine = shorthand.read("~".join(["n", "l", *steps]), catalog)
    head, done = Head(step=len(routine)), frozenset(range(len(routine)))
    for week in range(weeks):
        for day in (0, 1, 2, 4):
            started_at = FRIDAY - timedelta(weeks=week, days=day, hours=8)
            yield Run("", started_at, routine, head=head, done=done, utc_offset_min=0)
