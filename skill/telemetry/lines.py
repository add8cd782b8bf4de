"""The log: one JSON object a line, with the same members as Lambda's own lines have."""

import logging
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from json import JSONEncoder
from typing import TextIO

from skill.telemetry.record import Record

encoded = JSONEncoder(separators=(",", ":")).encode
"""Compact JSON, on one line."""


class Lines:
    """Writes records to a stream, each as a line."""

    def __init__(self, stream: TextIO) -> None:
        """Write there; other threads may write there, too."""
        self._stream = stream

    def __call__(self, record: Record) -> None:
        """Write one; in one piece, or lines of several threads would mix."""
        # A full disk, or a pipe that nobody reads, must not cost the answer that is told of.
        with suppress(OSError, ValueError):
            self._stream.write(self.line(record) + "\n")
            self._stream.flush()

    def line(self, record: Record) -> str:
        """The line of a record."""
        return encoded({"timestamp": timestamp(record.at), "level": "INFO", **record.fields()})


class JsonLines(logging.Formatter):
    """The form of all other entries of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the message holds."""
        line = {
            "timestamp": timestamp(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["errorType"] = record.exc_info[0].__name__
            line["stackTrace"] = "".join(traceback.format_exception(*record.exc_info))
        return encoded(line)


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
