"""What Alexa keeps for one person: a row for each reminder, timer, consent and notification."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import RLock

from skill.speaker.device.profile import Json
from skill.store.sqlite.file import keep_private

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    user TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    due_ms INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (user, kind, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_due ON kept (user, due_ms) WHERE due_ms IS NOT NULL;
"""
_BUSY_S = 2.0
"""How long a change waits for another speaker on the same file."""


class Kind(StrEnum):
    """What a row is."""

    REMINDER = "reminder"
    TIMER = "timer"
    CONSENT = "consent"
    NOTIFICATION = "notification"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is kept."""

    kind: Kind
    """What it is."""
    id: str
    """Its name among its kind."""
    body: Json
    """All there is to know of it."""
    due_ms: int | None = None
    """When it comes up by itself, in ms since 1970; None for never."""


Watch = Callable[[Kind, str, int | None], None]
"""Told of each row whose time may have changed, with its new time."""


class Ledger:
    """The rows of one person, in a SQLite file, or in memory for as long as the process lives.

    Every change is on the disk when the call returns, so nothing is lost however the process ends.
    """

    def __init__(self, path: Path | None, user: str) -> None:
        """Makes the file and its folder where there is none yet.

        Raises:
            OSError: the folder cannot be made.
            sqlite3.Error: the file cannot be opened.
        """
        if path is not None:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep_private(path)
        self._user = user
        self._lock = RLock()
        self._watch: Watch | None = None
        self._db = sqlite3.connect(
            path or ":memory:", timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)

    def watch(self, watch: Watch) -> None:
        """From now on somebody is told of each change."""
        self._watch = watch

    def put(self, row: Row) -> None:
        """Keeps a row, in place of any of that name."""
        with self._lock:
            self._run(
                "INSERT OR REPLACE INTO kept (user, kind, id, due_ms, body) VALUES (?, ?, ?, ?, ?)",
                (self._user, row.kind, row.id, row.due_ms, json.dumps(row.body)),
            )
        self._tell(row.kind, row.id, row.due_ms)

    def row(self, kind: Kind, id_: str) -> Row | None:
        """The row of that name; None if there is none."""
        found = self._rows("kind = ? AND id = ?", (kind, id_))
        return found[0] if found else None

    def rows(self, kind: Kind) -> list[Row]:
        """All of a kind, in the order of their names."""
        return self._rows("kind = ? ORDER BY id", (kind,))

    def waiting(self) -> list[Row]:
        """All that will come up by themselves, the first first."""
        return self._rows("due_ms IS NOT NULL ORDER BY due_ms, id", ())

    def claim(self, row: Row, then: Row) -> bool:
        """Puts a row in place of one that is due, if it still stands as it was read.

        Of any number of speakers on one file, one gets it: that one rings.
        """
        with self._lock:
            changed = self._run(
                "UPDATE kept SET due_ms = ?, body = ? "
                "WHERE user = ? AND kind = ? AND id = ? AND due_ms = ? AND body = ?",
                (
                    *(then.due_ms, json.dumps(then.body)),
                    *(self._user, row.kind, row.id, row.due_ms, json.dumps(row.body)),
                ),
            )
        if changed:
            self._tell(then.kind, then.id, then.due_ms)
        return changed > 0

    def drop(self, kind: Kind, id_: str) -> bool:
        """Removes a row; says whether there was one."""
        with self._lock:
            changed = self._run(
                "DELETE FROM kept WHERE user = ? AND kind = ? AND id = ?", (self._user, kind, id_)
            )
        self._tell(kind, id_, None)
        return changed > 0

    def close(self) -> None:
        """Ends; a ledger in memory is gone."""
        with self._lock:
            self._db.close()

    def _rows(self, where: str, values: tuple[object, ...]) -> list[Row]:
        sql = f"SELECT kind, id, body, due_ms FROM kept WHERE user = ? AND {where}"  # noqa: S608 - our own words
        with self._lock, closing(self._db.execute(sql, (self._user, *values))) as cursor:
            found = cursor.fetchall()
        return [Row(Kind(kind), id_, json.loads(body), due) for kind, id_, body, due in found]

    def _run(self, sql: str, values: tuple[object, ...]) -> int:
        with closing(self._db.execute(sql, values)) as cursor:
            return cursor.rowcount

    def _tell(self, kind: Kind, id_: str, due_ms: int | None) -> None:
        if self._watch is not None:
            self._watch(kind, id_, due_ms)
