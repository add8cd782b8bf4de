"""Several processes that do the same work, and one that sees to it that there are as many.

Python runs one thread of a process at a time, so a service in one process has one core, however
many the machine has. These processes share what was opened before they parted, such as the socket
that all of them listen at. Whichever ends has another one take its place; and none outlives the
first, not even when that is killed with -9.
"""

import gc
import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread
from types import FrameType
from typing import Never

_log = logging.getLogger(__name__)
MOST = 4
"""Processes, where nobody says how many. A household needs one, and each takes 45 MB."""
SETTLED_S = 2.0
"""Whoever lives as long began well."""
TRIES = 3
"""Processes in a row that may end before that; then there is something wrong with all of them."""
GRACE_S = 8.0
"""To answer what was asked before it was time to go: four turns' budgets."""
GARBAGE = 10_000
"""Objects that a process may make before it looks for garbage: some ten requests' worth, 2 MB."""
Work = Callable[[int], None]
"""What a process does, told which of them it is: 0 and up."""
_STOPS = (signal.SIGTERM, signal.SIGINT)


def cores() -> int:
    """As many processes as this one may have cores for, but not more than `MOST`."""
    if "fork" not in get_all_start_methods():
        return 1
    # A container may have some of the machine's only.
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(mine or 1, MOST)


def settle(number: int, count: int) -> None:
    """Get ready to answer all day; for the thread that starts those that answer.

    Whatever is in memory by now will stay: to look through it for garbage again and again took a
    twentieth of the time. And of the threads of a process one runs at a time. On one core they
    hand over to each other without waking another core up, which took a seventh. Threads that were
    started before, and the programs that they start, stay wherever there is room.

    Args:
        number: which of the processes this is.
        count: how many there are; a single one keeps the machine to itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    if count > 1 and hasattr(os, "sched_setaffinity"):
        mine = sorted(os.sched_getaffinity(0))
        with suppress(OSError):  # a sandbox may forbid it
            os.sched_setaffinity(0, {mine[number % len(mine)]})


def run(count: int, work: Work) -> None:
    """Do some work in so many processes until SIGTERM or Control-C comes.

    Args:
        count: how many; one does the work in this process.
        work: ends at the SystemExit that either becomes.

    Raises:
        SystemExit: they end as soon as they begin.
    """
    for asked in _STOPS:
        signal.signal(asked, _leave)
    if count == 1:
        work(0)
    else:
        _Crew(count, work).run()


def _leave(_signal: int, _frame: FrameType | None) -> Never:
    # Control-C comes from the terminal, and once more from the first process: one is enough.
    for asked in _STOPS:
        signal.signal(asked, signal.SIG_IGN)
    raise SystemExit(0)


class _Crew:
    """The processes, seen from the first, which starts them and does nothing else.

    It must not have a thread: what another thread holds when a process is forked stays held there.
    """

    def __init__(self, count: int, work: Work) -> None:
        self._work = work
        self._fork = get_context("fork")
        # Nothing is ever written to it. It ends when the last process that holds it for writing is
        # gone, and that is this one.
        self._alive, self._held = os.pipe()
        self._since = [0.0] * count
        self._members: list[BaseProcess] = [self._started(number) for number in range(count)]

    def run(self) -> None:
        early = 0
        try:
            while early < TRIES:
                ended = wait([member.sentinel for member in self._members])
                for number, member in enumerate(self._members):
                    if member.sentinel in ended:
                        lived_s = time.monotonic() - self._since[number]
                        early = early + 1 if lived_s < SETTLED_S else 0
                        self._replace(number, member)
        except SystemExit:
            return
        finally:
            self._end()
        raise SystemExit("the processes end as soon as they begin; see above")

    def _started(self, number: int) -> BaseProcess:
        self._since[number] = time.monotonic()
        process = self._fork.Process(target=self._be_one, args=(number,), name=f"serve {number}")
        process.start()
        return process

    def _replace(self, number: int, member: BaseProcess) -> None:
        member.join()
        _log.error("process %d ended with %s; another begins", number, member.exitcode)
        member.close()
        self._members[number] = self._started(number)

    def _be_one(self, number: int) -> None:
        os.close(self._held)
        Thread(target=self._end_with_the_first, daemon=True).start()
        self._work(number)

    def _end_with_the_first(self) -> None:
        # Or this thread would take two that come at once, and the main one would go on sleeping.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        os.read(self._alive, 1)
        os._exit(1)

    def _end(self) -> None:
        until = time.monotonic() + GRACE_S
        for member in self._members:
            member.terminate()
        for member in self._members:
            member.join(max(0.0, until - time.monotonic()))
            member.kill()
