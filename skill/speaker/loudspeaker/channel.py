"""One stream of sound: a file at a time, through a program, in a thread of its own."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

from skill.speaker.loudspeaker.programs import Program

_GRACE_S = 3.0
"""How much longer than the sound a program may take, to start and to ring out."""
_LOOK_S = 0.02


class NoSoundError(RuntimeError):
    """A sound could not be made or played; the message says why."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A file to play."""

    file: Path
    """Where it is."""
    length_ms: int
    """How long it lasts."""


Make = Callable[[], Sound]
"""Makes the file when its turn comes; raises `NoSoundError` when it cannot."""


class Channel:
    """Plays sounds in turn: a new one waits for the last to ring out, unless that was stopped.

    A program that fails silences the channel for good and is told of once: the conversation goes
    on without sound.
    """

    def __init__(self, program: Program, complain: Callable[[str], None]) -> None:
        self._program = program
        self._complain = complain
        self._queue: SimpleQueue[tuple[int, Make] | None] = SimpleQueue()
        self._lock = Lock()
        self._turn = 0
        self.is_mute = False
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def play(self, make: Make) -> None:
        """Plays a sound next."""
        self._queue.put((self._turn, make))

    def stop(self) -> None:
        """Silence, at once; what was to come next is forgotten too."""
        with self._lock:
            self._turn += 1

    def close(self) -> None:
        """Silence for good; no program is left behind."""
        self.stop()
        self._queue.put(None)
        self._thread.join(_GRACE_S)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            turn, make = item
            if self.is_mute or turn != self._turn:
                continue
            try:
                self._play(turn, make())
            except (NoSoundError, OSError) as error:
                self.is_mute = True
                self._complain(f"{error} Going on without sound.")

    def _play(self, turn: int, sound: Sound) -> None:
        ends = time.monotonic() + sound.length_ms / 1000 + _GRACE_S
        with self._lock:
            if turn != self._turn:
                return
            process = self._program.start(sound.file)
        try:
            while turn == self._turn and time.monotonic() < ends and process.poll() is None:
                time.sleep(_LOOK_S)
        finally:
            _end(process)
        if process.returncode and turn == self._turn and time.monotonic() < ends:
            raise NoSoundError(f"{self._program.name} failed with {process.returncode}.")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
