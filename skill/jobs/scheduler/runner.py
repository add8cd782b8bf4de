"""Does a job once, among any number of workers that try: whoever has its lease does it.

The lease says how far the job is done, so what was missed while nobody worked is caught up once.
A holder that dies loses it after a while. One that is only slow may find another at its work: that
does no harm, for each person's nudge has a claim of its own.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from skill.jobs.jobs import Job
from skill.jobs.notifier import HeldUpError
from skill.jobs.parts import Parts
from skill.jobs.recorded import recorded
from skill.jobs.tally import Tally
from skill.store.port import Lease, StoreUnavailableError
from skill.telemetry.record import JobOutcome

_log = logging.getLogger(__name__)
HELD_FOR = timedelta(minutes=5)
"""How long a lease holds without a sign of its holder; it is renewed with every shard."""


class LostError(Exception):
    """Somebody else has taken the lease over."""


def run(job: Job, parts: Parts) -> Tally | None:
    """Do what is due of a job; None if there is nothing, or somebody else is at it.

    Never fails: what could not be done is done the next time.
    """
    with recorded(parts, job.name) as work:
        try:
            work.ended(_done_if_due(job, parts))
        except StoreUnavailableError as error:
            _log.warning("%s waits for the store: %s", job.name, error)
            work.outcome = JobOutcome.STORE_DOWN
        except LostError:
            _log.warning("%s was taken over by another worker", job.name)
            work.outcome = JobOutcome.TAKEN_OVER
    return work.tally


def _done_if_due(job: Job, parts: Parts) -> Tally | None:
    name = parts.new_name()
    now = parts.clock.now()
    lease = parts.store.change_lease(job.name, partial(_taken, job=job, name=name, now=now))
    if lease.holder != name:
        return None
    tally = _done(job, parts, name, lease)
    parts.store.change_lease(job.name, partial(_given_back, name=name))
    return tally


def _done(job: Job, parts: Parts, name: str, lease: Lease) -> Tally:
    """Everything that is due; where one hour cannot be done whole, it and the later stay due."""
    total, is_whole = Tally(), True
    for due in job.dues(lease.done_until, parts.clock.now()):
        try:
            tally = _hour_done(job, parts, name, due)
        except HeldUpError as error:
            _log.warning("%s is held up: %s", job.name, error)
            return total + Tally(failed=1)
        total += tally
        is_whole = is_whole and not tally.failed
        if is_whole:
            _renew(job, parts, name, done_until=due)
    return total


def _hour_done(job: Job, parts: Parts, name: str, due: datetime) -> Tally:
    tally = Tally()
    renew_at = parts.clock.now() + HELD_FOR / 5
    for shard in range(job.shards):
        tally += job.work(parts, due, shard)
        if parts.clock.now() >= renew_at:
            _renew(job, parts, name)
            renew_at = parts.clock.now() + HELD_FOR / 5
    return tally


def _renew(job: Job, parts: Parts, name: str, done_until: datetime | None = None) -> None:
    until = parts.clock.now() + HELD_FOR
    change = partial(_renewed, name=name, until=until, done_until=done_until)
    if parts.store.change_lease(job.name, change).holder != name:
        raise LostError


def _taken(lease: Lease, job: Job, name: str, now: datetime) -> Lease:
    """With a new holder, if there is something to do and nobody at it."""
    is_held = lease.holder and lease.until is not None and lease.until > now
    if is_held or not any(True for _ in job.dues(lease.done_until, now)):
        return lease
    return replace(lease, holder=name, until=now + HELD_FOR)


def _renewed(lease: Lease, name: str, until: datetime, done_until: datetime | None) -> Lease:
    if lease.holder != name:
        return lease
    return replace(lease, until=until, done_until=done_until or lease.done_until)


def _given_back(lease: Lease, name: str) -> Lease:
    return replace(lease, holder="", until=None) if lease.holder == name else lease
