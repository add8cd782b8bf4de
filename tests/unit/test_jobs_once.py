"""Two schedulers on one store, in any interleaving, killed at any moment: each nudge exactly once.

Each scheduler is a thread, and they take turns as hypothesis says: one call to the store or to
Alexa a turn. A scheduler may be killed before any of its calls, or when the call is done and its
answer is not there yet.
"""

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, repeat
from threading import Condition, Thread
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.jobs.jobs import JOBS
from skill.jobs.notifier import FakeNotifier
from skill.jobs.parts import Parts
from skill.jobs.scheduler.runner import run
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge
from skill.routine.run import Run
from skill.store.memory import MemoryStore

ROUTINE = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)
SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
PEOPLE = ("ann", "bob", "cay")
GATED = {"nudge", "change_nudge", "change_job_mark", "notify"}


class KilledError(BaseException):
    """As `kill -9` ends a process: nothing else of it is done."""


@dataclass
class Turns:
    """Who does their next step: as the order says, and in turn when it has been used up."""

    order: list[int]
    workers: set[int]
    condition: Condition = field(default_factory=Condition)

    def __post_init__(self):
        with self.condition:
            self._next()

    @contextmanager
    def turn(self, worker):
        with self.condition:
            assert self.condition.wait_for(lambda: self.whose == worker, timeout=20)
            try:
                yield
            finally:
                self._next()

    def leave(self, worker):
        with self.condition:
            self.workers.discard(worker)
            if self.whose == worker:
                self._next()

    def _next(self):
        while self.order and self.order[0] not in self.workers:
            self.order.pop(0)
        others = sorted(self.workers)
        self.whose = self.order.pop(0) if self.order else next(iter(others), None)
        if not self.order and len(others) > 1:
            self.order = others[::-1]
        self.condition.notify_all()


class Gated:
    """Something whose calls are steps of a worker, and the last one is never finished."""

    def __init__(self, real, worker):
        self._real, self._worker = real, worker

    def __getattr__(self, name):
        call = getattr(self._real, name)
        return partial(self._worker.step, call) if name in GATED else call


class Worker:
    """A scheduler in a process of its own."""

    def __init__(self, number, home, turns, dies_at, dies_after):
        self.number, self.turns = number, turns
        self.steps_left, self.dies_after = dies_at, dies_after
        names = (f"{home.now} {number} {n}" for n in count())
        self.parts = Parts(
            Gated(home.store, self), home, partial(next, names), Gated(home.notifier, self)
        )
        self.thread = Thread(target=self._work)

    def step(self, call, *args, **kwargs):
        with self.turns.turn(self.number):
            self.steps_left -= 1
            if self.steps_left == 0 and not self.dies_after:
                raise KilledError
            answer = call(*args, **kwargs)
            if self.steps_left == 0:
                raise KilledError
            return answer

    def _work(self):
        with suppress(KilledError):
            for job in JOBS[:2]:
                run(job, self.parts)
        self.turns.leave(self.number)


class Home:
    """A clock, a store in which everybody has something to hear on Sunday, and their devices."""

    def __init__(self):
        self.now_at = SUNDAY
        self.store = MemoryStore()
        self.notifier = FakeNotifier()
        for person in PEOPLE:
            wish = partial(
                Nudge.wanted, when=SUNDAY_EVENING, zone=ZoneInfo("UTC"), now=SUNDAY, allowed=True
            )
            self.store.change_nudge(person, wish)
            at = SUNDAY - timedelta(days=1)
            run_id = f"{at:%Y%m%dT%H%M%SZ}#9f2c41"
            self.store.merge_run(person, Run(run_id, at, ROUTINE, done=frozenset({0})))

    def now(self):
        return self.now_at

    def live(self, order, deaths):
        """Two schedulers start, work at the same time, and end or die."""
        turns = Turns(list(order), {0, 1})
        workers = [Worker(n, self, turns, *death) for n, death in zip((0, 1), deaths, strict=True)]
        for worker in workers:
            worker.thread.start()
        for worker in workers:
            worker.thread.join(30)
            assert not worker.thread.is_alive()


DEATHS = st.tuples(st.integers(1, 16), st.booleans())
LIVES = st.tuples(
    st.lists(st.integers(0, 1), max_size=40),
    st.tuples(DEATHS, DEATHS),
    st.sampled_from([timedelta(seconds=1), timedelta(minutes=4), timedelta(minutes=6)]),
)
NEVER = (-1, False)


@settings(max_examples=80)
@given(st.lists(LIVES, max_size=5))
def test_whoever_is_killed_and_whenever_each_nudge_comes_exactly_once(lives):
    home = Home()
    for order, deaths, later in lives:
        home.live(order, deaths)
        home.now_at += later

    # Two looks that nobody dies in: the first may come while somebody dead still holds a claim.
    for _ in range(2):
        home.now_at += timedelta(minutes=6)
        home.live([], list(repeat(NEVER, 2)))

    assert sorted(account for account, _ in home.notifier.told) == sorted(PEOPLE)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 1), max_size=60))
def test_where_nobody_dies_nothing_is_even_sent_twice(order):
    home = Home()

    home.live(order, list(repeat(NEVER, 2)))

    assert home.notifier.attempts == len(PEOPLE)
