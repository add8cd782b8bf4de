"""Rows of what happens by the clock: nudges, how far jobs are done, and who was forgotten."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from skill.routine.nudge import Nudge, Slot, When
from skill.store.port import SHARDS, JobMark
from skill.store.rows import Row, UnreadableRowError, Value, moment_of, text_of

NUDGE_KEY = "NUDGE"
"""The key of a person's nudge, among all that is kept of them."""
TOMBSTONE = "GONE#"
"""What the keys of tombstones begin with."""
DUE = "due"
"""The fact of a nudge's row by which it is found when it is due."""


def shard_of(user: str) -> int:
    """The shard that a person is in: the same for ever, and even over all people."""
    return int.from_bytes(sha256(user.encode()).digest()[:4]) % SHARDS


def due_text(slot: Slot, shard: int) -> str:
    """A slot and a shard as the index has them: `7T18#03`."""
    return f"{slot.weekday}T{slot.hour:02d}#{shard:02d}"


def forgotten_key(user: str) -> str:
    """Under what it is kept that somebody was forgotten: a hash, which tells nobody who."""
    return TOMBSTONE + sha256(user.encode()).hexdigest()


def job_mark_key(job: str) -> str:
    """Under what it is kept how far a job is done; it once held a lease, too."""
    return f"LEASE#{job}"


def nudge_row(nudge: Nudge, user: str) -> Row:
    """A nudge as a row."""
    row: dict[str, Value | None] = {
        "when": f"{nudge.when.weekday}T{nudge.when.hour:02d}" if nudge.when else None,
        "person": nudge.person or None,
        "allowed": nudge.allowed or None,
        DUE: due_text(nudge.slot, shard_of(user)) if nudge.slot else None,
        "week": nudge.week.isoformat() if nudge.week else None,
        "claimed_by": nudge.claimed_by or None,
        "claimed_until": text_of(nudge.claimed_until),
        "sent": text_of(nudge.sent_at),
        "reminder_text": nudge.reminder_text or None,
    }
    return {name: value for name, value in row.items() if value is not None}


def read_nudge(row: Mapping[str, Any]) -> Nudge:
    """The nudge that a row stands for.

    Raises:
        UnreadableRowError: it stands for none that this version knows.
    """
    try:
        return Nudge(
            when=When(*_numbers(row["when"])) if "when" in row else None,
            person=row.get("person", ""),
            allowed=bool(row.get("allowed")),
            slot=Slot(*_numbers(row[DUE].partition("#")[0])) if DUE in row else None,
            week=date.fromisoformat(row["week"]) if "week" in row else None,
            claimed_by=row.get("claimed_by", ""),
            claimed_until=moment_of(row.get("claimed_until")),
            sent_at=moment_of(row.get("sent")),
            reminder_text=row.get("reminder_text", ""),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableRowError(f"a nudge cannot be read: {error!r}") from error


def job_mark_row(mark: JobMark) -> Row:
    """How far a job is done, as a row."""
    done_until = text_of(mark.done_until)
    return {} if done_until is None else {"done_until": done_until}


def read_job_mark(row: Mapping[str, Any]) -> JobMark:
    """How far a job is done by a row."""
    return JobMark(moment_of(row.get("done_until")))


def _numbers(text: str) -> tuple[int, int]:
    weekday, hour = text.split("T")
    return int(weekday), int(hour)
