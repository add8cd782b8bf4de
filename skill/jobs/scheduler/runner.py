"""Does what is due of a job, by any number of workers that try.

The store tells how far a job is done, so what was missed while nobody worked is caught up once. Two
workers at the same hour do no harm: each person's nudge has a claim of its own.
"""

import logging
from dataclasses import replace
from datetime import datetime
from functools import partial

from skill.jobs.jobs import Job
from skill.jobs.notifier import HeldUpError
from skill.jobs.parts import Parts
from skill.jobs.recorded import recorded
from skill.jobs.tally import Tally
from skill.store.port import JobMark, StoreUnavailableError
from skill.telemetry.record import JobOutcome

_log = logging.getLogger(__name__)


def run(job: Job, parts: Parts) -> Tally | None:
    """Do what is due of a job; None if there is nothing.

    Never fails: what could not be done is done the next time.
    """
    with recorded(parts, job.name) as work:
        try:
            work.ended(_done_if_due(job, parts))
        except StoreUnavailableError as error:
            _log.warning("%s waits for the store: %s", job.name, error)
            work.outcome = JobOutcome.STORE_DOWN
    return work.tally


def _done_if_due(job: Job, parts: Parts) -> Tally | None:
    mark = parts.store.change_job_mark(job.name, lambda kept: kept)
    dues = list(job.dues(mark.done_until, parts.clock.now()))
    return _done(job, parts, dues) if dues else None


def _done(job: Job, parts: Parts, dues: list[datetime]) -> Tally:
    """Everything that is due; where one hour cannot be done whole, it and the later stay due."""
    total, is_whole = Tally(), True
    for due in dues:
        tally = Tally()
        try:
            for shard in range(job.shards):
                tally += job.work(parts, due, shard)
        except HeldUpError as error:
            _log.warning("%s is held up: %s", job.name, error)
            return total + Tally(failed=1)
        total += tally
        is_whole = is_whole and not tally.failed
        if is_whole:
            parts.store.change_job_mark(job.name, partial(_done_until, due))
    return total


def _done_until(due: datetime, mark: JobMark) -> JobMark:
    """The mark moved on; another worker may have moved it further."""
    is_later = mark.done_until is None or mark.done_until < due
    return replace(mark, done_until=due) if is_later else mark
