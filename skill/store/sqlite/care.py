"""What a SQLite file needs beside its readers and writers: a look at the start, a copy a day."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from skill.clock import Clock
from skill.store.port import StoreUnavailableError
from skill.store.sqlite.copies import Copies, is_sound, take_up, together, tombstones_in

LOOKS_EVERY_S = 3_600.0
"""How often it is looked whether there is a copy of the day: a machine may sleep for days."""
_LOGS = ("", "-wal", "-shm")
"""What the names of a database's files end in."""
_OURS = frozenset({".sqlite3", ".sqlite", ".db"})
"""Ends of names by which a file that is no database, from its first byte, was one."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that was damaged, and is in order again."""

    told: str
    """What was wrong and what became of it, for whoever looks after the machine."""
    by_copy: bool
    """Whether a copy took its place; else all begins anew."""


def mend(path: Path, now: datetime) -> Mended | None:
    """See that a file is in order; one that is damaged is kept aside, and a copy takes its place.

    Args:
        path: the file; there may be none.
        now: the present moment.

    Returns:
        What became of it; None where all is well, or cannot be told now.

    Raises:
        StoreUnavailableError: it is damaged and cannot be mended; it says what to do.
    """
    try:
        if not path.is_file() or is_sound(path) or not _is_ours(path):
            return None
    except (sqlite3.Error, OSError) as error:
        _log.info("%s could not be looked at: %s", path, error)
        return None
    copies = Copies(path)
    known = copies.tombstones()
    try:
        aside = _put_aside(path, now)
        copy = _newest_sound(copies)
        if copy is not None:
            take_up(copy, path, together([known, tombstones_in(aside)]))
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailableError(
            f"{path}: it is damaged and could not be mended ({error}); move it away"
        ) from error
    told = f"{path} was damaged, and is kept as {aside.name}."
    if copy is None:
        return Mended(f"{told} There is no copy of another day: all begins anew.", by_copy=False)
    told += f" The copy {copy.name} took its place; what was done since is not in it."
    return Mended(told, by_copy=True)


def restore(path: Path, copy: Path) -> None:
    """Put a copy in a file's place, without whoever was forgotten since it was made.

    Raises:
        StoreUnavailableError: the copy is damaged, or the file is in use.
    """
    try:
        if not is_sound(copy):
            raise StoreUnavailableError(f"{copy}: it is damaged too; take another copy")
        take_up(copy, path, Copies(path).tombstones())
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailableError(f"{path}: the copy could not be taken up ({error})") from error


class DailyCopies:
    """Makes the copy of each day, in a thread of its own, for as long as the process lives."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Make one of `path` on each day that the clock tells, by UTC."""
        self._copies = Copies(path)
        self._clock = clock
        self._over = Event()

    def start(self) -> Callable[[], None]:
        """Begin; what is returned ends it."""
        Thread(target=self._live, name="daily copies", daemon=True).start()
        return self._over.set

    def look(self) -> None:
        """Make the copy of the day if there is none; what goes wrong is told, and tried again."""
        try:
            self._copies.make(self._clock.now().date())
        except StoreUnavailableError as error:
            _log.warning("no copy of the day: %s", error)

    def _live(self) -> None:
        while True:
            self.look()
            if self._over.wait(LOOKS_EVERY_S):
                return


def _is_ours(path: Path) -> bool:
    """Whether a file was a database of ours, and not something else that was named by mistake."""
    with path.open("rb") as file:
        begins_well = file.read(15) == b"SQLite format 3"
    return begins_well or path.suffix in _OURS


def _put_aside(path: Path, now: datetime) -> Path:
    """Rename a file with its logs; nobody but its owner may read it."""
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}")
    for end in _LOGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside


def _newest_sound(copies: Copies) -> Path | None:
    for copy in copies.all():
        with suppress(sqlite3.Error):
            if is_sound(copy):
                return copy
    return None
