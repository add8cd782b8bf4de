"""The time zone that a person lives in."""

import logging
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ask_sdk_model.services import ServiceException

from skill.alexa.changing import note_profile
from skill.alexa.turn import Turn

_log = logging.getLogger(__name__)
ASKED_AGAIN_AFTER = timedelta(days=7)
"""People move and travel; the device knows."""
_MINUTE = timedelta(minutes=1)


def zone_of(turn: Turn) -> tzinfo:
    """The zone that the device is set to; the one last known if it cannot be asked; else UTC.

    It is asked once a week, and whenever another device is spoken to: that is where the person
    is now. The turn's profile must have been read.
    """
    known, seen_at = turn.profile.zone, turn.profile.zone_seen_at
    here = turn.profile.zone_device in ("", turn.device)
    if known and seen_at and here and turn.now - seen_at < ASKED_AGAIN_AFTER:
        return zone_named(known)
    name = _device_zone(turn)
    if name is None:
        return zone_named(known or "UTC")
    note_profile(
        turn, lambda p: replace(p, zone=name, zone_seen_at=turn.now, zone_device=turn.device)
    )
    return zone_named(name)


def utc_offset_min(turn: Turn) -> int | None:
    """How far the person's clocks are ahead of UTC now, in minutes; None if nobody knows.

    With the store away nobody is asked: one time-out is all that a turn has time for.
    """
    if not turn.kept:
        return None
    zone = zone_of(turn)
    offset = turn.now.astimezone(zone).utcoffset()
    is_guessed = turn.profile.zone is None or zone is UTC
    return None if is_guessed or offset is None else offset // _MINUTE


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
