"""Times, days and lengths in words."""

from datetime import date, datetime, time

from skill.alexa.alerts.when import EVERY_DAY, WEEKDAYS, WEEKENDS, When
from skill.alexa.turn import Turn

_NOON, _EVENING, _NIGHT, _HOURS = 12, 17, 21, 12
_MINUTE = 60
_NEAR_DAYS = 7
_OFTEN = {EVERY_DAY: "when.every_day", WEEKDAYS: "when.weekdays", WEEKENDS: "when.weekends"}


def said_when(turn: Turn, when: When, now: datetime) -> str:
    """A reminder's days and time, such as `every Monday and Friday at 6:30 in the evening`.

    Args:
        turn: the request.
        when: when it comes.
        now: the present moment in the person's zone.
    """
    return turn.say("when.at", days=_days(turn, when, now.date()), time=said_time(turn, when.at))


def said_time(turn: Turn, at: time) -> str:
    """A time of day, such as `eight in the morning`."""
    if at.minute == 0 and at.hour in {0, _NOON}:
        return turn.say("when.noon" if at.hour else "when.midnight")
    hour = (at.hour - 1) % _HOURS + 1
    clock = turn.content.number(hour) if at.minute == 0 else f"{hour}:{at.minute:02}"
    return turn.say(f"when.{_part(at.hour)}", time=clock)


def said_length(turn: Turn, seconds: int) -> str:
    """A length to the second, such as `one hour and 30 minutes`."""
    minutes, rest = divmod(seconds, _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    parts = (("hour", hours), ("minute", minutes), ("second", rest))
    said = [turn.content.count(unit, amount) for unit, amount in parts if amount]
    return turn.content.listing(said or [turn.content.count("second", 0)])


def said_left(turn: Turn, seconds: int) -> str:
    """What is left of a length, from a minute on to the nearest minute."""
    return said_length(turn, seconds if seconds < _MINUTE else rounded(seconds))


def rounded(seconds: int) -> int:
    """A length to the nearest whole minute, at least one."""
    return max(1, (seconds + _MINUTE // 2) // _MINUTE) * _MINUTE


def said_day(turn: Turn, day: date, today: date) -> str:
    """A day, such as `yesterday` or `on Monday`; a day of another week with its date."""
    if (today - day).days == 1:
        return turn.say("when.yesterday")
    if 1 < (today - day).days < _NEAR_DAYS:
        return turn.say("when.on", day=turn.say(f"weekday.{day.isoweekday()}"))
    return _day(turn, day, today)


def _days(turn: Turn, when: When, today: date) -> str:
    if when.on is not None:
        return _day(turn, when.on, today)
    if when.days in _OFTEN:
        return turn.say(_OFTEN[when.days])
    names = [turn.say(f"weekday.{day}") for day in sorted(when.days)]
    return turn.say("when.every", days=turn.content.listing(names))


def _day(turn: Turn, day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in {0, 1}:
        return turn.say("when.tomorrow" if ahead else "when.today")
    weekday = turn.say(f"weekday.{day.isoweekday()}")
    if 0 < ahead < _NEAR_DAYS:
        return turn.say("when.on", day=weekday)
    month = turn.say(f"month.{day.month}")
    return turn.say("when.on_date", weekday=weekday, month=month, day=day.day)


def _part(hour: int) -> str:
    """The part of the day as people name it; after midnight it is night for an hour."""
    if hour == 0 or hour >= _NIGHT:
        return "night"
    if hour < _NOON:
        return "morning"
    return "afternoon" if hour < _EVENING else "evening"
