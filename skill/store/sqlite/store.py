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
from skill.routine.nudge import Nudge, Slot
from skill.routine.progress import MOST_AHEAD
from skill.routine.run import Run
from skill.store.clock_rows import (
    NUDGE_KEY,
    due_text,
    forgotten_key,
    job_mark_key,
    job_mark_row,
    nudge_row,
    read_job_mark,
    read_nudge,
)
from skill.store.owner import account_of, key_of, keys_of
from skill.store.port import (
    ABANDONED_AFTER,
    REMEMBERED_FORGOTTEN,
    Changes,
    JobMark,
    Known,
    Profile,
    account_of_run,
    only_run,
)
from skill.store.rows import (
    PROFILE_KEY,
    WORD,
    UnreadableRowError,
    changed_facts,
    moment_of,
    read_profile,
    read_run,
    readable_runs,
    run_key,
    run_keys,
    run_keys_between,
    run_row,
    text_of,
    words_of,
)
from skill.store.sqlite.copies import Copies
from skill.store.sqlite.file import DUE_IN, File

NOBODY = ""
"""In place of a user: rows that are about no person whom we know."""

LAST = "~~"
"""After every key."""

Write = tuple[str, str, str | None, str]
"""User and key of a row, its text as it was read (None if it was not there), and as it shall be."""
_IS_KEPT = {"version": 1}
"""That a profile was read from a row, which SQLite numbers no versions of."""
_PUT = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
_UPDATE = "UPDATE facts SET row = ? WHERE user = ? AND key = ? AND row = ?"


