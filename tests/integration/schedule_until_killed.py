"""Runs the jobs over and over, in a time that goes faster than ours, until it is killed.

`python schedule_until_killed.py STORE-URL ALEXA-URL EPOCH SPEED`: at EPOCH, in seconds since 1970,
it is Sunday, 18:00 in UTC, and from then on SPEED seconds go by in one.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from skill.content import load
from skill.jobs.jobs import JOBS
from skill.jobs.parts import Parts
from skill.jobs.proactive import ProactiveNotifier
from skill.jobs.scheduler.runner import run
from skill.jobs.settings import Account
from skill.store.url import open_store

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
LOOKS_EVERY_S = 0.1


class FastClock:
    """Goes faster than ours, and alike in every process."""

    def __init__(self, epoch: float, speed: float) -> None:
        self._epoch, self._speed = epoch, speed

    def now(self) -> datetime:
        return SUNDAY + timedelta(seconds=(time.time() - self._epoch) * self._speed)


if __name__ == "__main__":
    store_url, alexa_url, epoch, speed = sys.argv[1:]
    account = Account("id", "secret", alexa_url, alexa_url)
    notifier = ProactiveNotifier(account, {"en-US": "My Back Routine"})
    store = open_store(store_url, load().catalog)
    clock = FastClock(float(epoch), float(speed))
    parts = Parts(store, clock, lambda: token_hex(8), notifier)
    while True:
        for job in JOBS[:2]:
            run(job, parts)
        time.sleep(LOOKS_EVERY_S)
