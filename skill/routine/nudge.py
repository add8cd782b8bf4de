"""Nudges: a word once a week, to those who asked for it, when there is something to say.

Who has a reminder is found in the same way, so that its words can be refreshed.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

LEAST_GAP = timedelta(days=6)
"""Between two nudges of one person, however late the first one came."""
HOUR = timedelta(hours=1)
_MOST_AHEAD = timedelta(days=1)
_WEEKS_AHEAD = timedelta(days=14)
"""What is dated further ahead than these is of a clock that was wrong."""


@dataclass(frozen=True, slots=True)
class When:
    """A time of the week, where the person lives."""

    weekday: int
    """From 1 for Monday to 7 for Sunday."""
    hour: int
    """From 0 to 23."""


SUNDAY_EVENING = When(7, 18)
"""When a person is told who named no time: the week is nearly over, and they are awake."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of the week in UTC: whoever is due in it is found by it."""

    weekday: int
    """From 1 for Monday to 7 for Sunday."""
    hour: int
    """From 0 to 23."""

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The slot of a whole hour in UTC."""
        return cls(moment.isoweekday(), moment.hour)


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a person wants to be told, and when they were told last."""

    when: When | None = None
    """When they want to be told; None for never."""
    person: str = ""
    """Whose week it is, of those who are known by their voices; empty for the account's own."""
    allowed: bool = False
    """Whether they have allowed notifications."""
    slot: Slot | None = None
    """Where they are found when due, or to see whether a reminder says what it should; None while
    there is nothing to find them for."""
    week: date | None = None
    """The Monday of the last week for which somebody set about telling them."""
    claimed_by: str = ""
    """Who did; another name for each attempt."""
    claimed_until: datetime | None = None
    """From when on another may try; None once the week is settled."""
    sent_at: datetime | None = None
    """When they were told last."""
    reminder_text: str = ""
    """A hash of what their reminders say; empty for who has none."""

    def wanted(
        self, when: When, zone: tzinfo, now: datetime, *, allowed: bool, person: str = ""
    ) -> "Nudge":
        """Told at this time of the week from now on."""
        wish = replace(self, when=when, person=person, allowed=allowed)
        return wish.placed(zone, now)

    def unwanted(self) -> "Nudge":
        """Never told again."""
        return replace(self, when=None, slot=self.slot if self.reminder_text else None)

    def forgotten(self) -> "Nudge":
        """Nothing of what they wanted to be told is known any more."""
        slot = self.slot if self.reminder_text else None
        return Nudge(reminder_text=self.reminder_text, slot=slot)

    def permitted(self, zone: tzinfo, now: datetime, *, allowed: bool) -> "Nudge":
        """Notifications are allowed, or are no longer."""
        return replace(self, allowed=allowed).placed(zone, now)

    def reminded(self, text: str, now: datetime) -> "Nudge":
        """Their reminders say this; whoever is told nothing is found in the hour it was set."""
        return replace(self, reminder_text=text, slot=self.slot or Slot.of(now.astimezone(UTC)))

    def unreminded(self) -> "Nudge":
        """They have no reminder."""
        return replace(self, reminder_text="", slot=self.slot if self._may_come else None)

    def placed(self, zone: tzinfo, now: datetime) -> "Nudge":
        """In the slot in which it is due next: another one after a change of clocks or travel."""
        if self.when is None or not self.allowed:
            return replace(self, slot=self.slot if self.reminder_text else None)
        return replace(self, slot=Slot.of(due_after(self.when, zone, now)))

    def claimed(self, week: date, by: str, now: datetime, until: datetime) -> "Nudge":
        """Taken on by somebody for that week, if it is open; otherwise as it is."""
        return (
            replace(self, week=week, claimed_by=by, claimed_until=until)
            if self._is_open(week, now)
            else self
        )

    def settled(self, by: str, sent_at: datetime | None = None) -> "Nudge":
        """Done with for its week, whether it could be sent or never will be."""
        if self.claimed_by != by:
            return self
        return replace(self, claimed_until=None, sent_at=sent_at or self.sent_at)

    def released(self, by: str, now: datetime) -> "Nudge":
        """Free to be tried again at once."""
        return replace(self, claimed_until=now) if self.claimed_by == by else self

    @property
    def _may_come(self) -> bool:
        return self.when is not None and self.allowed

    def _is_open(self, week: date, now: datetime) -> bool:
        """Whether a week's nudge may be taken on: not done, not in hand, and none lately."""
        if not self._may_come:
            return False
        if self.sent_at is not None and -_MOST_AHEAD <= now - self.sent_at < LEAST_GAP:
            return False
        if self.week is None or self.week < week or self.week - week > _WEEKS_AHEAD:
            return True
        return self.week == week and self.claimed_until is not None and self.claimed_until <= now


def due_after(when: When, zone: tzinfo, now: datetime) -> datetime:
    """When somebody is due next, as a whole hour in UTC that is later than `now`.

    Where clocks are half an hour off, it is the whole hour that follows.
    """
    due = _last(when, zone, now)
    while due <= now:
        day = due.astimezone(zone).date() + timedelta(days=1)
        due = _next(when, zone, day)
    return due


def is_due(when: When, zone: tzinfo, moment: datetime, early: timedelta = timedelta()) -> bool:
    """Whether a slot's hour is the one that was asked for, or the one after it.

    Args:
        when: what was asked for.
        zone: where the person is by now.
        moment: the slot's hour in UTC.
        early: how much too early will do.
    """
    return moment - _last(when, zone, moment + early) < 2 * HOUR


def _last(when: When, zone: tzinfo, moment: datetime) -> datetime:
    """The last time of the week like this, at or before a moment."""
    for days_ago in (0, 7):
        due = _next(when, zone, moment.astimezone(zone).date() - timedelta(days=6 + days_ago))
        if due <= moment:
            return due
    raise AssertionError("a week has every weekday")


def _next(when: When, zone: tzinfo, day: date) -> datetime:
    """The first time of the week like this on a day or after it, as a whole hour in UTC."""
    day += timedelta(days=(when.weekday - day.isoweekday()) % 7)
    due = datetime.combine(day, time(when.hour), zone)
    return whole_hour(due.astimezone(UTC) + HOUR - timedelta(microseconds=1))


def whole_hour(moment: datetime) -> datetime:
    """The hour that a moment is in."""
    return moment.replace(minute=0, second=0, microsecond=0)
