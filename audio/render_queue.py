"""Renders what the library was asked for, in the background and in order."""

import logging
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from queue import PriorityQueue
from threading import Event, Lock, Thread
from typing import Protocol

from audio.render_tasks import RenderError
from skill.sound.library import FolderLibrary
from skill.sound.sheet import SheetJson

_log = logging.getLogger(__name__)
_NOW, _LATER = range(2)
"""Tracks that a device waits for come before all others."""


class Process(Protocol):
    """What renders one track at a time; see `audio.render_process`."""

    def pid(self) -> int:
        """Load the voice; its process id."""
        ...

    def render(self, sheet: SheetJson, path: Path) -> None:
        """Render a sheet to a file."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class RenderQueue:
    """Tracks that were ordered and are not rendered yet; one process renders them, until closed.

    One renders far faster than a person listens, and leaves a core to the skill's own turns.
    """

    def __init__(self, tracks: Path, process: Process) -> None:
        """Render for a library of its own in a folder; `start` begins."""
        self.library = FolderLibrary(tracks, self._order)
        self._process = process
        self._lock = Lock()
        self._turns = count()
        self._entries: PriorityQueue[tuple[int, int, str]] = PriorityQueue()
        self._ends: dict[str, Event] = {}  # by the key of a track in the queue or in work
        self._closed = False

    def start(self) -> None:
        """Load the voice and begin to render; returns at once."""
        Thread(target=self._serve, name="render queue", daemon=True).start()

    def wait_for(self, key: str, timeout_s: float) -> Path | None:
        """The MP3 of a track, waited for if need be; what is waited for is rendered next.

        Returns:
            None at once without a sheet; None later if it failed or time was up.
        """
        path = self.library.path(key)
        if path is not None or self.library.sheet(key) is None:
            return path
        self._put(key, _NOW).wait(timeout_s)
        return self.library.path(key)

    def close(self) -> None:
        """Stop after the track that is being rendered; nothing is waited for any more."""
        with self._lock:
            self._closed = True
            for end in self._ends.values():
                end.set()
        self._entries.put((_NOW, next(self._turns), ""))
        self._process.close()

    def _order(self, key: str) -> None:
        self._put(key, _LATER)

    def _put(self, key: str, urgency: int) -> Event:
        """Put a key into the queue, a second time only if it is urgent; the end of its turn."""
        with self._lock:
            if key not in self._ends or urgency == _NOW:
                self._entries.put((urgency, next(self._turns), key))
            end = self._ends.setdefault(key, Event())
            if self._closed:
                end.set()
            return end

    def _serve(self) -> None:
        self._trying("the voice", self._process.pid)
        while not self._closed:
            key = self._entries.get()[-1]
            if key in self._ends:  # else it was urgent, and rendered before this turn
                self._trying(f"track {key}", partial(self._render, key))
                with self._lock:
                    self._ends.pop(key).set()

    def _trying(self, what: str, work: Callable[[], object]) -> None:
        """Do some work; a failure is logged, and must not keep the next one from being tried."""
        try:
            work()
        except (RenderError, OSError) as error:
            _log.warning("%s is not rendered: %s", what, error)

    def _render(self, key: str) -> None:
        sheet = self.library.sheet(key)
        if sheet is not None and self.library.path(key) is None:
            self._process.render(sheet, self.library.place(key))
