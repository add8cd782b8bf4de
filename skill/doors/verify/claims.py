"""What a signed body says of itself: when it was made, and for which skill.

Looked at only after the signature was right, so it is Alexa who says it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from skill.doors.verify.refusal import Reason, RefusedError
from skill.limits import EVENT_TOLERANCE_SECONDS, LATE_EVENTS, REQUEST_TOLERANCE_SECONDS


def check_time(body: Mapping[str, Any], now: datetime) -> None:
    """That a request was made just now: an old one is somebody's recording.

    Raises:
        RefusedError: it was not, or does not say so.
    """
    request = body.get("request")
    if not isinstance(request, Mapping):
        raise RefusedError(Reason.TIME)
    is_late_event = str(request.get("type")) in LATE_EVENTS
    tolerance = EVENT_TOLERANCE_SECONDS if is_late_event else REQUEST_TOLERANCE_SECONDS
    if abs(now - _moment(request.get("timestamp"))) > timedelta(seconds=tolerance):
        raise RefusedError(Reason.TIME)


def check_skill(body: Mapping[str, Any], skill_id: str) -> None:
    """That a request is for this skill: anybody can point a skill of theirs at our address.

    Raises:
        RefusedError: it is for another one, or does not say for which.
    """
    named = [_id_at(body, "context", "System")]
    if "session" in body:
        named.append(_id_at(body, "session"))
    if any(each != skill_id for each in named):
        raise RefusedError(Reason.SKILL)


def _moment(stamp: object) -> datetime:
    """The moment that a time stamp names; one without a time zone names none."""
    try:
        moment = datetime.fromisoformat(stamp) if isinstance(stamp, str) else None
    except ValueError as error:
        raise RefusedError(Reason.TIME) from error
    if moment is None or moment.utcoffset() is None:
        raise RefusedError(Reason.TIME)
    return moment


def _id_at(body: Mapping[str, Any], *path: str) -> object:
    value: object = body
    for key in (*path, "application", "applicationId"):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
