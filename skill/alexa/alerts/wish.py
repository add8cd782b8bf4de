"""What somebody has said so far of when to be reminded, put together over several turns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self

from ask_sdk_model import ListSlotValue

from skill.alexa.alerts.when import EVERY_DAY, WEEKDAYS, WEEKENDS, When
from skill.alexa.turn import Turn

_OFTEN = {"every-day": EVERY_DAY, "weekdays": WEEKDAYS, "weekends": WEEKENDS}
_PARTS = ("MO", "AF", "EV", "NI")
"""Parts of the day in AMAZON.TIME, and in AMAZON.DATE after a T."""
_LATE_PARTS = frozenset({"AF", "EV", "NI"})
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?")
_HOUR = re.compile(r"\d{1,2}")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(MO|AF|EV|NI))?")
_WEEKEND = re.compile(r"\d{4}-W\d\d-WE")
_NOON, _HOURS, _SMALL_HOURS = 12, 24, 5
_BY_DAY = range(1, 7)
"""Hours that are meant in the afternoon if no part of the day is named."""
_EVENING_HOURS = range(17, 19)
"""Where hearing puts a bare five and six."""


class Missing(StrEnum):
    """What has to be asked; the last part of the question's key."""

    WHEN = "when"
    """The time and the days."""
    TIME = "time"
    """The time of day."""
    DAYS = "days"
    """The days."""
    PASSED = "passed"
    """Another time: the one that was said lies behind us."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The parts that are known; none of them need be."""

    at: time | None = None
    """The time of day."""
    part: str = ""
    """MO, AF, EV or NI, if a part of the day was named: it tells seven from seven."""
    days: frozenset[int] = frozenset()
    """ISO weekdays, for every week."""
    on: date | None = None
    """One day, for once."""

    @property
    def says_nothing(self) -> bool:
        """Whether no part is known."""
        return self == Wish()

    @property
    def has_days(self) -> bool:
        """Whether it says on which days, or on which."""
        return bool(self.days) or self.on is not None

    def joined(self, newer: "Wish") -> "Wish":
        """This wish with what was said since: a newer time or day takes the place of an older."""
        at = newer.at or self.at
        # A time that is complete has used up its part of the day.
        part = newer.part or ("" if self.at and newer.at else self.part)
        if newer.has_days:
            return Wish(at, part, newer.days, newer.on)
        return replace(self, at=at, part=part)

    def settled(self, now: datetime) -> When | Missing:
        """When that is, or what is missing; `now` is in the person's zone."""
        if self.at is None:
            return Missing.TIME if self.has_days else Missing.WHEN
        if not self.has_days:
            return Missing.DAYS
        when = When(_in_part(self.at, self.part), self.days, self.on)
        if when.is_past(now) and not self.part and when.at.hour < _NOON:
            # "Today at eight", said at ten in the morning, is tonight.
            when = replace(when, at=when.at.replace(hour=when.at.hour + _NOON))
        return Missing.PASSED if when.is_past(now) else when

    def as_json(self) -> dict[str, Any]:
        """For the session, or the token of a consent."""
        written = {
            "at": self.at.isoformat("minutes") if self.at else None,
            "part": self.part,
            "days": sorted(self.days),
            "on": self.on.isoformat() if self.on else None,
        }
        return {name: value for name, value in written.items() if value}

    @classmethod
    def read(cls, written: dict[str, Any]) -> Self:
        """The wish that `as_json` wrote.

        Raises:
            ValueError, TypeError or AttributeError: it did not write this.
        """
        at, part, day = (written.get(name) for name in ("at", "part", "on"))
        return cls(
            at=time.fromisoformat(at).replace(tzinfo=None) if at else None,
            part=part if part in _PARTS else "",
            days=EVERY_DAY & frozenset(written.get("days", ())),
            on=date.fromisoformat(day) if day else None,
        )


def wish_of(when: When) -> Wish:
    """The wish that a reminder came from."""
    return Wish(when.at, "", when.days, when.on)


def heard(turn: Turn) -> Wish:
    """What the present sentence says."""
    at, part = _time(turn)
    days = _stretch(_weekdays(turn, "day"), _weekdays(turn, "last_day"))
    often = turn.slot("often")
    if often is not None and not days:
        days = _OFTEN.get(often.id or "", frozenset())
        part = part or _part_in(turn, often.value)
    without = _weekdays(turn, "without")
    days = (days or EVERY_DAY) - without if without else days
    day, part_of_date = _date(turn) if not days else (None, "")
    slot = turn.slot("date")
    if slot and not days and _WEEKEND.fullmatch(slot.value):
        days = WEEKENDS
    return Wish(at, part or part_of_date, days, day)


