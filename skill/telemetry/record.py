"""What is told of a turn or a job once it is over: never who, never what was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

NS_A_MS = 1_000_000


class Record(Protocol):
    """Whatever is told of something that is over."""

    @property
    def at(self) -> datetime:
        """When it was over."""
        ...

    def fields(self) -> dict[str, Any]:
        """As members of a line; `event` names what it was."""
        ...


Sink = Callable[[Record], None]
"""Where records go."""


def discard(_: Record) -> None:
    """Nowhere: for whoever has nobody to tell."""


class Outcome(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    """As it should."""
    STORE_DOWN = "store_down"
    """The store did not answer; the person went on without it, or was told so."""
    APOLOGIZED = "apologized"
    """Something of ours went wrong, and the person heard an apology."""
    NEWER = "newer"
    """A request of a type that is newer than our SDK; it got an empty answer."""
    REFUSED = "refused"
    """No request of Alexa's."""
    FAILED = "failed"
    """No answer at all: Alexa herself says that the skill has a problem."""


class JobOutcome(StrEnum):
    """How a job ended, or a shard of one."""

    DONE = "done"
    """Everybody was looked at."""
    UNFINISHED = "unfinished"
    """Some have to be looked at again."""
    HELD_UP = "held_up"
    """Alexa takes no more now; it will be tried again."""
    STORE_DOWN = "store_down"
    """The store did not answer; it will be tried again."""
    TOO_LATE = "too_late"
    """Its hour is so long ago that nobody shall hear of it."""
    FAILED = "failed"
    """Something of ours went wrong."""


@dataclass(frozen=True, slots=True)
class StoreUse:
    """What the store had to do."""

    ns: int = 0
    """Time in it, in nanoseconds."""
    reads: int = 0
    """Calls that asked it something."""
    writes: int = 0
    """Calls that changed something."""
    failures: int = 0
    """Of both, those that it did not answer."""

    def fields(self) -> dict[str, Any]:
        """As members of a line."""
        return {
            "store_ms": round(self.ns / NS_A_MS, 3),
            "store_reads": self.reads,
            "store_writes": self.writes,
            "store_failures": self.failures,
        }


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn: a request and its answer."""

    at: datetime
    """When it was over."""
    request: str
    """The request's type; `other` if the skill does not know it."""
    intent: str
    """The intent's name; `other` if the skill does not know it, empty if it is no intent."""
    outcome: Outcome
    """How it ended."""
    fault: str
    """The class of the error, if it was one; never its message."""
    took_ns: int
    """From the request to the answer, in nanoseconds."""
    store: StoreUse
    """What of it the store did."""
    is_first: bool
    """Whether it was the first of this process: a cold start."""
    user: str
    """A short hash of the account, the same everywhere; empty if there is none."""

    def fields(self) -> dict[str, Any]:
        """As members of a line."""
        return {
            "event": "turn",
            "request": self.request,
            "intent": self.intent,
            "outcome": self.outcome.value,
            "fault": self.fault,
            "turn_ms": round(self.took_ns / NS_A_MS, 3),
            **self.store.fields(),
            "cold_start": int(self.is_first),
            "user": self.user,
        }


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job, or one shard of it."""

    at: datetime
    """When it was over."""
    job: str
    """The job's name."""
    shard: int | None
    """Which shard; None for all of them."""
    outcome: JobOutcome
    """How it ended."""
    took_ns: int
    """How long it took, in nanoseconds."""
    store: StoreUse
    """What of it the store did."""
    counts: Mapping[str, int]
    """How many people, by what became of them: `sent` were told. See `skill.jobs.tally`."""

    def fields(self) -> dict[str, Any]:
        """As members of a line."""
        return {
            "event": "job",
            "job": self.job,
            "shard": self.shard,
            "outcome": self.outcome.value,
            "job_ms": round(self.took_ns / NS_A_MS, 3),
            **self.store.fields(),
            **self.counts,
        }
