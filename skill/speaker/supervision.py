"""Threads that a speaker lives by: what fails is told and tried again, or ends the speaker."""

import logging
import time
from collections.abc import Callable

from skill.telemetry.lines import source_of

_log = logging.getLogger(__name__)
TRIES = 3
"""Failures in a row before it is given up."""
SETTLED_S = 30.0
"""Work that went on for so long before it failed has not failed in a row."""
PAUSE_S = 1.0
"""Before the next try."""


class SpeakerBrokenError(RuntimeError):
    """The speaker cannot go on; the message says why, and what to do."""


def broken_by(error: BaseException) -> SpeakerBrokenError:
    """What is said in the end of an error that the speaker does not get over."""
    return SpeakerBrokenError(
        f"the speaker broke ({type(error).__name__}: {error}). What was done is kept: start it "
        "again, and if it breaks again, report it with what stands above"
    )


def supervise(
    work: Callable[[], None],
    confess: Callable[[], None],
    give_up: Callable[[SpeakerBrokenError], None],
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Do some work to its end, and begin it again when it fails.

    Args:
        work: goes on where it was when it is called again.
        confess: tells people that something failed; it may fail itself.
        give_up: takes the error after `TRIES` failures in a row.
        sleep: waits for so many seconds.
        clock: tells seconds.
    """
    failures = 0
    while True:
        began = clock()
        try:
            if failures:
                confess()
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody must hear of it
            _log.error("the speaker failed: %s", source_of(error))
            failures = failures + 1 if clock() - began < SETTLED_S else 1
            if failures >= TRIES:
                give_up(broken_by(error))
                return
            sleep(PAUSE_S)
        else:
            return
