"""All reminders and timers of one person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from skill.clock import Clock
from skill.limits import REMINDERS, TIMERS
from skill.speaker.cloud.alerts.reminder import Reminder, make_reminder, reminder_of
from skill.speaker.cloud.alerts.timer import Timer, make_timer, timer_of
from skill.speaker.cloud.ledger import Kind, Ledger, Row
from skill.speaker.cloud.refusal import RefusalError
from skill.speaker.device.errands import Ring
from skill.speaker.device.profile import Json


class AlertBook:
    """Makes, finds, changes and rings them; each is kept before anybody hears that it is."""

    def __init__(self, ledger: Ledger, clock: Clock, home: ZoneInfo, locale: str) -> None:
        """The home's zone holds where a reminder names none; the locale picks its words."""
        self._ledger = ledger
        self._clock = clock
        self._home = home
        self._locale = locale

    def reminders(self) -> list[Reminder]:
        """All that can still be read, the oldest first; what is over long enough is forgotten."""
        found = map(reminder_of, self._ledger.rows(Kind.REMINDER))
        return sorted((r for r in found if not self._is_forgotten(r)), key=lambda r: r.created_at)

    def reminder(self, token: str) -> Reminder:
        """One of them.

        Raises:
            RefusalError: 404, when there is none of that token.
        """
        row = self._ledger.row(Kind.REMINDER, token)
        if row is None or self._is_forgotten(found := reminder_of(row)):
            raise RefusalError(404, "ALERT_NOT_FOUND", f"no reminder has the alertToken {token}")
        return found

    def add_reminder(self, asked: Json) -> Reminder:
        """A new one.

        Raises:
            RefusalError: 400 for a body that cannot be meant, 403 when there are too many.
        """
        fresh = make_reminder(asked, self._clock.now(), self._home)
        if sum(each.due_at is not None for each in self.reminders()) >= REMINDERS:
            raise RefusalError(403, "MAX_REMINDERS_EXCEEDED", f"at most {REMINDERS} reminders")
        self._ledger.put(fresh.row())
        return fresh

    def change_reminder(self, token: str, asked: Json) -> Reminder:
        """Another body for one of them; one that is over rings again.

        Raises:
            RefusalError: 404 when there is none, 400 for a body that cannot be meant.
        """
        changed = self.reminder(token).changed(asked, self._clock.now(), self._home)
        self._ledger.put(changed.row())
        return changed

    def drop_reminder(self, token: str) -> None:
        """It never rings again.

        Raises:
            RefusalError: 404, when there is none of that token.
        """
        self._ledger.drop(Kind.REMINDER, self.reminder(token).token)

    def timers(self) -> list[Timer]:
        """All that are not over, the shortest first, as Amazon lists them."""
        now = self._clock.now()
        found = map(timer_of, self._ledger.rows(Kind.TIMER))
        return sorted(found, key=lambda timer: _left_s(timer, now))

    def timer(self, id_: str) -> Timer:
        """One of them.

        Raises:
            RefusalError: 404, when there is none of that id.
        """
        row = self._ledger.row(Kind.TIMER, id_)
        if row is None:
            raise RefusalError(404, "TIMER_NOT_FOUND", f"no timer has the id {id_}")
        return timer_of(row)

    def add_timer(self, asked: Json) -> Timer:
        """A new one, which runs from now.

        Raises:
            RefusalError: 400 for a body that cannot be meant, 403 when there are too many, or
                one of that label.
        """
        fresh, others = make_timer(asked, self._clock.now()), self.timers()
        if len(others) >= TIMERS:
            raise RefusalError(403, "MAX_TIMERS_EXCEEDED", f"at most {TIMERS} timers")
        label = fresh.label.casefold()
        if label and any(other.label.casefold() == label for other in others):
            raise RefusalError(403, "DUPLICATE_TIMER_LABEL", f"there is a timer {fresh.label}")
        self._ledger.put(fresh.row())
        return fresh

    def pause_timer(self, id_: str) -> Timer:
        """Stops one of them for a while.

        Raises:
            RefusalError: 404, when there is none of that id.
        """
        return self._kept(self.timer(id_).paused(self._clock.now()))

    def resume_timer(self, id_: str) -> Timer:
        """Lets one of them go on.

        Raises:
            RefusalError: 404, when there is none of that id.
        """
        return self._kept(self.timer(id_).resumed(self._clock.now()))

    def drop_timer(self, id_: str) -> None:
        """It never rings.

        Raises:
            RefusalError: 404, when there is none of that id.
        """
        self._ledger.drop(Kind.TIMER, self.timer(id_).id)

    def drop_timers(self) -> None:
        """None of them ever rings."""
        for timer in self.timers():
            self._ledger.drop(Kind.TIMER, timer.id)

    def drop_all(self) -> None:
        """No reminder and no timer ever rings."""
        for kind in (Kind.REMINDER, Kind.TIMER):
            for row in self._ledger.rows(kind):
                self._ledger.drop(kind, row.id)

    def ring(self, row: Row, now: datetime) -> Ring | None:
        """What is heard of a row that is due; None when another rings it, or it is too late."""
        if row.kind is Kind.REMINDER:
            reminder = reminder_of(row)
            is_mine = self._ledger.claim(row, reminder.rung(now).row())
            return reminder.ring(now, self._locale, self._home) if is_mine else None
        timer = timer_of(row)
        is_mine = self._ledger.claim(row, Row(row.kind, row.id, row.body))
        self._ledger.drop(row.kind, row.id)
        return timer.ring(now, self._locale) if is_mine else None

    def _kept(self, timer: Timer) -> Timer:
        self._ledger.put(timer.row())
        return timer

    def _is_forgotten(self, reminder: Reminder) -> bool:
        at = reminder.is_forgotten_at
        if at is None or at > self._clock.now():
            return False
        self._ledger.drop(Kind.REMINDER, reminder.token)
        return True


def _left_s(timer: Timer, now: datetime) -> float:
    return (timer.due_at - now).total_seconds() if timer.due_at else timer.remaining_s
