"""A clock that stands still until it is moved on, shared by the device and the service."""

from datetime import UTC, datetime, timedelta

from skill.clock import Clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds from 1970 to a moment with a zone: the device's arithmetic is in these."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def moment_of(at_ms: int) -> datetime:
    """The UTC moment of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=at_ms)


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
    """A clock that moves by itself, for the same device in real time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """The present moment."""
        return self._clock.now()

    def move_to(self, at_ms: int) -> None:
        """Nothing to move: by the time the device says this, it is so."""
