"""Processes beside each other: as many as are wanted, and none that outlives the first."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest

from skill.doors import processes

WITHIN_S = 20
PROGRAM = """
import os, sys, time
from pathlib import Path
from skill.doors.processes import run
folder, count, what = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
def work(number):
    try:
        (folder / f"{number}-{os.getpid()}").touch()
        if what == "fail":
            raise RuntimeError("it cannot begin")
        time.sleep(600)
    finally:
        (folder / f"{number}-{os.getpid()}.left").touch()
run(count, work)
"""


class Crew:
    """A program that runs in several processes, each of which leaves a file behind."""

    def __init__(self, folder, count, what="wait"):
        self._folder = folder
        words = [sys.executable, "-c", PROGRAM, str(folder), str(count), what]
        self.first = subprocess.Popen(
            words, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def begun(self):
        """Pids by number, for all that ever began."""
        names = [path.name for path in self._folder.iterdir() if path.suffix != ".left"]
        return {(int(number), int(pid)) for number, _, pid in (n.partition("-") for n in names)}

    def left(self):
        """Pids of those that were let finish."""
        return {int(path.stem.partition("-")[2]) for path in self._folder.glob("*.left")}

    def until_begun(self, many):
        until(lambda: len(self.begun()) == many)
        return self.begun()


@pytest.fixture
def crew(tmp_path):
    made = []

    def make(*about):
        made.append(Crew(tmp_path, *about))
        return made[-1]

    yield make
    for each in made:
        each.first.kill()
        each.first.communicate()


def until(is_so):
    deadline = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def test_there_are_as_many_as_are_wanted_and_each_has_its_number(crew):
    begun = crew(3).until_begun(3)
    assert {number for number, _ in begun} == {0, 1, 2}
    assert len({pid for _, pid in begun}) == 3


def test_one_alone_is_the_process_itself(crew):
    one = crew(1)
    assert one.until_begun(1) == {(0, one.first.pid)}


def test_another_takes_the_place_of_one_that_is_killed(crew):
    group = crew(2)
    before = group.until_begun(2)
    (killed,) = [pid for number, pid in before if number == 1]
    os.kill(killed, signal.SIGKILL)
    after = group.until_begun(3)
    assert Counter(number for number, _ in after) == {0: 1, 1: 2}
    assert group.first.poll() is None


def test_none_outlives_a_first_that_is_killed(crew):
    group = crew(2)
    begun = group.until_begun(2)
    group.first.kill()
    group.first.wait()
    until(lambda: not any(is_alive(pid) for _, pid in begun))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_all_are_let_finish_what_they_are_at(crew, count, how):
    group = crew(count)
    begun = group.until_begun(count)
    if how == signal.SIGINT:  # Control-C reaches everybody in the terminal
        os.killpg(group.first.pid, how)
    else:
        group.first.send_signal(how)
    group.first.wait(WITHIN_S)
    assert group.left() == {pid for _, pid in begun}
    assert not any(is_alive(pid) for _, pid in begun)
    assert group.first.returncode == 0


def test_processes_that_end_as_soon_as_they_begin_are_given_up(crew):
    group = crew(2, "fail")
    _, said = group.first.communicate(timeout=WITHIN_S)
    assert group.first.returncode == 1
    assert "it cannot begin" in said
    assert "end as soon as they begin" in said
    assert len(group.begun()) <= 2 + processes.TRIES


def settled(number, count):
    """Cores of the thread that answers and of one that was there before; when garbage is sought."""
    program = (
        "import gc, os, sys, threading\n"
        "from skill.doors.processes import settle\n"
        "asked, cores = threading.Event(), []\n"
        "def earlier():\n"
        "    asked.wait(20)\n"
        "    cores.append(len(os.sched_getaffinity(0)))\n"
        "before = threading.Thread(target=earlier)\n"
        "before.start()\n"
        "settle(int(sys.argv[1]), int(sys.argv[2]))\n"
        "asked.set()\n"
        "before.join()\n"
        "print(*sorted(os.sched_getaffinity(0)), sep=',', end=' ')\n"
        "print(*cores, gc.get_threshold()[0], gc.get_freeze_count() > 1_000)\n"
    )
    words = [sys.executable, "-c", program, str(number), str(count)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    answering, earlier, threshold, is_frozen = told
    return answering.split(","), int(earlier), int(threshold), is_frozen == "True"


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no thread is kept to a core here")
def test_each_answers_on_a_core_of_its_own_and_what_else_it_does_goes_on_anywhere():
    mine = sorted(os.sched_getaffinity(0))
    for number in range(2 * len(mine)):
        answering, earlier, _, _ = settled(number, 2)
        assert answering == [str(mine[number % len(mine)])]
        assert earlier == len(mine)
    assert len(settled(0, 1)[0]) == len(mine)  # one alone keeps the machine to itself


def test_what_is_in_memory_is_not_looked_through_again():
    _, _, threshold, is_frozen = settled(0, 1)
    assert threshold == processes.GARBAGE
    assert is_frozen


def test_a_machine_has_a_core_at_least_and_a_household_needs_no_more_than_a_few():
    assert 1 <= processes.cores() <= processes.MOST
