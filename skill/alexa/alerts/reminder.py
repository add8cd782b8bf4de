"""A reminder as Alexa's Reminders API writes it: DOC/smapi/alexa-reminders-api-reference.html."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from skill.alexa.alerts.service import Json
from skill.alexa.alerts.when import EVERY_DAY, When

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ON = "ON"
"""`status` of a reminder that is still to come; one that is over can be read for three days."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One that is set."""

    token: str
    """`alertToken`: its name for the service."""
    when: When | None
    """When it comes; None if it was not written by this version."""
    zone: str = ""
    """The time zone that it was set for; empty if unknown."""
    locale: str = ""
    """The language of what it says, such as `en-US`; empty if unknown."""
    text: str = ""
    """What it says; empty if unknown."""


def body_of(when: When, zone: str, now: datetime, locale: str, text: str) -> Json:
    """The body that sets a reminder, or changes one.

    Args:
        when: when it comes.
        zone: name of the person's time zone.
        now: the present moment in that zone.
        locale: the language of the text, such as `en-US`.
        text: what is said; nothing about the person may stand in it.
    """
    return {
        "requestTime": _written(now.astimezone(UTC)),
        "trigger": {"type": "SCHEDULED_ABSOLUTE", "timeZoneId": zone, **_times(when, now)},
        "alertInfo": {"spokenInfo": {"content": [{"locale": locale, "text": text}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def reminders_of(answer: Json) -> tuple[Reminder, ...]:
    """All reminders to come, of what the service answers for all."""
    alerts = answer.get("alerts")
    return tuple(
        _reminder(alert)
        for alert in (alerts if isinstance(alerts, list) else ())
        if isinstance(alert, Mapping) and alert.get("alertToken") and alert.get("status") == _ON
    )


def _reminder(alert: Mapping[str, Any]) -> Reminder:
    trigger = alert.get("trigger")
    words = _words(alert)
    return Reminder(
        token=str(alert["alertToken"]),
        when=_when(trigger),
        zone=str(trigger.get("timeZoneId") or "") if isinstance(trigger, Mapping) else "",
        locale=str(words.get("locale") or ""),
        text=str(words.get("text") or ""),
    )


def _words(alert: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reminder says, in the one language that ours have."""
    try:
        words = alert["alertInfo"]["spokenInfo"]["content"][0]
    except (IndexError, KeyError, TypeError):
        return {}
    return words if isinstance(words, Mapping) else {}


def _times(when: When, now: datetime) -> Json:
    if when.on is not None:
        return {"scheduledTime": _written(datetime.combine(when.on, when.at))}
    at = f"BYHOUR={when.at.hour};BYMINUTE={when.at.minute};BYSECOND=0;INTERVAL=1;"
    if when.days == EVERY_DAY:
        rules = [f"FREQ=DAILY;{at}"]
    else:
        # One rule for each day, as all of Amazon's examples have it.
        rules = [f"FREQ=WEEKLY;BYDAY={_DAYS[day - 1]};{at}" for day in sorted(when.days)]
    return {"recurrence": {"startDateTime": _written(now), "recurrenceRules": rules}}


def _written(moment: datetime) -> str:
    """A wall time in ISO 8601 with milliseconds and no offset; the API refuses an offset."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _when(trigger: Any) -> When | None:
    try:
        recurrence = trigger.get("recurrence") or {}
        if rules := recurrence.get("recurrenceRules"):
            return _weekly([_parts(rule) for rule in rules])
        at = datetime.fromisoformat(trigger["scheduledTime"])
        return When(_to_the_minute(at.time()), on=at.date())
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _weekly(rules: list[dict[str, str]]) -> When | None:
    times = {time(int(rule["BYHOUR"]), int(rule["BYMINUTE"])) for rule in rules}
    if len(times) != 1:
        return None
    days: set[int] = set()
    for rule in rules:
        named = rule["BYDAY"].split(",") if rule["FREQ"] == "WEEKLY" else _DAYS
        days.update(_DAYS.index(day) + 1 for day in named)
    return When(times.pop(), days=frozenset(days))


def _parts(rule: str) -> dict[str, str]:
    """`FREQ=DAILY;BYHOUR=8;` by its names."""
    parts = (part.partition("=") for part in rule.upper().split(";") if part)
    return {name: value for name, _, value in parts}


def _to_the_minute(at: time) -> time:
    return at.replace(second=0, microsecond=0, tzinfo=None)
