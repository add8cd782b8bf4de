"""Alexa's Timers API: DOC/smapi/alexa-timers-api-reference.html."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from skill.alexa.alerts.service import AlertError, Fault, Json, call, fetch
from skill.alexa.turn import Turn

SCOPE = "alexa::alerts:timers:skill:readwrite"
"""What the person has to allow."""
_PATH = "/v1/alerts/timers"
_TASK, _TASK_VERSION = "StartRoutine", "1"
"""The task that a timer offers when it is over."""
_MAY_BE_TOO_MUCH = frozenset({Fault.REFUSED, Fault.UNSUPPORTED})
_DURATION = re.compile(r"PT(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?")


@dataclass(frozen=True, slots=True)
class Timer:
    """One that is set."""

    id: str
    """Its name for the service."""
    left_seconds: int
    """How long until it rings, from 0."""
    label: str = ""
    """Its name for people; empty for none."""


@dataclass(frozen=True, slots=True)
class Order:
    """A timer that is wanted."""

    seconds: int
    """How long it runs."""
    locale: str
    """The language of its words, such as `en-US`."""
    label: str
    """Its name; no other timer of the person may have it."""
    offer: str
    """What Alexa asks when it is over: whether to start a routine."""
    announcement: str
    """What she says instead, where she cannot start one."""


def all_timers(turn: Turn) -> tuple[Timer, ...]:
    """All timers of this skill that are not over, the one that rings first coming first.

    Raises:
        AlertError: the service does not tell.
    """
    found = fetch(turn, _PATH).get("timers")
    each = found if isinstance(found, list) else ()
    timers = (_timer(one, turn.now) for one in each if isinstance(one, Mapping) and one.get("id"))
    return tuple(sorted(timers, key=lambda timer: timer.left_seconds))


def create(turn: Turn, order: Order) -> None:
    """Set one that offers a routine; a plainer one where the service takes no such timer.

    Neither a label that another timer has nor a task that cannot be started there must keep
    anybody from a break: the plainer one has none, and a refusal means that nothing was set.

    Raises:
        AlertError: it is not set; after `Fault.SLOW` it may be.
    """
    try:
        call(turn, "POST", _PATH, offering(order, turn.skill_id))
    except AlertError as error:
        if error.fault not in _MAY_BE_TOO_MUCH:
            raise
        call(turn, "POST", _PATH, announcing(order))


def delete(turn: Turn, timer: Timer) -> None:
    """Take one away; one that is gone already is no fault.

    Raises:
        AlertError: it is still there; after `Fault.SLOW` it may not be.
    """
    try:
        call(turn, "DELETE", f"{_PATH}/{quote(timer.id, safe='')}")
    except AlertError as error:
        if error.fault is not Fault.GONE:
            raise


def offering(order: Order, skill_id: str) -> Json:
    """The body of a timer that starts a routine if the person says yes."""
    operation = {
        "type": "LAUNCH_TASK",
        "textToConfirm": [{"locale": order.locale, "text": order.offer}],
        "task": {"name": f"{skill_id}.{_TASK}", "version": _TASK_VERSION, "input": {}},
    }
    return {"timerLabel": order.label, **_body(order, operation)}


def announcing(order: Order) -> Json:
    """The body of a timer that says something."""
    text = [{"locale": order.locale, "text": order.announcement}]
    return _body(order, {"type": "ANNOUNCE", "textToAnnounce": text})


def _body(order: Order, operation: Json) -> Json:
    return {
        "duration": f"PT{order.seconds}S",
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {
            "operation": operation,
            "notificationConfig": {"playAudible": True},
        },
    }


def _timer(told: Mapping[str, Any], now: datetime) -> Timer:
    label = str(told.get("timerLabel") or "")
    return Timer(str(told["id"]), max(0, _left_seconds(told, now)), label)


def _left_seconds(told: Mapping[str, Any], now: datetime) -> int:
    ends = told.get("triggerTime")
    if isinstance(ends, str):
        try:
            moment = datetime.fromisoformat(ends)
        except ValueError as error:
            raise AlertError(Fault.DOWN) from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return round((moment - now).total_seconds())
    return seconds_of(str(told.get("remainingTimeWhenPaused"))) or 0


def seconds_of(duration: str) -> int | None:
    """The seconds of an ISO 8601 duration in hours, minutes and seconds; None if it is none."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3_600 + minutes * 60 + seconds
