"""The workshop: renders what the library was asked for, in the background and in order."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

from audio.orders import Orders
from audio.process import RenderError, Studio, Worker
from skill.sound.library import FolderLibrary

_log = logging.getLogger(__name__)
WORKERS = 1
"""One renders far faster than a person listens, and leaves a core to the skill's own turns."""


class Workshop:
    """Workers that take orders until it is closed; without a studio it stays silent."""

    def __init__(
        self,
        library: FolderLibrary,
        orders: Orders,
        studio: Studio | None,
        workers: int = WORKERS,
    ) -> None:
        """Take orders for a library's tracks.

        Args:
            library: where sheets come from and tracks go.
            orders: the queue, which the library tells of each order.
            studio: what speaks; None where no voice is installed.
            workers: how many processes.
        """
        self._library = library
        self.orders = orders
        self._workers = [Worker(studio) for _ in range(workers)] if studio else []
        self._threads = [
            Thread(target=self._serve, args=(worker,), name="workshop", daemon=True)
            for worker in self._workers
        ]

    def start(self) -> None:
        """Load the voice and begin to take orders; returns at once."""
        for thread in self._threads:
            thread.start()

    def wait_for(self, key: str, timeout_s: float) -> Path | None:
        """The MP3 of a track, waited for if need be; what is waited for is rendered next.

        Returns:
            None at once without a voice or a sheet; None later if it failed or time was up.
        """
        path = self._library.path(key)
        if path is not None or not self._workers or self._library.sheet(key) is None:
            return path
        self.orders.hurry(key)
        self.orders.wait(key, timeout_s)
        return self._library.path(key)

    def close(self) -> None:
        """Stop; what is being rendered is not finished."""
        self.orders.close()
        for worker in self._workers:
            worker.close()

    def _serve(self, worker: Worker) -> None:
        self._trying("the voice", worker.start)
        while (key := self.orders.take()) is not None:
            self._trying(f"track {key}", partial(self._render, key, worker))
            self.orders.finish(key)

    def _trying(self, what: str, work: Callable[[], None]) -> None:
        """Do some work; a failure is told, and must not keep the next one from being tried."""
        try:
            work()
        except (RenderError, OSError) as error:
            _log.warning("%s is not rendered: %s", what, error)

    def _render(self, key: str, worker: Worker) -> None:
        sheet = self._library.sheet(key)
        if sheet is not None and self._library.path(key) is None:
            worker.render(sheet, self._library.place(key))


def open_workshop(tracks: Path, studio: Studio) -> tuple[FolderLibrary, Workshop]:
    """A library in a folder and the workshop that serves it, not started yet."""
    orders = Orders()
    library = FolderLibrary(tracks, orders.add)
    return library, Workshop(library, orders, studio)
