"""When a reminder comes: a time of day, on some weekdays or on one day."""

from dataclasses import dataclass
from datetime import date, datetime, time

EVERY_DAY = frozenset(range(1, 8))
WEEKDAYS = frozenset(range(1, 6))
WEEKENDS = frozenset({6, 7})


@dataclass(frozen=True, slots=True)
class When:
    """A time of day in the person's own zone, and its days: `days` or `on`, never both."""

    at: time
    """Wall time, to the minute."""
    days: frozenset[int] = frozenset()
    """ISO weekdays, Monday is 1, on which it comes every week; empty for once."""
    on: date | None = None
    """The day on which it comes once; None for every week."""

    def is_past(self, now: datetime) -> bool:
        """Whether it never comes any more; `now` is in the person's zone."""
        if self.on is None:
            return False
        return datetime.combine(self.on, self.at) <= now.replace(tzinfo=None)

    def comes_on(self, day: date) -> bool:
        """Whether it comes on a day."""
        return day == self.on or day.isoweekday() in self.days
