"""Fuzzes all readers at once, for so many seconds: `python -m tests.fuzz 60`."""

import re
import subprocess
import sys
from importlib.util import find_spec

from tests.fuzz.places import found_of, log_of
from tests.fuzz.targets import TARGETS

_COVERAGE = re.compile(r"cov: (\d+)")
_RUNS = re.compile(r"Done (\d+) runs")
_INPUTS = re.compile(r"corp: (\d+)/")
_LAST_LINES = 40


def main(seconds):
    """The number of readers in which a fault was found."""
    if find_spec("atheris") is None:
        print("The readers are not fuzzed: there is no atheris for this Python and machine.")
        return 0
    running = {name: _started(name, seconds) for name in TARGETS}
    return sum(_is_faulty(name, process.wait()) for name, process in running.items())


def _started(name, seconds):
    log_of(name).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(seconds)]
    with log_of(name).open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)


def _is_faulty(name, code):
    told = log_of(name).read_text(encoding="utf-8", errors="replace")
    covered, runs, inputs = (each.findall(told) for each in (_COVERAGE, _RUNS, _INPUTS))
    if code or not (covered and runs and inputs):
        print(*told.splitlines()[-_LAST_LINES:], sep="\n")
        print(f"{name}: a fault was found; the input stands in {found_of(name)}")
        return True
    print(
        f"{name}: {int(runs[-1]):,} runs, coverage from {covered[0]} to {covered[-1]} edges, "
        f"{inputs[-1]} inputs that differ"
    )
    return False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
