"""What is measured while one turn is answered, or one job done: of this thread, and of no other."""

from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import Self

from skill.telemetry.record import Outcome, StoreUse


@dataclass(slots=True)
class Meter:
    """What has been measured so far; as a context, it measures what is done inside."""

    outcome: Outcome = Outcome.ANSWERED
    """How it ended, as far as is known."""
    fault: str = ""
    """The class of the error that made it end so; its message may quote a person."""
    began_ns: int = field(default_factory=perf_counter_ns)
    """When it began, by a clock of its own."""
    store_ns: int = 0
    """Time in the store, in nanoseconds."""
    reads: int = 0
    """Calls of the store that ask it something."""
    writes: int = 0
    """Calls of the store that change something."""
    failures: int = 0
    """Of both, those that the store did not answer."""
    _before: "Token[Meter | None] | None" = None
    """What was measured around it."""

    def __enter__(self) -> Self:
        self._before = _RUNNING.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._before is not None  # noqa: S101 - it was entered
        _RUNNING.reset(self._before)

    @property
    def took_ns(self) -> int:
        """Nanoseconds since it began."""
        return perf_counter_ns() - self.began_ns

    @property
    def store(self) -> StoreUse:
        """What the store had to do."""
        return StoreUse(self.store_ns, self.reads, self.writes, self.failures)

    def note(self, outcome: Outcome, error: BaseException | None = None) -> None:
        """Say how it ended, if not as it should."""
        self.outcome = outcome
        self.fault = type(error).__name__ if error else ""


_RUNNING: ContextVar[Meter | None] = ContextVar("meter", default=None)

running = _RUNNING.get
"""The meter of what is being done here; None where nobody measures."""


def note(outcome: Outcome, error: BaseException | None = None) -> None:
    """Say of what is being done here how it ended; nothing where nobody measures."""
    meter = running()
    if meter is not None:
        meter.note(outcome, error)
