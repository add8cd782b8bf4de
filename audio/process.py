"""A worker process, seen from outside: it is started when needed, and again when it dies."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from skill.sound.sheet import SheetJson

_log = logging.getLogger(__name__)
_PATIENCE_S = 120
"""A track takes seconds; a worker that takes this long is stuck and is ended."""
_TRIES = 2
"""A worker that died takes its request with it; another one tries once more."""


class RenderError(RuntimeError):
    """A worker could not do what it was asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a worker needs to know."""

    voice: str
    """Name of the voice, as `choose_voice` takes it."""
    locale: str
    """Language and region, such as `en-US`."""
    phrases: Path
    """Folder of the phrase cache."""

    @property
    def command(self) -> list[str]:
        """What starts a worker."""
        options = ["--voice", self.voice, "--locale", self.locale, "--phrases", str(self.phrases)]
        return [sys.executable, "-W", "ignore", "-m", "audio.worker", *options]


class Worker:
    """One worker process, started when it is first needed."""

    def __init__(self, studio: Studio) -> None:
        """Know how to start the process."""
        self._command = studio.command
        self._process: subprocess.Popen[str] | None = None
        self._turn = Lock()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process's id; None while none was started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process now, so that its voice is loaded when the first request comes.

        Raises:
            RenderError: it was closed.
        """
        with self._turn:
            self._running()

    def render(self, sheet: SheetJson, path: Path) -> None:
        """Render a sheet to a file.

        Raises:
            RenderError: it could not be rendered.
        """
        self._ask({"render": sheet, "to": str(path)})

    def measure(self, texts: Sequence[str]) -> Mapping[str, int]:
        """Milliseconds that each text lasts.

        Raises:
            RenderError: one could not be spoken.
        """
        lengths: Mapping[str, int] = self._ask({"measure": list(texts)})
        return lengths

    def close(self) -> None:
        """End the process; what it is at is not waited for."""
        self._closed = True
        self._end()
        # Whoever is in the middle of starting one or of reading from it is let finish first.
        with self._turn:
            self._end()
            self._let_go()

    def _end(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()

    def _ask(self, request: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        with self._turn:
            for _ in range(_TRIES):
                line = self._exchange(json.dumps(request))
                if line:
                    break
                _log.warning("a render worker ended unexpectedly")
            else:
                raise RenderError("render workers keep dying: see the error output above")
        answer = json.loads(line)
        if "error" in answer:
            raise RenderError(answer["error"])
        return answer["done"]

    def _exchange(self, line: str) -> str:
        """Send a line and read the answer; nothing if the process died over it."""
        process = self._running()
        watchdog = Timer(_PATIENCE_S, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            return _sent_and_read(process, line)
        finally:
            watchdog.cancel()

    def _running(self) -> "subprocess.Popen[str]":
        if self._closed:
            raise RenderError("the worker was closed: nothing is rendered any more")
        if self._process is None or self._process.poll() is not None:
            self._let_go()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # Control-C in the terminal is for the one who listens there, not for the worker.
                start_new_session=True,
            )
        return self._process

    def _let_go(self) -> None:
        """Close the pipes of a process that has ended."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # what was not sent before it died
                if pipe:
                    pipe.close()


def _sent_and_read(process: "subprocess.Popen[str]", line: str) -> str:
    if process.stdin is None or process.stdout is None:
        raise RenderError("a worker was started without pipes")
    answer = ""
    with suppress(BrokenPipeError):  # it died before it was asked
        process.stdin.write(line + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    if not answer:
        process.kill()
        process.wait()
    return answer
