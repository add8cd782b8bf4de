"""A recognizer in a process of its own, so that the speaker goes on while it listens."""

import json
import logging
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from threading import Lock, Timer
from typing import Any

from skill.speaker.ears.recognizer import Recognizer, Transcript
from skill.understanding.heard import Moment

_log = logging.getLogger(__name__)
PATIENCE_S = 90.0
"""A minute of sound takes less, and so does loading; a worker that takes longer is stuck."""


class RecognizerBrokenError(RuntimeError):
    """The worker ended over what it was asked."""


class _Worker:
    """A worker process: started at once, and again when it has ended."""

    def __init__(self, locale: str) -> None:
        self._command = [sys.executable, "-W", "ignore", "-m", f"{__package__}.worker"]
        self._command += ["--locale", locale]
        self._turn = Lock()
        self._process, self.about = self._started()

    def ask(self, request: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        """Ask the worker, one at a time.

        Raises:
            RecognizerBrokenError: it ended over it, or took too long; the next has a new one.
        """
        with self._turn:
            if self._process.poll() is not None:
                self._let_go()
                self._process, self.about = self._started()
            return _exchange(self._process, json.dumps(request) + "\n")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with self._turn:
            self._let_go()

    def _started(self) -> tuple["subprocess.Popen[str]", Mapping[str, Any]]:
        process = subprocess.Popen(  # noqa: S603 - our own module
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return process, _exchange(process, "")

    def _let_go(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # what was not sent before it ended
                if pipe:
                    pipe.close()


def _exchange(process: "subprocess.Popen[str]", line: str) -> Any:  # noqa: ANN401 - JSON
    assert process.stdin and process.stdout  # noqa: S101, PT018 - it was started with both
    watchdog = Timer(PATIENCE_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    answer = ""
    try:
        with suppress(BrokenPipeError):
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
    finally:
        watchdog.cancel()
    if not answer:
        process.kill()
        process.wait()
        raise RecognizerBrokenError("the recognizer's process ended; see the error output above")
    return json.loads(answer)


class RecognizerApart:
    """A recognizer that listens in another process."""

    def __init__(self, worker: _Worker) -> None:
        """Ask a worker that has a recognizer."""
        self._worker = worker
        self.name: str = worker.about["name"]

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance; none where the process broke over it."""
        now = moment.now.isoformat() if moment.now else None
        about = {"transcribe": b64encode(pcm).decode(), "moment": asdict(moment) | {"now": now}}
        try:
            return Transcript(**self._worker.ask(about))
        except RecognizerBrokenError as error:
            _log.error("nothing was made out: %s", error)
            return Transcript("", 0.0, 0.0, 0.0)

    def close(self) -> None:
        """End its process."""
        self._worker.close()


class WitnessApart(RecognizerApart):
    """One that can also say whether a word was said; see `skill.speaker.ears.witness`."""

    def has_heard(self, word: str, pcm: bytes) -> bool:
        """Whether some sound begins with a word."""
        try:
            return bool(self._worker.ask({"has_heard": word, "pcm": b64encode(pcm).decode()}))
        except RecognizerBrokenError as error:
            _log.error("nothing was made out: %s", error)
            return False


def recognizer_apart(locale: str) -> Recognizer | None:
    """The best recognizer that is installed, in a process of its own; None where there is none."""
    try:
        worker = _Worker(locale)
    except RecognizerBrokenError as error:
        _log.error("nobody listens: %s", error)
        return None
    if worker.about["name"] is None:
        worker.close()
        return None
    return WitnessApart(worker) if worker.about["is_witness"] else RecognizerApart(worker)
