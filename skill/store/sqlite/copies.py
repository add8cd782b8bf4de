"""Copies of a SQLite file, one a day: made, cleared of who is forgotten, and taken up again.

They stand in a folder beside the file, under names of their own. A deletion removes the person
from each of them, and leaves its tombstone there. A copy that somebody has put back by hand, or
that was being made at that moment, is cleared by the tombstones of all others when it is taken up.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from skill.store.clock_rows import TOMBSTONE, forgotten_key
from skill.store.owner import account_of, keys_of, owner
from skill.store.port import StoreUnavailableError
from skill.store.sqlite.file import keep_private

KEPT = 7
"""Copies, one of a day."""
FOLDER = "copies"
"""The folder's name."""
_PAGES, _PAUSE_S = 256, 0.005
"""Pages that are copied at a time, and the pause in between, in which others may write."""
_BUSY_S = 2.0
_log = logging.getLogger(__name__)
Tombstones = Mapping[str, str]
"""Rows of who was forgotten, as JSON, by their keys; a later one sorts after an earlier one."""


class Copies:
    """The copies of one file."""

    def __init__(self, path: Path) -> None:
        """Name the file that they are of; nothing is read yet."""
        self.path = path

    def all(self) -> list[Path]:
        """Those that are there, the newest first."""
        pattern = f"{self.path.stem}-????-??-??.sqlite3"
        return sorted((self.path.parent / FOLDER).glob(pattern), reverse=True)

    def of(self, day: date) -> Path:
        """Where the copy of a day is, or would be."""
        return self.path.parent / FOLDER / f"{self.path.stem}-{day}.sqlite3"

    def make(self, day: date) -> bool:
        """Make the copy of a day, unless there is one; whether it was made.

        Raises:
            StoreUnavailableError: it cannot be made; it says why.
        """
        target = self.of(day)
        is_new = not self.path.exists() or not self.path.stat().st_size
        if target.exists() or is_new:
            return False
        unfinished = target.with_suffix(".part")
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            _copy(self.path, unfinished)
            unfinished.replace(target)
            # Who was forgotten meanwhile was not in any copy that could be found.
            clear(target, tombstones_in(self.path))
            for old in self.all()[KEPT:]:
                old.unlink(missing_ok=True)
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailableError(f"{target}: no copy can be made ({error})") from error
        return True

    def forget(self, user: str, tombstone: str | None) -> None:
        """Remove an owner from each copy; one that cannot be changed is deleted as a whole."""
        kept_aside = self.path.parent.glob(f"{self.path.name}.damaged-*")
        for each in [*self.all(), *kept_aside]:
            if each.name.endswith(("-wal", "-shm")):
                continue
            try:
                with _changing(each) as connection:
                    _forget(connection, user, tombstone)
            except (sqlite3.Error, OSError) as error:
                _log.warning("%s could not be changed, and is deleted: %s", each, error)
                for name in (each.name, f"{each.name}-wal", f"{each.name}-shm"):
                    with suppress(OSError):
                        each.with_name(name).unlink(missing_ok=True)

    def tombstones(self) -> Tombstones:
        """Who was forgotten, by the file and by all copies, as far as they can be read."""
        return together(map(tombstones_in, [self.path, *self.all()]))


def is_sound(path: Path) -> bool:
    """Whether a file is a database, and in order.

    Raises:
        sqlite3.OperationalError: it cannot be looked at now.
    """
    try:
        with closing(_opened(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def take_up(copy: Path, path: Path, tombstones: Tombstones) -> None:
    """Put a copy in a file's place, without those who were forgotten since it was made.

    Whoever has the file open goes on with what is then in it.

    Raises:
        sqlite3.Error: the copy cannot be read, or the file is in use.
    """
    keep_private(path)
    with closing(sqlite3.connect(":memory:")) as cleared:
        with closing(_opened(copy)) as source:
            source.backup(cleared)
        _clear(cleared, tombstones)
        cleared.commit()
        with closing(_opened(path)) as target:
            cleared.backup(target)


def clear(path: Path, tombstones: Tombstones) -> None:
    """Remove from a copy all who were forgotten since it was made.

    Raises:
        sqlite3.Error: it cannot be changed.
    """
    with _changing(path) as connection:
        _clear(connection, tombstones)


def tombstones_in(path: Path) -> Tombstones:
    """Who was forgotten, by a file; none where it cannot be read."""
    if not path.exists():
        return {}
    try:
        with closing(_opened(path)) as connection:
            return _tombstones(connection)
    except sqlite3.Error:
        return {}


def together(each: Iterable[Tombstones]) -> Tombstones:
    """Tombstones of several files; of two for one owner the later one."""
    found: dict[str, str] = {}
    for tombstones in each:
        for key, row in tombstones.items():
            found[key] = max(row, found.get(key, ""))
    return found


def _tombstones(connection: sqlite3.Connection) -> dict[str, str]:
    low, high = TOMBSTONE, TOMBSTONE[:-1] + chr(ord(TOMBSTONE[-1]) + 1)
    query = "SELECT key, row FROM facts WHERE user = '' AND key >= ? AND key < ?"
    return dict(connection.execute(query, (low, high)))


def _clear(connection: sqlite3.Connection, tombstones: Tombstones) -> None:
    known = _tombstones(connection)
    new = {key: row for key, row in tombstones.items() if row > known.get(key, "")}
    for user in _owners(connection):
        tombstone = new.get(forgotten_key(user))
        if tombstone is not None:
            _forget(connection, user, tombstone)
    connection.executemany(_PUT, [("", *each) for each in new.items()])


def _owners(connection: sqlite3.Connection) -> list[str]:
    """All accounts of a file, and the persons in them."""
    found = set()
    for user, key in connection.execute("SELECT user, key FROM facts WHERE user <> ''"):
        kind, _, rest = key.partition("#")
        found |= {user} | ({owner(user, rest.partition("#")[0])} if kind == "PERSON" else set())
    return sorted(found)


_PUT = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"


def _forget(connection: sqlite3.Connection, user: str, tombstone: str | None) -> None:
    low, high = keys_of(user) or ("", "~~")
    connection.execute(
        "DELETE FROM facts WHERE user = ? AND key BETWEEN ? AND ?", (account_of(user), low, high)
    )
    if tombstone is not None:
        connection.execute(_PUT, ("", forgotten_key(user), tombstone))


def _copy(path: Path, to: Path) -> None:
    keep_private(to)
    with closing(_opened(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target, pages=_PAGES, sleep=_PAUSE_S)
        # One file, which is whole without another beside it.
        target.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _changing(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy that is open for a change; what is deleted is overwritten in it."""
    with closing(_opened(path)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            yield connection


def _opened(path: Path) -> sqlite3.Connection:
    """A file that is there; it is never made."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_BUSY_S)
