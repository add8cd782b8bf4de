"""A job, or a shard of one, with a record of it: how it ended, who was told, how long it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from skill.jobs.parts import Parts
from skill.jobs.tally import Tally
from skill.telemetry.meter import Meter
from skill.telemetry.record import JobOutcome, JobRecord


@dataclass(slots=True)
class Work:
    """What became of a job so far."""

    outcome: JobOutcome | None = JobOutcome.FAILED
    """How it ended; None if there was nothing to do, of which nothing is told."""
    tally: Tally | None = None
    """How many people; None before anybody was looked at."""

    def ended(self, tally: Tally | None) -> None:
        """Say that it came to its end: with these people, or with nothing to do."""
        self.tally = tally
        if tally is None:
            self.outcome = None
        else:
            self.outcome = JobOutcome.UNFINISHED if tally.failed else JobOutcome.DONE


@contextmanager
def recorded(parts: Parts, job: str, shard: int | None = None) -> Iterator[Work]:
    """Measure a job, and tell of it when it is over, however that is."""
    work = Work()
    with Meter() as meter:
        try:
            yield work
        finally:
            if work.outcome is not None:
                counts = asdict(work.tally or Tally())
                about = (job, shard, work.outcome, meter.took_ns, meter.store, counts)
                parts.record(JobRecord(parts.clock.now(), *about))
