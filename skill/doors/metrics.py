"""Records counted for Prometheus, which asks for the figures at `/metrics` of a service."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Protocol

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from skill.telemetry.record import Record, TurnRecord

NS_A_SECOND = 1_000_000_000
BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 8.0)
"""From a turn that reads nothing to the two seconds of a turn's budget and Alexa's eight."""


class Refusals(Protocol):
    """Who counts requests that are not let in; see `skill.doors.verify.refusal`."""

    def counts(self) -> Iterable[str]:
        """Every reason there is, as a mapping to how many there were so far."""
        ...

    def tell(self, whom: Callable[[str], None]) -> None:
        """Call `whom` with the reason of each from now on."""
        ...


class Figures:
    """All figures of a service since it began, and what its process takes of the machine."""

    mimetype = CONTENT_TYPE_LATEST
    """Of the page."""

    def __init__(self, refusals: Refusals | None) -> None:
        """Start at zero; if `refusals` is given, count them by reason."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        turns = Counter(
            "back_routine_turns",
            "Turns, by what was asked and how it ended.",
            ["request", "intent", "outcome"],
            registry=self._registry,
        )
        # Looking a counter up by its labels is slow, and there are but few.
        self._counter_of = cache(turns.labels)
        self._turn_seconds = self._histogram("turn", "From a request to its answer.")
        self._store_seconds = self._histogram("store", "Of a turn, what the store took.")
        calls = Counter(
            "back_routine_store_calls",
            "Calls of the store.",
            ["kind"],
            registry=self._registry,
        )
        self._reads, self._writes = calls.labels("read"), calls.labels("write")
        self._failures = Counter(
            "back_routine_store_failures",
            "Calls that the store did not answer.",
            registry=self._registry,
        )
        refused = Counter(
            "back_routine_refusals",
            "Requests that were not let in, by reason.",
            ["reason"],
            registry=self._registry,
        )
        if refusals is not None:
            of_reason = {reason: refused.labels(reason) for reason in refusals.counts()}
            refusals.tell(lambda reason: of_reason[reason].inc())

    def note(self, record: Record) -> None:
        """Count a turn; a job is not counted here."""
        if isinstance(record, TurnRecord):
            self._count(record)

    def _count(self, record: TurnRecord) -> None:
        self._counter_of(record.request, record.intent, record.outcome).inc()
        self._turn_seconds.observe(record.took_ns / NS_A_SECOND)
        self._store_seconds.observe(record.store.ns / NS_A_SECOND)
        self._reads.inc(record.store.reads)
        self._writes.inc(record.store.writes)
        self._failures.inc(record.store.failures)

    def page(self) -> bytes:
        """The figures now, as Prometheus reads them."""
        return generate_latest(self._registry)

    def _histogram(self, what: str, about: str) -> Histogram:
        return Histogram(
            f"back_routine_{what}_seconds", about, buckets=BUCKETS_S, registry=self._registry
        )
