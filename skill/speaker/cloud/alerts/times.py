"""Times as Amazon's services write them: wall times, moments and durations."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.speaker.cloud.refusal import RefusalError, not_valid

_DURATION = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        RefusalError: 400, when there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RefusalError(400, "INVALID_TIME_ZONE", f"{name} is no time zone") from error


def wall_time(text: str, name: str) -> datetime:
    """A time as the clock on the wall shows it: ISO 8601 without an offset.

    Raises:
        RefusalError: 400, when it is none.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise not_valid(f"{name}: {text} is no ISO 8601 time") from error
    if read.tzinfo is not None:
        raise not_valid(f"{name}: {text} is a wall time, so it has no offset")
    return read


def any_time(text: str, name: str) -> datetime:
    """A moment in ISO 8601; without an offset it is UTC.

    Raises:
        RefusalError: 400, when it is none.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise not_valid(f"{name}: {text} is no ISO 8601 time") from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def moment_in(zone: ZoneInfo, wall: datetime) -> datetime:
    """The moment in UTC at which the clock on the wall shows a time.

    A time that clocks skip comes as much later as they jump, and one that they show twice is meant
    at its first, as RFC 5545 has it (3.3.5): nothing is left out and nothing rings twice.

    Raises:
        RefusalError: 400, at the very ends of the calendar.
    """
    try:
        return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    except OverflowError as error:
        raise not_valid(f"{wall.isoformat()} is beyond the calendar") from error


def written(moment: datetime) -> str:
    """A moment as the services write it, such as `2026-11-22T08:00:00.000Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def seconds_of(duration: str) -> int:
    """The seconds of an ISO 8601 duration such as `PT1H30M`.

    Raises:
        RefusalError: 400, when it is none in hours, minutes and seconds.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise not_valid(f"duration: {duration} is no ISO 8601 duration such as PT45M")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3_600 + minutes * 60 + seconds


def duration_of(seconds: int) -> str:
    """Seconds as an ISO 8601 duration, such as `PT3M3S`."""
    parts = zip((seconds // 3_600, seconds // 60 % 60, seconds % 60), "HMS", strict=True)
    return "PT" + ("".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0S")


def spoken_time(moment: datetime, zone: ZoneInfo) -> str:
    """A time of day as it is said, such as `8:05 AM`."""
    local = moment.astimezone(zone)
    hour, half = local.hour % 12 or 12, "AM" if local.hour < 12 else "PM"  # noqa: PLR2004 - noon
    return f"{hour}:{local.minute:02} {half}" if local.minute else f"{hour} {half}"


def spoken_length(length: timedelta) -> str:
    """How long it is, as it is said, such as `20 minutes`; at least a minute."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = round(minutes / 60)
    return f"{hours} hour{'' if hours == 1 else 's'}"
