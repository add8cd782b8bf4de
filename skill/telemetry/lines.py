"""The log: one JSON object a line, with the same members as Lambda's own lines have."""

import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from json import JSONEncoder
from typing import Any

from skill.telemetry.record import Record

_log = logging.getLogger(__name__)
encoded = JSONEncoder(separators=(",", ":")).encode
"""Compact JSON, on one line."""


class Line:
    """Members of a line, as a message of the standard library's `logging`."""

    __slots__ = ("fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        """Hold them; they are written only where somebody logs."""
        self.fields = fields

    def __str__(self) -> str:
        return encoded(self.fields)


def logged(record: Record) -> None:
    """Put a record into the log."""
    if _log.isEnabledFor(logging.INFO):
        _log.info(Line(record.fields()))


class JsonLines(logging.Formatter):
    """Writes each entry of the log as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the message holds."""
        told = record.msg.fields if isinstance(record.msg, Line) else _message(record)
        return encoded(
            {
                "timestamp": timestamp(datetime.fromtimestamp(record.created, UTC)),
                "level": record.levelname,
                "logger": record.name,
                **told,
            }
        )


def start_logging() -> None:
    """Log to standard error, from INFO on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def timestamp(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 has it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def source_of(error: BaseException) -> str:
    """Where an error came from, without its message: that may quote what somebody said."""
    told = []
    current: BaseException | None = error
    while current is not None:
        told.append("".join(traceback.format_tb(current.__traceback__)) + type(current).__name__)
        before = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or before
    return "\nafter\n".join(told)


def _message(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {"message": record.getMessage()}
    if record.exc_info and record.exc_info[0]:
        told["errorType"] = record.exc_info[0].__name__
        told["stackTrace"] = "".join(traceback.format_exception(*record.exc_info))
    return told
