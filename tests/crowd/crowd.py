"""Many people at once: two processes, and a thread for each person."""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Semaphore
from threading import Thread, stack_size

from cryptography.hazmat.primitives.serialization import load_pem_private_key

from skill.doors.verify.fakes import Holder, signed
from tests.crowd.door import SharedTracks, Sign
from tests.crowd.habits import Habits
from tests.crowd.house import House
from tests.crowd.ledger import Ledger
from tests.crowd.person import Person
from tests.crowd.sky import Sky

PROCESSES = 2
PATIENCE_S = 180
"""How long a crowd may take to gather, or to go."""
_STACK_BYTES = 512 * 1024
_spawning = get_context("spawn")


@dataclass(frozen=True)
class Plan:
    """A crowd that is to come."""

    people: int
    """How many."""
    port: int
    """Where the service is."""
    alexa_url: str
    """Where Alexa's own services are."""
    habits: Habits
    """How they behave."""
    seed: str
    """Makes all choices."""
    key_pem: bytes = b""
    """Alexa's key, for a door that verifies; empty for one that does not."""


@dataclass
class Outcome:
    """What became of a crowd."""

    ledgers: list[Ledger] = field(default_factory=list)
    """One for each person."""
    answers: list[tuple[float, float]] = field(default_factory=list)
    """When each request was sent, by the machine's monotonic clock, and how many ms it took."""
    troubles: Counter[str] = field(default_factory=Counter)
    """Requests without an answer, by why."""
    mishaps: Counter[str] = field(default_factory=Counter)
    """What befell devices by themselves, how often."""
    tracks_missing: int = 0
    """Tracks that did not load."""
    errors: list[str] = field(default_factory=list)
    """What ended a life before its time; a fault of the test's own."""

    def add(self, other: "Outcome") -> None:
        """Put another's part to it."""
        self.ledgers += other.ledgers
        self.answers += other.answers
        self.troubles += other.troubles
        self.mishaps += other.mishaps
        self.tracks_missing += other.tracks_missing
        self.errors += other.errors


class Crowd:
    """A crowd in processes of its own."""

    def __init__(self, plan: Plan) -> None:
        self.sky = Sky(_spawning)
        self.outcome = Outcome()
        self._plan = plan
        self._results: Queue[Outcome] = _spawning.Queue()

    @contextmanager
    def there(self) -> Iterator[Sky]:
        """While the block lasts they come and go; what became of them is known afterwards."""
        people = range(self._plan.people)
        processes = [self._started(people[first::PROCESSES]) for first in range(PROCESSES)]
        try:
            _await_all(self.sky.gathered, "the crowd does not gather")
            yield self.sky
            for _ in processes:
                self.outcome.add(self._results.get(timeout=PATIENCE_S))
            for process in processes:
                process.join()
        finally:
            for process in processes:
                process.kill()

    def see_out(self) -> None:
        """The day closes; wait until all have gone, in the middle of whatever it was."""
        self.sky.closing.set()
        _await_all(self.sky.gone, "some do not go")

    def _started(self, people: Sequence[int]) -> BaseProcess:
        process = _spawning.Process(
            target=_live, args=(self._plan, people, self.sky, self._results), daemon=True
        )
        process.start()
        return process


def _await_all(semaphore: Semaphore, complaint: str) -> None:
    """Wait until each of the processes has said so."""
    deadline = time.monotonic() + PATIENCE_S
    for _ in range(PROCESSES):
        assert semaphore.acquire(timeout=max(0.1, deadline - time.monotonic())), complaint


def _live(plan: Plan, numbers: Sequence[int], sky: Sky, results: "Queue[Outcome]") -> None:
    """The lives of some people, in a process of their own."""
    sys.setswitchinterval(0.001)
    stack_size(_STACK_BYTES)
    tracks = SharedTracks(plan.port)
    sign = _signer(plan.key_pem) if plan.key_pem else None
    house = House(plan.port, plan.alexa_url, sky, tracks, sign, plan.seed)
    people = [Person(number, house, plan.habits) for number in numbers]
    threads = [Thread(target=person.live) for person in people]
    for thread in threads:
        thread.start()
    sky.gathered.release()
    for thread in threads:
        thread.join()
    sky.gone.release()
    sky.last_words.wait()
    outcome = Outcome()
    for person in people:
        outcome.errors += [repr(person.error)] if person.error else []
        person.last_words()
        outcome.ledgers.append(person.ledger)
        outcome.mishaps += person.mishaps
        outcome.tracks_missing += sum(loader.missed for loader in person.loaders)
        for door in person.doors:
            outcome.answers += door.answers
            outcome.troubles += door.troubles
    results.put(outcome)


def _signer(key_pem: bytes) -> Sign:
    key = load_pem_private_key(key_pem, None)
    return lambda body: signed(body, Holder(None, key))