def left_behind(turn: Turn) -> Wish:
    """The time or the day that a reminder is moved away from: "from seven to eight"."""
    slot = turn.slot("old_time")
    found = _TIME.fullmatch(slot.value) if slot else None
    at = time(int(found[1]), int(found[2])) if found else None
    return Wish(at, "", _weekdays(turn, "old_day"))


def is_of_other_rhythm(turn: Turn) -> bool:
    """Whether a rhythm was wished for that no reminder can have: "every two days"."""
    slot = turn.slot("often")
    return slot is not None and slot.id == "other-rhythm"


def _stretch(days: frozenset[int], last: frozenset[int]) -> frozenset[int]:
    """The weekdays from one to another: "Tuesday to Thursday" are three."""
    if len(days) != 1 or len(last) != 1:
        return days
    (first,), (until,) = days, last
    week = len(EVERY_DAY)
    return frozenset((first - 1 + n) % week + 1 for n in range((until - first) % week + 1))


def _time(turn: Turn) -> tuple[time | None, str]:
    slot = turn.slot("time")
    said = slot.value if slot else ""
    found = _TIME.fullmatch(said)
    if found:
        at = time(int(found[1]), int(found[2]))
        return at if turn.hears_all else _of_small_hours(turn, at), ""
    number = turn.slot("minutes")
    hour = _HOUR.fullmatch(number.value) if number else None
    if hour and int(hour[0]) < _HOURS:
        # "Seven", in answer to "at what time".
        return _by_day(turn, time(int(hour[0]))), ""
    return None, said if said in _PARTS else ""


def _by_day(turn: Turn, at: time) -> time:
    """A bare hour is one of the day, unless a part of the day was named: "four" is 16:00."""
    if (turn.asking.get("wish") or {}).get("part") or at.hour not in _BY_DAY:
        return at
    return at.replace(hour=at.hour + _NOON)


def _of_small_hours(turn: Turn, at: time) -> time:
    """A time that Alexa gives for the small hours; "four" and "four a.m." are the same to her.

    Few are reminded at night: it is taken by day, and said back. Said again, it is the night.
    """
    if not 0 < at.hour < _SMALL_HOURS:
        return at
    by_day = _by_day(turn, at)
    proposed = (turn.asking.get("wish") or {}).get("at")
    return at if proposed == by_day.isoformat("minutes") else by_day


def _date(turn: Turn) -> tuple[date | None, str]:
    slot = turn.slot("date")
    found = _DATE.fullmatch(slot.value) if slot else None
    if found is None:
        return None, ""
    try:
        return date.fromisoformat(found[1]), found[2] or ""
    except ValueError:
        return None, ""


def _weekdays(turn: Turn, slot: str) -> frozenset[int]:
    """One weekday, or several: those come as a list in the slot's `slotValue`."""
    names = {n: turn.say(f"weekday.{n}").casefold() for n in sorted(EVERY_DAY)}
    said = tuple(_several(turn, slot))
    return frozenset(
        n for n, name in names.items() if any(day.casefold().startswith(name) for day in said)
    )


def _several(turn: Turn, name: str) -> Iterator[str]:
    slots = getattr(getattr(turn.request, "intent", None), "slots", None) or {}
    slot = slots.get(name)
    if slot is None:
        return
    if slot.value:
        yield slot.value
    found = slot.slot_value.values if isinstance(slot.slot_value, ListSlotValue) else None
    for each in found or ():
        if getattr(each, "value", None):
            yield each.value


def _part_in(turn: Turn, said: str) -> str:
    """The part of the day in "every evening"; empty for none."""
    words = said.casefold()
    return next(
        (part for part in _PARTS if turn.say(f"day_part.{part.lower()}").casefold() in words), ""
    )


def _in_part(at: time, part: str) -> time:
    """A time in the half of the day that its part means: "every evening" and "at seven"."""
    if part == "MO" and at.hour in _EVENING_HOURS:
        # "Every morning", and then "at six".
        return at.replace(hour=at.hour - _NOON)
    if part not in _LATE_PARTS or not 0 < at.hour < _NOON:
        return at
    if part == "NI" and at.hour < _SMALL_HOURS:
        return at
    return at.replace(hour=at.hour + _NOON)
