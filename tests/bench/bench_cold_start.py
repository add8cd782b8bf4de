"""Cold start: a fresh process from nothing to its first answer, beside a hello-world's."""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

RUNS = 9

HELLO = """
from tests.bench.hello_world import handler
from tests.bench.requests_to_time import Echo
handler(Echo().launch(), None)
"""
OURS = """
import os
from pathlib import Path
from audio.library import FolderLibrary
from audio.shelves import PublishedShelf
from skill.bootstrap import estimated_lengths, open_store, skill_of
from skill.clock import SystemClock
from tests.bench.requests_to_time import Echo
store = open_store("sqlite:///" + os.environ["BENCH_STORE"])
skill = skill_of(store, SystemClock(), PublishedShelf("https://x/"), estimated_lengths)
skill.answer(Echo().launch(), "https://x/")
"""
NOTHING = "from tests.bench.requests_to_time import Echo; Echo().launch()"


def figures():
    """Lines of milliseconds, the processes taking turns; and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "BENCH_STORE": f"{folder}/runs.sqlite3"}
        programs = {"interpreter alone": NOTHING, "hello-world": HELLO, "ours, with SQLite": OURS}
        times = {name: [] for name in programs}
        for round_ in range(RUNS + 1):
            for name, program in programs.items():
                taken_ms = _run_ms(program, env)
                if round_:
                    times[name].append(taken_ms)
    base = median(times["hello-world"])
    for name, of_name in times.items():
        yield (
            f"{name:<22} median {median(of_name):6.0f} ms   least {min(of_name):6.0f} ms   "
            f"{median(of_name) / base:5.2f} x hello-world"
        )


def _run_ms(program, env):
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, env=env)
    return (time.perf_counter() - began) * 1_000
