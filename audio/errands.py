"""Orders from processes that render nothing, to the one beside them that does."""

import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from audio.orders import Orders
from skill.sound.library import FolderLibrary
from skill.sound.sheet import KEY_CHARACTERS

LOOKS_EVERY_S = 0.05
"""A track takes seconds to render."""
_LATER, _NOW = b"+", b"!"


class Errands:
    """A pipe between processes, made before they part.

    Each message has the same size and is written in one piece, so nobody needs a lock, and who is
    killed in the middle leaves nothing half done.
    """

    def __init__(self) -> None:
        """Open the pipe; it stays open as long as the processes live."""
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)

    def order(self, key: str) -> None:
        """Have a track rendered after all that was ordered before. Never waits."""
        self._send(_LATER, key)

    def hurry(self, key: str) -> None:
        """Have a track rendered next. Never waits."""
        self._send(_NOW, key)

    def bring_to(self, orders: Orders) -> None:
        """From now on, bring all orders there; for one of the processes."""
        Thread(target=self._bring, args=(orders,), name="errands", daemon=True).start()

    def _send(self, when: bytes, key: str) -> None:
        # With the pipe full a thousand orders wait already. Whoever fetches this one hurries it.
        with suppress(BlockingIOError):
            os.write(self._writing, when + key.encode())

    def _bring(self, orders: Orders) -> None:
        while message := os.read(self._reading, 1 + KEY_CHARACTERS):
            take = orders.hurry if message[:1] == _NOW else orders.add
            take(message[1:].decode())


class Elsewhere:
    """The workshop of another process, seen from this one."""

    def __init__(self, library: FolderLibrary, errands: Errands) -> None:
        """Order there what is missing here."""
        self._library = library
        self._errands = errands

    def wait_for(self, key: str, timeout_s: float) -> Path | None:
        """The MP3 of a track as soon as it is there; None if it is not in time."""
        until = time.monotonic() + timeout_s
        self._errands.hurry(key)
        while (path := self._library.path(key)) is None and time.monotonic() < until:
            time.sleep(LOOKS_EVERY_S)
        return path
