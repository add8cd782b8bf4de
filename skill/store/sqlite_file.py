"""A file of SQLite's: how it is opened and made, and what it means when it does not serve."""

import sqlite3
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    sqlite3.SQLITE_CORRUPT: "it is damaged; move it away to begin with an empty one",
    sqlite3.SQLITE_NOTADB: "it is not a database; move it away or name another path",
}
_NO_ADVICE = "it does not answer as it should"
_PRIMARY_CODE = 0xFF
"""The part of SQLite's error codes that says what is wrong; the rest says where."""


class File:
    """A file that threads and processes share.

    Whoever works on it has a connection alone, taken from those that idle. So as many are open
    as were ever needed at once, however many threads come and go.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; it and its folder are made at the first use."""
        self.path = path
        self._readers: deque[sqlite3.Connection] = deque()
        self._writers: deque[sqlite3.Connection] = deque()
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
    def _taken(self, idle: deque[sqlite3.Connection], busy_ms: int) -> Iterator[sqlite3.Connection]:
        """A connection of those that idle, or a new one."""
        try:
            try:
                connection = idle.pop()
            except IndexError:
                connection = self._opened(busy_ms)
            try:
                yield connection
            except BaseException:
                # Whatever was begun is undone, and nothing half done goes back to the others.
                connection.close()
                raise
            idle.append(connection)
        except (sqlite3.Error, OSError) as error:
            raise self._unavailable(error) from error

    def _opened(self, busy_ms: int) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection)
            connection.execute(f"PRAGMA busy_timeout = {busy_ms}")
        except BaseException:
            connection.close()
            raise
        return connection

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


def _close(*idle: deque[sqlite3.Connection]) -> None:
    for connections in idle:
        while connections:
            connections.pop().close()
