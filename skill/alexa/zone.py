"""The time zone that a person lives in."""

import logging
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ask_sdk_model.services import ServiceException

from skill.alexa.changing import change_profile
from skill.alexa.turn import Turn

_log = logging.getLogger(__name__)
ASKED_AGAIN_AFTER = timedelta(days=7)
"""People move and travel; the device knows."""


def zone_of(turn: Turn) -> tzinfo:
    """The zone that the device is set to; the one last known if it cannot be asked; else UTC.

    The turn's profile must have been read.
    """
    known, seen_at = turn.profile.zone, turn.profile.zone_seen_at
    if known and seen_at and turn.now - seen_at < ASKED_AGAIN_AFTER:
        return zone_named(known)
    name = _device_zone(turn)
    if name is None:
        return zone_named(known or "UTC")
    change_profile(turn, lambda p: replace(p, zone=name, zone_seen_at=turn.now))
    return zone_named(name)


def zone_named(name: str) -> tzinfo:
    """The zone of that name; UTC, and a line in the log, if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning("no such time zone: days are counted in UTC")
        return UTC


def _device_zone(turn: Turn) -> str | None:
    """What Alexa's settings API says; None when it says nothing useful."""
    if turn.services is None or not turn.device_id:
        return None
    try:
        name = turn.services.get_ups_service().get_system_time_zone(turn.device_id)
    except (ServiceException, OSError, ValueError) as error:
        _log.warning("the device's time zone is not to be had: %s", type(error).__name__)
        return None
    return str(name) if name else None
