"""Notices when something that is kept has come due."""

from datetime import UTC
from threading import Event
from typing import Protocol

from skill.clock import Clock
from skill.speaker.cloud.ledger import Kind, Ledger, Row
from skill.speaker.virtual_clock import epoch_ms, moment_of

_LOOKS_EVERY_S = 30


class Alarm(Protocol):
    """Knows what is due."""

    def due_ms(self) -> int | None:
        """When something is due next, in ms since 1970; it may have passed. None for not known."""
        ...

    def due(self, at_ms: int) -> list[Row]:
        """What is due at a moment, the first first."""
        ...

    def close(self) -> None:
        """Nothing is noticed any more."""
        ...


class ToldAlarm:
    """For time that passes only when it is told to: whoever moves it asks when to stop."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def due_ms(self) -> int | None:
        """When something is due next."""
        waiting = self._ledger.waiting()
        return waiting[0].due_ms if waiting else None

    def due(self, at_ms: int) -> list[Row]:
        """What is due at a moment."""
        return _due(self._ledger, at_ms)

    def close(self) -> None:
        """Nothing runs."""


class ScheduledAlarm:
    """For real time: APScheduler has a job for each row, and wakes the device.

    What is due stands in the ledger and nowhere else. The jobs are made from it at the start and
    follow each change, so that they cannot disagree with it, whenever the process ends; what came
    due while nobody was there is due at once.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        """Begins to notice."""
        from apscheduler.schedulers.background import (  # noqa: PLC0415 - only real time needs it
            BackgroundScheduler,
        )

        self._ledger = ledger
        self._clock = clock
        self._has_come = Event()
        # However late a job is started, and however often it was missed, it is run once.
        defaults = {"misfire_grace_time": None, "coalesce": True}
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
        # A machine that slept wakes a waiting thread too late, by as long as it slept.
        self._scheduler.add_job(self._look, "interval", seconds=_LOOKS_EVERY_S, id="look")
        ledger.watch(self._follow)
        for row in ledger.waiting():
            self._follow(row.kind, row.id, row.due_ms)
        self._scheduler.start()

    def due_ms(self) -> int | None:
        """At once when something has come due, else not known."""
        return 0 if self._has_come.is_set() else None

    def due(self, at_ms: int) -> list[Row]:
        """What is due at a moment."""
        self._has_come.clear()
        return _due(self._ledger, at_ms)

    def close(self) -> None:
        """Ends the scheduler's thread."""
        self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        waiting = self._ledger.waiting()
        if waiting and (waiting[0].due_ms or 0) <= epoch_ms(self._clock.now()):
            self._has_come.set()

    def _follow(self, kind: Kind, id_: str, due_ms: int | None) -> None:
        name = f"{kind.value}/{id_}"
        if due_ms is not None:
            at = moment_of(due_ms)
            self._scheduler.add_job(
                self._has_come.set, "date", run_date=at, id=name, replace_existing=True
            )
        elif self._scheduler.get_job(name) is not None:
            self._remove(name)

    def _remove(self, name: str) -> None:
        from apscheduler.jobstores.base import JobLookupError  # noqa: PLC0415 - as above

        try:
            self._scheduler.remove_job(name)
        except JobLookupError:
            # It was run in this very moment; the ledger knows that nothing is due.
            return


def _due(ledger: Ledger, at_ms: int) -> list[Row]:
    return [row for row in ledger.waiting() if row.due_ms is not None and row.due_ms <= at_ms]
