"""The embedded store: one SQLite file, for one machine.

One table with the keys of the DynamoDB table, each row as JSON. Every change reads, joins and
writes under SQLite's one write lock, so no change is ever lost to another. The file is in WAL
mode, where readers never wait for a writer, with `synchronous=FULL`: an answer is given when
the change is on the disk, and survives a crash of the machine as well as of the process.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from skill.routine.exercise import Catalog
from skill.routine.run import Run
from skill.store.port import Profile
from skill.store.rows import (
    PROFILE_KEY,
    UnreadableRowError,
    changed_facts,
    read_profile,
    read_run,
    readable_runs,
    run_key,
    run_keys,
    run_keys_between,
    run_row,
)
from skill.store.sqlite_file import File


class SQLiteStore:
    """Keeps profiles and runs in a file. See `port.Store` for what it promises."""

    def __init__(self, path: Path, catalog: Catalog) -> None:
        """Name the file; it and its folder are made at the first call.

        Args:
            path: the file.
            catalog: the exercises that runs are made of.
        """
        self._file = File(path)
        self._catalog = catalog

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def close(self) -> None:
        """Close what is open; the next call opens it anew."""
        self._file.close()

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        with self._file.reading() as connection:
            return read_profile(_row(connection, user, PROFILE_KEY) or {})

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now, and write only what it changed."""
        with self._file.writing() as connection:
            row = _row(connection, user, PROFILE_KEY) or {}
            before = read_profile(row)
            after = change(before)
            facts = changed_facts(before, after)
            if facts:
                kept = {k: v for k, v in (row | facts).items() if v is not None}
                _put(connection, user, PROFILE_KEY, kept)
            return after

    def merge_run(self, user: str, run: Run) -> Run:
        """Join this account of a run with the one that is kept."""
        with self._file.writing() as connection:
            row = _row(connection, user, run_key(run.id))
            kept = read_run(run.id, row, self._catalog) if row else None
            merged = kept.merged(run) if kept else run
            if merged != kept:
                _put(connection, user, run_key(run.id), run_row(merged))
            return merged

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id."""
        with self._file.reading() as connection:
            row = _row(connection, user, run_key(run_id))
        return read_run(run_id, row, self._catalog) if row else None

    def latest_runs(self, user: str, limit: int) -> Sequence[Run]:
        """The newest runs, the newest first."""
        return self._runs(
            "SELECT key, row FROM facts WHERE user = ? AND key BETWEEN ? AND ?"
            " ORDER BY key DESC LIMIT ?",
            (user, *run_keys(), limit),
        )

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        runs = self._runs(
            "SELECT key, row FROM facts WHERE user = ? AND key BETWEEN ? AND ? ORDER BY key",
            (user, *run_keys_between(since, until)),
        )
        return tuple(run for run in runs if since <= run.started_at < until)

    def forget(self, user: str) -> None:
        """Remove every row of a person."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM facts WHERE user = ?", (user,))

    def _runs(self, query: str, values: Sequence[str | int]) -> tuple[Run, ...]:
        with self._file.reading() as connection:
            found = connection.execute(query, values).fetchall()
        return tuple(readable_runs(((key, _read(row)) for key, row in found), self._catalog))


def _row(connection: sqlite3.Connection, user: str, key: str) -> dict[str, Any] | None:
    query = "SELECT row FROM facts WHERE user = ? AND key = ?"
    found = connection.execute(query, (user, key)).fetchone()
    return _read(found[0]) if found else None


def _read(text: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise UnreadableRowError(f"a row is no JSON: {error}") from error
    return row


def _put(connection: sqlite3.Connection, user: str, key: str, row: dict[str, Any]) -> None:
    # Sets become sorted lists, which JSON knows.
    text = json.dumps(row, default=sorted, separators=(",", ":"))
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (user, key, text))
