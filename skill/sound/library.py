"""The library of tracks: a sheet for each that was ordered, an MP3 for each that was rendered."""

import json
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from skill.sound.files import write_whole
from skill.sound.sheet import SheetJson, is_key
from skill.sound.track import Track

_log = logging.getLogger(__name__)
MOST_IN_MEMORY = 500
"""Sheets that a full disk does not take: those of some twenty routines, of up to 29 KB each."""


def _tell_nobody(_key: str) -> None:
    """Without a render queue nothing is rendered; the sheets are kept all the same."""


class FolderLibrary:
    """Tracks in one folder: `<key>.json` when ordered, `<key>.mp3` when rendered."""

    def __init__(self, folder: Path, on_order: Callable[[str], None] = _tell_nobody) -> None:
        """Keep tracks in a folder, which need not exist yet, and tell of each order.

        Args:
            folder: the folder.
            on_order: is told the key of each track that is not rendered yet.
        """
        self._folder = folder
        self._folder_name = f"{folder}{os.sep}"
        self._on_order = on_order
        self._in_memory: OrderedDict[str, SheetJson] = OrderedDict()
        self._sizes: dict[str, int] = {}  # of sheets that were read and found whole

    def order(self, track: Track) -> None:
        """Keep a track's sheet and have it rendered, unless it is there already.

        Never fails: with a full disk the sheet stays in memory, so that playing goes on.
        """
        key = track.key
        try:
            self._keep(key, track)
        except OSError as error:
            _log.warning("sheet %s stays in memory: %s; make room on the disk", key, error)
            self._in_memory[key] = track.sheet()
            if len(self._in_memory) > MOST_IN_MEMORY:
                self._in_memory.popitem(last=False)
        if not os.path.isfile(self._folder_name + key + ".mp3"):  # noqa: PTH113 - as in `_keep`
            self._on_order(key)

    def sheet(self, key: str) -> SheetJson | None:
        """The sheet of a track; None if it was never ordered, or the key is none."""
        if not is_key(key):
            return None
        try:
            kept = self._read(self._sheet_path(key))
        except FileNotFoundError:
            kept = None
        return self._in_memory.get(key) if kept is None else kept

    def path(self, key: str) -> Path | None:
        """The MP3 of a track; None if it is not rendered, or the key is none."""
        if not is_key(key):
            return None
        path = self.place(key)
        return path if path.is_file() else None

    def place(self, key: str) -> Path:
        """Where the MP3 of a track belongs, rendered or not."""
        return self._folder / f"{key}.mp3"

    def rendered(self) -> Iterator[str]:
        """The keys of all tracks that have been rendered and have their sheet, in order."""
        for path in sorted(self._folder.glob("*.mp3")):
            if is_key(path.stem) and self._sheet_path(path.stem).is_file():
                yield path.stem

    def prune(self, *, kept_since: datetime, most_bytes: int) -> int:
        """Delete tracks that nobody ordered lately, and the oldest while all take too much room.

        Args:
            kept_since: tracks last ordered before this moment go.
            most_bytes: what all MP3s together may take.

        Returns:
            How many tracks were deleted.
        """
        newest_first = sorted(self._tracks(), reverse=True)
        room = most_bytes
        gone = 0
        for ordered_at, path in newest_first:
            room -= path.stat().st_size
            if room < 0 or ordered_at < kept_since.timestamp():
                path.unlink(missing_ok=True)
                self._sheet_path(path.stem).unlink(missing_ok=True)
                gone += 1
        return gone

    def _tracks(self) -> Iterator[tuple[float, Path]]:
        """Each MP3 with the moment it was last ordered: its sheet is touched then."""
        for path in self._folder.glob("*.mp3"):
            sheet = self._sheet_path(path.stem)
            yield (sheet if sheet.is_file() else path).stat().st_mtime, path

    def _keep(self, key: str, track: Track) -> None:
        # A turn orders some ten tracks: making `Path`s of them would take longer than all else.
        name = self._folder_name + key + ".json"
        with suppress(FileNotFoundError):
            size = os.stat(name).st_size  # noqa: PTH116 - see above
            if self._sizes.get(key) == size or self._read(Path(name)) is not None:
                os.utime(name)
                self._sizes[key] = size
                return
        write_whole(Path(name), json.dumps(track.sheet(), indent=1).encode())

    def _read(self, path: Path) -> SheetJson | None:
        """The sheet in a file; None, and a line in the log, if it holds none.

        Raises:
            FileNotFoundError: there is no such file.
        """
        try:
            kept: SheetJson = json.loads(path.read_bytes())
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:
            _log.warning("%s cannot be read: %s; it is written anew when ordered", path.name, error)
            return None
        return kept

    def _sheet_path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
