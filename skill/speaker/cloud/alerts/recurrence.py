"""When something comes again: rules in the manner of iCalendar, read by dateutil."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr

from skill.speaker.cloud.alerts.times import moment_in, wall_time
from skill.speaker.cloud.refusal import RefusalError
from skill.speaker.device.profile import Json

_OFTEN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""How a reminder can come again: DOC/smapi/alexa-reminders-overview.html."""
_BY = ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND")
_PARTS = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_BY))
"""The rest of RFC 5545 Amazon shows nowhere, and some of it takes dateutil long to think about."""
_A_LEAP_YEAR = 2024
_LONGEST_JUMP = timedelta(days=1)
"""No clock was ever moved by more; a change of the date line is a day."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Rules in wall time; what any of them says holds."""

    rules: tuple[str, ...]
    """Each such as `FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0;BYSECOND=0`."""
    start: datetime
    """Nothing comes before; without a zone."""
    end: datetime | None
    """Nothing comes after; without a zone."""

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """The first time after a moment, in UTC; None when there is none any more."""
        found = (self._first(_read(rule, self.start), moment, zone) for rule in self.rules)
        return min((each for each in found if each is not None), default=None)

    def _first(self, rule: rrule | rruleset, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """Around a change of clocks, moments do not come in the order of their wall times."""
        best: tuple[datetime, datetime] | None = None
        for wall in self._around(rule, moment.astimezone(zone).replace(tzinfo=None)):
            if best is not None and wall > best[0] + _LONGEST_JUMP:
                break
            comes = moment_in(zone, wall)
            if comes > moment and (best is None or comes < best[1]):
                best = wall, comes
        return best[1].astimezone(UTC) if best else None

    def _around(self, rule: rrule | rruleset, now: datetime) -> Iterator[datetime]:
        for wall in rule.xafter(now - _LONGEST_JUMP, inc=True):
            if self.end is not None and wall > self.end:
                return
            if wall >= self.start:
                yield wall


def read_recurrence(written: Json, scheduled: datetime | None, now: datetime) -> Recurrence:
    """The recurrence of a trigger; the older `freq` and `byDay` count where there are no rules.

    Args:
        written: `trigger.recurrence`.
        scheduled: `trigger.scheduledTime`; the time of day of the older form.
        now: the wall time at which it was asked for.

    Raises:
        RefusalError: 400, when the rules cannot be read or have no time.
    """
    start, end = written.get("startDateTime"), written.get("endDateTime")
    rules = tuple(written.get("recurrenceRules") or ())
    if not rules:
        if not written.get("freq") or scheduled is None:
            raise _unreadable("it has neither recurrenceRules, nor freq with a scheduledTime")
        days = ",".join(written.get("byDay") or ())
        by_day = f";BYDAY={days}" if days else ""
        rules = (f"FREQ={written['freq']};INTERVAL={written.get('interval') or 1}{by_day}",)
    else:
        scheduled = None
    begins = wall_time(start, "startDateTime") if start else scheduled or now
    recurrence = Recurrence(
        rules, begins.replace(microsecond=0), wall_time(end, "endDateTime") if end else None
    )
    for rule in rules:
        _read(rule, recurrence.start)
    return recurrence


def _read(rule: str, start: datetime) -> rrule | rruleset:
    parts = dict(part.partition("=")[::2] for part in rule.upper().strip(";").split(";"))
    if parts.get("FREQ") not in _OFTEN:
        raise _unreadable(f"{rule} has no FREQ of {', '.join(_OFTEN)}")
    if strange := ", ".join(parts.keys() - _PARTS):
        raise _unreadable(f"{rule} has an unknown {strange}")
    try:
        if not _comes(parts):
            raise _unreadable(f"{rule} never comes")
        return rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=start)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise _unreadable(f"{rule}: {error}") from error


def _comes(parts: dict[str, str]) -> bool:
    """Whether its months have its days; dateutil looks for a February 30 until the year 9999."""
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return True
    longest = max(monthrange(_A_LEAP_YEAR, int(month))[1] for month in parts["BYMONTH"].split(","))
    return any(abs(int(day)) <= longest for day in parts["BYMONTHDAY"].split(","))


def _unreadable(why: str) -> RefusalError:
    return RefusalError(400, "INVALID_RECURRENCE_RULE", f"trigger.recurrence: {why}")
