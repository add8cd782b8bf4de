"""Records of a turn and of a job that never were."""

from datetime import UTC, datetime

from skill.telemetry.record import JobOutcome, JobRecord, Outcome, StoreUse, TurnRecord

AT = datetime(2026, 11, 22, 18, tzinfo=UTC)
"""When they were over: a Sunday."""

TURN = TurnRecord(
    at=AT,
    request="IntentRequest",
    intent="AMAZON.NextIntent",
    outcome=Outcome.ANSWERED,
    fault="",
    took_ns=2_345_678,
    store=StoreUse(ns=1_000_000, reads=1, writes=1),
    is_first=True,
    user="3538fd93",
)
"""A word while a routine plays, the first in the life of its process."""

JOB = JobRecord(
    at=AT,
    job="weekly_summary_due",
    shard=7,
    outcome=JobOutcome.DONE,
    took_ns=1_234_567,
    store=StoreUse(ns=1_000_000, reads=2),
    counts={"sent": 1, "failed": 0},
)
"""One shard, in which one person was told."""
