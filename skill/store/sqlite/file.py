"""A file of SQLite's: how it is opened and made, and what it means when it does not serve."""

import logging
import os
import sqlite3
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import finalize

from skill.store.port import StoreUnavailableError

BUSY_MS = 2_000
"""How long a change waits for another process: a turn's whole budget."""
PAUSE_S = 0.000_2
"""How long it sleeps in between; as long as a disk takes to write one row."""
VERSION = 2
"""The `user_version` of the file's schema: 1 had no index of who is due."""
DUE_IN = "json_extract(row, '$.due')"
"""The fact that the index is over; a query must spell it alike to use it."""

_SCHEMA = """
CREATE TABLE facts (
    user TEXT NOT NULL,
    key TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (user, key)
) WITHOUT ROWID
"""
_INDEX = f"CREATE INDEX by_due ON facts ({DUE_IN}) WHERE {DUE_IN} IS NOT NULL"
_ADVICE = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; try again",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; try again",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again",
    sqlite3.SQLITE_IOERR: "the disk does not take or give it; check its space and its health",
    sqlite3.SQLITE_READONLY: "it may not be written; give write permission to it and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder may be written",
    sqlite3.SQLITE_CORRUPT: "it is damaged; start again, and a copy of it takes its place",
    sqlite3.SQLITE_NOTADB: "it is not a database; move it away or name another path",
}
_NO_ADVICE = "it does not answer as it should"
_PRIMARY_CODE = 0xFF
"""The part of SQLite's error codes that says what is wrong; the rest says where."""


OWNERS_ONLY = 0o600
"""Permissions of a database: nobody but its owner may read or write it."""
_log = logging.getLogger(__name__)
Identity = tuple[int, int] | None
"""Device and inode of a file; None where there is none."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A connection."""

    connection: sqlite3.Connection
    """SQLite's own."""
    file: Identity
    """The file that it is open on, which may have been deleted since."""
    log: Identity
    """That file's write-ahead log."""


_LEFT_OPEN: list[_Open] = []
"""Connections to deleted files that must not be closed, and never are: see `_leave`."""


class File:
    """A file that threads and processes share.

    Whoever works on it has a connection alone, taken from those that idle. So as many are open
    as were ever needed at once, however many threads come and go. A file that was deleted or
    replaced meanwhile is noticed before and after each use: SQLite itself would go on with the
    deleted one until the process ends, and lose all of it then.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; it and its folder are made at the first use."""
        self.path = path
        self._readers: deque[_Open] = deque()
        self._writers: deque[_Open] = deque()
        self._writer = Lock()
        finalize(self, _close, self._readers, self._writers)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for as long as the block lasts.

        Raises:
            StoreUnavailableError: the file does not serve; it says why, and what to do.
        """
        with self._taken(self._readers, BUSY_MS) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection with the one write lock: all that the block does is kept, or nothing.

        Raises:
            StoreUnavailableError: the file does not serve; it says why, and what to do.
        """
        # Threads of one process wait for each other here, where none of them sleeps too long.
        with self._writer, self._taken(self._writers, 0) as connection:
            _in_turn(connection, "BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def write(self, statement: str, values: Sequence[str | None]) -> int:
        """Run one statement, which is kept when this returns; how many rows it changed.

        Raises:
            StoreUnavailableError: the file does not serve; it says why, and what to do.
        """
        with self._writer, self._taken(self._writers, 0) as connection:
            return _in_turn(connection, statement, values).rowcount

    def close(self) -> None:
        """Close the connections that idle; the next use opens one anew."""
        _close(self._readers, self._writers)

    @contextmanager
    def _taken(self, idle: deque[_Open], busy_ms: int) -> Iterator[sqlite3.Connection]:
        """A connection of those that idle, or a new one."""
        try:
            one = self._idling(idle) or self._opened(busy_ms)
            try:
                yield one.connection
            except BaseException:
                # Whatever was begun is undone, and nothing half done goes back to the others.
                self._leave(one)
                raise
            if one.file != _identity(self.path):
                self._leave(one)
                raise StoreUnavailableError(f"{self.path}: it was deleted at this moment")
            idle.append(one)
        except (sqlite3.Error, OSError) as error:
            raise self._unavailable(error) from error

    def _idling(self, idle: deque[_Open]) -> _Open | None:
        """A connection to the file that is there now; None if none idles."""
        now = _identity(self.path)
        while True:
            try:
                one = idle.pop()
            except IndexError:
                return None
            if one.file == now:
                return one
            _log.warning("%s was deleted or replaced: going on with what is there", self.path)
            self._leave(one)

    def _leave(self, one: _Open) -> None:
        """Close a connection, unless that would take the log of another file with it.

        The last connection to a file deletes its log by name. Where the file was deleted, and
        another process has begun a new one, that name is the new one's.
        """
        if _identity(_log_of(self.path)) in (None, one.log):
            one.connection.close()
        else:
            _LEFT_OPEN.append(one)

    def _opened(self, busy_ms: int) -> _Open:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_private(self.path)
        connection = sqlite3.connect(
            self.path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection)
            connection.execute(f"PRAGMA busy_timeout = {busy_ms}")
        except BaseException:
            connection.close()
            raise
        return _Open(connection, _identity(self.path), _identity(_log_of(self.path)))

    def _unavailable(self, error: Exception) -> StoreUnavailableError:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
        return StoreUnavailableError(f"{self.path}: {_ADVICE.get(code, _NO_ADVICE)} ({error})")


def _prepare(connection: sqlite3.Connection) -> None:
    _in_turn(connection, "PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if _version(connection) < VERSION:
        _in_turn(connection, "BEGIN IMMEDIATE")
        # Another process may have been quicker.
        found = _version(connection)
        for statement in (_SCHEMA, _INDEX)[found:]:
            connection.execute(statement)
        if found < VERSION:
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    if _version(connection) > VERSION:
        raise StoreUnavailableError("the file was written by a newer version: update this one")


def _in_turn(
    connection: sqlite3.Connection, statement: str, values: Sequence[str | None] = ()
) -> sqlite3.Cursor:
    """Run a statement that needs the file alone, as soon as nobody else has it.

    SQLite's own waiting does not serve here, and is off: its pauses grow to 100 ms, in which a
    busy writer starves all others, and a switch to WAL mode it does not wait for at all.
    """
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            return connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
        time.sleep(PAUSE_S)


def _version(connection: sqlite3.Connection) -> int:
    return int(_in_turn(connection, "PRAGMA user_version").fetchone()[0])


def keep_private(path: Path) -> None:
    """Make a file where there is none, and let nobody but its owner read or write it.

    Raises:
        OSError: it cannot be made.
    """
    try:
        # One that is there is never opened here: closing it would end this process's locks on it.
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL, OWNERS_ONLY))
    except FileExistsError:
        if path.is_file() and path.stat().st_mode & 0o077:
            # Another user's file is theirs to protect.
            with suppress(PermissionError):
                path.chmod(OWNERS_ONLY)


def _identity(path: Path) -> Identity:
    try:
        found = os.stat(path)  # noqa: PTH116 - at each call of the store, and twice as fast
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _close(*idle: deque[_Open]) -> None:
    for connections in idle:
        while connections:
            connections.pop().connection.close()
