"""How long a store is waited for: a turn's budget, and after three such waits not for a while.

The calls of a store run in threads of their own, for no time-out of a socket or a lock covers all
the ways in which a disk or a network can hang. A call that is given up may still be done later:
every change joins what is kept, so that does no harm, and until it is known nobody is told so.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TimedOutError
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar
from weakref import finalize

from skill.limits import SERVICE_SECONDS
from skill.store.port import StoreUnavailableError
from skill.telemetry.meter import running

WAITS = 3
"""Calls in a row that are waited for in vain; then none is for a while."""
RESTS_S = 5.0
"""How long the store is left in peace, until one call tries whether it is back."""
SLOW_S = 1.0
"""A call that fails after so long has kept somebody waiting."""
MOST_THREADS = 32
"""Calls at a time, those that hang among them: more than a process answers requests."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Breaker:
    """Whether calls may be made: a circuit breaker."""

    now: Callable[[], float] = time.monotonic
    """Seconds that only grow."""
    waited: int = 0
    """Calls in a row that were waited for in vain."""
    rests_until: float = 0.0
    """Until when none is made."""
    _lock: Lock = field(default_factory=Lock)

    def admit(self) -> bool:
        """Whether a call may be made now; after a rest it is one, and the others wait for it."""
        with self._lock:
            if self.waited < WAITS:
                return True
            if self.now() < self.rests_until:
                return False
            self.rests_until = self.now() + RESTS_S
            return True

    def note(self, *, in_vain: bool) -> None:
        """A call ended: somebody waited for it in vain, or not."""
        with self._lock:
            self.waited = self.waited + 1 if in_vain else 0
            self.rests_until = self.now() + RESTS_S


class Patience:
    """Makes calls, and waits for them no longer than a turn has time."""

    def __init__(self, seconds: float = SERVICE_SECONDS, breaker: Breaker | None = None) -> None:
        """Have a number of seconds for all calls of a turn, and for each call outside of one."""
        self._seconds = seconds
        self._breaker = breaker or Breaker()
        self._threads = _Threads()
        finalize(self, self._threads.end)

    def call(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call; what it returns is returned, and what it raises is raised.

        Raises:
            StoreUnavailableError: it took too long, or so many did that it was not made.
        """
        if not self._breaker.admit():
            raise StoreUnavailableError("it did not answer in time, and is not asked for a while")
        began, in_vain = self._breaker.now(), True
        try:
            result = self._threads.start(lambda: call(*args, **kwargs)).result(self._left_s())
            in_vain = False
        except TimedOutError as error:
            raise StoreUnavailableError("it does not answer in time: try again later") from error
        except StoreUnavailableError:
            in_vain = self._breaker.now() - began >= SLOW_S
            raise
        except Exception:
            in_vain = False
            raise
        finally:
            self._breaker.note(in_vain=in_vain)
        return result

    def _left_s(self) -> float:
        """What the turn that is running has left for its store."""
        meter = running()
        return self._seconds if meter is None else max(0.0, self._seconds - meter.store_ns / 1e9)


class _Threads:
    """Threads that idle until there is something to call; each keeps its connections open."""

    def __init__(self) -> None:
        self._idle: deque[_Worker] = deque()
        self._lock = Lock()
        self._count = 0
        self.is_over = False

    def start(self, call: Callable[[], T]) -> "Future[T]":
        """Have something called; what comes of it is in the future."""
        future: Future[T] = Future()
        self._worker().tasks.put((future, call))
        return future

    def idle(self, worker: "_Worker") -> None:
        """A thread has nothing to do."""
        self._idle.append(worker)

    def end(self) -> None:
        """Let each thread end as soon as it has nothing to do."""
        self.is_over = True
        while self._idle:
            self._idle.pop().tasks.put(None)

    def _worker(self) -> "_Worker":
        try:
            # The last to come back: on a quiet day one connection is all there is.
            return self._idle.pop()
        except IndexError:
            pass
        with self._lock:
            if self._count >= MOST_THREADS:
                raise StoreUnavailableError("too many calls wait for it: try again later")
            self._count += 1
        worker = _Worker()
        # A call that hangs must not keep the process from ending.
        Thread(target=worker.work, args=(self,), name="store", daemon=True).start()
        return worker


class _Worker:
    """One thread, and what it has to do."""

    def __init__(self) -> None:
        self.tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()

    def work(self, threads: _Threads) -> None:
        while (task := self.tasks.get()) is not None:
            future, call = task
            try:
                result, error = call(), None
            except BaseException as raised:  # noqa: BLE001 - it is raised where it is waited for
                result, error = None, raised
            # Idle before anybody knows: who called calls again at once.
            threads.idle(self)
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)
            if threads.is_over:
                return
            del task, future, call, result, error
