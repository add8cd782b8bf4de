"""The jobs on one machine: APScheduler looks every few minutes for what is due."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from skill.jobs.jobs import JOBS
from skill.jobs.parts import Parts
from skill.jobs.scheduler.runner import run

if TYPE_CHECKING:
    from apscheduler.schedulers.base import BaseScheduler

LOOKS_EVERY_S = 300
"""How late a job may begin; looking costs one read each."""


def wind_up(scheduler: "BaseScheduler", parts: Parts, looks_every_s: float = LOOKS_EVERY_S) -> None:
    """Give a scheduler all jobs; the first look is at once.

    The scheduler only says when to look. What is due, and what was missed while nobody looked, is
    told by the marks in the store, which any number of workers share.
    """
    scheduler.configure(timezone=UTC)
    for job in JOBS:
        scheduler.add_job(
            run,
            "interval",
            (job, parts),
            id=job.name,
            seconds=looks_every_s,
            # A look that was missed, by a sleeping machine, is made up for by the next one.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
