"""A clock that stands still until it is moved on, shared by the device and the service."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from skill.clock import Clock

STOPPED_AFTER_MS = 30_000
"""A speaker that runs asks for the time twice a second, but for some seconds that a skill takes to
answer; so one that did not ask for longer was stopped, as a job in a terminal may be."""
SLEPT_MS = 20_000
"""Whoever closed a lid for less may well be in the same exercise."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds from 1970 to a moment with a zone: the device's arithmetic is in these."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def moment_of(at_ms: int) -> datetime:
    """The UTC moment of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=at_ms)


def running_ms() -> int:
    """Milliseconds that only grow, without those in which the machine slept.

    Linux and macOS count so; Windows has no such count in Python, and there a sleep is noticed by
    its length.
    """
    return time.monotonic_ns() // 1_000_000


def passed_ms() -> int:
    """Milliseconds that only grow, with those in which the machine slept."""
    # macOS has no CLOCK_BOOTTIME: there CLOCK_MONOTONIC goes on, and time.monotonic() does not.
    which = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return running_ms() if which is None else time.clock_gettime_ns(which) // 1_000_000


class VirtualClock:
    """Time that passes only when somebody moves it."""

    def __init__(self, start: datetime) -> None:
        self._at_ms = epoch_ms(start)

    def now(self) -> datetime:
        """The present moment in UTC."""
        return moment_of(self._at_ms)

    def move_to(self, at_ms: int) -> None:
        """Moves on to milliseconds since 1970.

        Raises:
            ValueError: when that lies in the past; time does not run backwards.
        """
        if at_ms < self._at_ms:
            raise ValueError(f"{moment_of(at_ms)} is before {self.now()}: time only moves on")
        self._at_ms = at_ms


class RunningClock:
    """A clock that moves by itself, for the same device in real time.

    It began with the machine's clock, and then counts the time in which this machine and this
    process ran: in that, and in no other, a sound goes on. Setting the machine's clock moves it
    nowhere, a machine asleep or a process that is stopped lets it stand.
    """

    def __init__(
        self,
        clock: Clock,
        running_ms: Callable[[], int] = running_ms,
        passed_ms: Callable[[], int] = passed_ms,
    ) -> None:
        """Begin now.

        Args:
            clock: the machine's clock, which may be set at any time.
            running_ms: counts milliseconds, without those in which the machine slept.
            passed_ms: counts them with those.
        """
        self._clock = clock
        self._running_ms, self._passed_ms = running_ms, passed_ms
        self._at_ms = epoch_ms(clock.now())
        self._last_ms, self._begin_ms = running_ms(), passed_ms()
        self._begin_at_ms = self._at_ms
        self._turn = Lock()

    def now(self) -> datetime:
        """The moment that the device is in, in UTC; to be asked for several times a minute."""
        with self._turn:
            now_ms = self._running_ms()
            if now_ms - self._last_ms <= STOPPED_AFTER_MS:
                self._at_ms += now_ms - self._last_ms
            self._last_ms = now_ms
            return moment_of(self._at_ms)

    def move_to(self, at_ms: int) -> None:
        """Nothing to move: by the time the device says this, it is so."""

    def by_the_clock(self, at_ms: int) -> datetime:
        """What the machine's clock shows at a moment of the device, if it is not set meanwhile."""
        return self._clock.now() + (moment_of(at_ms) - self.now())

    def asleep_ms(self) -> int:
        """How long the machine slept, or this process was stopped, since the clock began."""
        counted_ms = epoch_ms(self.now()) - self._begin_at_ms
        return self._passed_ms() - self._begin_ms - counted_ms


class Waking:
    """Tells when a machine has just woken from a sleep."""

    def __init__(self, clock: RunningClock) -> None:
        """Look at a clock from now on."""
        self._clock = clock
        self._known_ms = clock.asleep_ms()

    def __call__(self) -> bool:
        """Whether it slept for some time since it was last asked."""
        asleep_ms = self._clock.asleep_ms()
        slept_ms, self._known_ms = asleep_ms - self._known_ms, asleep_ms
        return slept_ms >= SLEPT_MS