class SQLiteStore:
    """Keeps everything in a file. See `port.Store` for what it promises."""

    def __init__(self, path: Path, catalog: Catalog) -> None:
        """Name the file; it and its folder are made at the first call.

        Args:
            path: the file.
            catalog: the exercises that runs are made of.
        """
        self._file = File(path)
        self.copies = Copies(path)
        """The copies of other days."""
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
            row = _row(connection, user, PROFILE_KEY)
        return read_profile(row | _IS_KEPT if row else {})

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now, and write only what it changed."""
        return self.keep(Changes(user=user, change=change)).profile

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept."""
        return only_run(self.keep(account_of_run(user, run, kept=kept)))

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person."""
        low, _ = run_keys()
        # As one row: each row more would be a chance for another thread to come between.
        query = (
            "SELECT json_group_array(json_array(key, row)) FROM (SELECT key, row FROM facts"
            " WHERE user = ? AND key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?)"
        )
        keys = (key_of(user, low), key_of(user, PROFILE_KEY))
        with self._file.reading() as connection:
            (found,) = connection.execute(query, (account_of(user), *keys, limit + 1)).fetchone()
        rows = [(key, _read(row)) for key, row in json.loads(found)]
        profile = rows.pop(0)[1] | _IS_KEPT if rows and rows[0][0] == keys[1] else {}
        runs = tuple(readable_runs(rows[:limit], self._catalog))
        return Known(read_profile(profile), runs, words=words_of(rows[:limit]))

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed, in one transaction.

        A single row, as nearly always, is written by a single statement, if it is still as it was
        read: so the write lock is held for as long as the disk takes, and not while the threads of
        this process run by turns.
        """
        with self._file.reading() as connection:
            known, writes = self._joined(connection, changes)
        if not writes:
            return known
        if len(writes) == 1:
            user, key, before, after = writes[0]
            values = (after, account_of(user), key_of(user, key), before)
            if before and self._file.write(_UPDATE, values):
                return known
        with self._file.writing() as connection:
            known, writes = self._joined(connection, changes)
            for user, key, _, after in writes:
                connection.execute(_PUT, (account_of(user), key_of(user, key), after))
        return known

    def _joined(
        self, connection: sqlite3.Connection, changes: Changes
    ) -> tuple[Known, Sequence[Write]]:
        """What is known after a change of what is kept now, and what is to be written for it."""
        runs, gone, writes = [], set(), []
        for user, run in changes.runs:
            key = run_key(run.id)
            text = _text(connection, user, key)
            if text is None and (
                run.id in changes.kept or _was_forgotten(connection, user, run.started_at)
            ):
                gone.add(run.id)
                runs.append(run)
                continue
            row = _read(text) if text else {}
            kept = read_run(run.id, row, self._catalog) if text else None
            runs.append(kept.merged(run) if kept else run)
            if runs[-1] != kept:
                word = changes.word or row.get(WORD)
                told = run_row(runs[-1]) | ({WORD: word} if word else {})
                writes.append((user, key, text, _written(told)))
        profile, changed = self._profile_after(connection, changes)
        return Known(profile, tuple(runs), frozenset(gone)), [*writes, *changed]

    def _profile_after(
        self, connection: sqlite3.Connection, changes: Changes
    ) -> tuple[Profile, Sequence[Write]]:
        """The profile after a change of what is kept now, and what is to be written for it."""
        if changes.change is None:
            return Profile(), ()
        text = _text(connection, changes.user, PROFILE_KEY)
        if text is None and _profile_was_forgotten(connection, changes):
            return Profile(), ()
        row = _read(text) if text else {}
        profile = read_profile(row)
        after = changes.change(profile)
        facts = changed_facts(profile, after)
        if not facts:
            return after, ()
        kept_facts = {k: v for k, v in (row | facts).items() if v is not None}
        return after, [(changes.user, PROFILE_KEY, text, _written(kept_facts))]

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:  # noqa: ARG002
        """A run by its id."""
        with self._file.reading() as connection:
            row = _row(connection, user, run_key(run_id))
        return read_run(run_id, row, self._catalog) if row else None

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        low, high = run_keys(before)
        return self._runs(
            "SELECT key, row FROM facts WHERE user = ? AND key BETWEEN ? AND ?"
            " ORDER BY key DESC LIMIT ?",
            (account_of(user), key_of(user, low), key_of(user, high), limit),
        )

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        low, high = run_keys_between(since, until)
        runs = self._runs(
            "SELECT key, row FROM facts WHERE user = ? AND key BETWEEN ? AND ? ORDER BY key",
            (account_of(user), key_of(user, low), key_of(user, high)),
        )
        return tuple(run for run in runs if since <= run.started_at < until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner, from all copies too; of an account, its persons' as well.

        The tombstone is kept before the copies are changed: one that is made meanwhile is cleared
        by it.
        """
        low, high = keys_of(user) or ("", LAST)
        tombstone = _written({"at": text_of(at)}) if at is not None else None
        with self._file.writing() as connection:
            # What is deleted is overwritten, too.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(
                "DELETE FROM facts WHERE user = ? AND key BETWEEN ? AND ?",
                (account_of(user), low, high),
            )
            if tombstone is not None:
                connection.execute(_PUT, (NOBODY, forgotten_key(user), tombstone))
        with self._file.reading() as connection:
            # Or the log would hold it until others have written as much.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.copies.forget(user, tombstone)

    def forgotten_at(self, user: str) -> datetime | None:
        """When a person was forgotten lately."""
        with self._file.reading() as connection:
            row = _row(connection, NOBODY, forgotten_key(user))
        return moment_of(row["at"]) if row else None

    def forget_abandoned(self, before: datetime) -> int:
        """Remove the runs begun before a moment in which nothing was done."""
        now = before + ABANDONED_AFTER
        long_ago, ahead = text_of(now - REMEMBERED_FORGOTTEN), text_of(now + MOST_AHEAD)
        with self._file.writing() as connection:
            gone = connection.execute(
                # A moment in UTC sorts as its text does, and only runs have started.
                "DELETE FROM facts WHERE json_extract(row, '$.started') < ?"
                " AND json_extract(row, '$.done') IS NULL"
                " AND json_extract(row, '$.heard') IS NULL"
                " AND json_extract(row, '$.cut_short') IS NULL",
                (text_of(before),),
            )
            connection.execute(
                # One that a clock dated ahead would keep all that is begun until then away.
                "DELETE FROM facts WHERE user = ? AND key >= 'GONE#' AND key < 'GONE$'"
                " AND NOT json_extract(row, '$.at') BETWEEN ? AND ?",
                (NOBODY, long_ago, ahead),
            )
        return gone.rowcount

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of a person, as it is kept."""
        with self._file.reading() as connection:
            query = "SELECT key, row FROM facts WHERE user = ? ORDER BY key"
            found = connection.execute(query, (user,)).fetchall()
        return {key: dict(sorted(_read(row).items())) for key, row in found}

    def nudge(self, user: str) -> Nudge | None:
        """What a person wants to be told."""
        with self._file.reading() as connection:
            row = _row(connection, user, NUDGE_KEY)
        return read_nudge(row) if row is not None else None

    def change_nudge(self, user: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now."""
        with self._file.writing() as connection:
            before = read_nudge(_row(connection, user, NUDGE_KEY) or {})
            after = change(before)
            if after != before:
                _put(connection, user, NUDGE_KEY, nudge_row(after, user))
            return after

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """Those who are told in an hour of the week, of one shard."""
        with self._file.reading() as connection:
            query = f"SELECT user FROM facts WHERE {DUE_IN} = ?"  # noqa: S608 - a constant
            found = connection.execute(query, (due_text(slot, shard),)).fetchall()
        return [user for (user,) in found]

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job."""
        with self._file.writing() as connection:
            before = read_job_mark(_row(connection, NOBODY, job_mark_key(job)) or {})
            after = change(before)
            if after != before:
                _put(connection, NOBODY, job_mark_key(job), job_mark_row(after))
            return after

    def _runs(self, query: str, values: Sequence[str | int]) -> tuple[Run, ...]:
        with self._file.reading() as connection:
            found = connection.execute(query, values).fetchall()
        return tuple(readable_runs(((key, _read(row)) for key, row in found), self._catalog))


def _was_forgotten(connection: sqlite3.Connection, user: str, since: datetime) -> bool:
    """Whether an owner, or the account that they belong to, was forgotten at a moment or later."""
    rows = (_row(connection, NOBODY, forgotten_key(whose)) for whose in {user, account_of(user)})
    moments = (moment_of(row["at"]) for row in rows if row)
    return any(moment is not None and moment >= since for moment in moments)


def _profile_was_forgotten(connection: sqlite3.Connection, changes: Changes) -> bool:
    """Whether a profile that is not there was deleted since the turn began."""
    if changes.seen is not None and changes.seen.version:
        return True
    return changes.at is not None and _was_forgotten(connection, changes.user, changes.at)


def _row(connection: sqlite3.Connection, user: str, key: str) -> dict[str, Any] | None:
    text = _text(connection, user, key)
    return _read(text) if text else None


def _text(connection: sqlite3.Connection, user: str, key: str) -> str | None:
    query = "SELECT row FROM facts WHERE user = ? AND key = ?"
    found = connection.execute(query, (account_of(user), key_of(user, key))).fetchone()
    return str(found[0]) if found else None


def _read(text: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise UnreadableRowError(f"a row is no JSON: {error}") from error
    return row


def _written(row: dict[str, Any]) -> str:
    # Sets become sorted lists, which JSON knows.
    return json.dumps(row, default=sorted, separators=(",", ":"))


def _put(connection: sqlite3.Connection, user: str, key: str, row: dict[str, Any]) -> None:
    connection.execute(_PUT, (account_of(user), key_of(user, key), _written(row)))
