"""The service under test: `back-routine serve` as a process of its own, which can be killed."""

import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import ECONNREFUSED
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Lock
from typing import Self

STARTS_WITHIN_S = 60
_IS_ERROR = re.compile(r'"level":"(ERROR|CRITICAL)"|Traceback').search
_IS_EXPLAINED = re.compile(
    r"Alexa refused an answer: INVALID_RESPONSE|process \d ended with -9; another begins"
).search
"""Alexa tells of what she did not get, and the service of who was killed; for that are faults."""
LAUNCHER = [sys.executable, "-m", "tests.crowd.serve_in_told_time"]


class Served:
    """The service, always at the same port."""

    def __init__(
        self,
        folder: Path,
        options: Sequence[str],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self.killed = self.one_killed = 0
        self.log = folder / "service.log"
        self._options = ["--no-voice", "--no-schedule", "--port", str(self.port), *options]
        # The service leaves its sheets behind when it is killed; they go with the folder.
        self._environment = {**os.environ, "TMPDIR": str(folder), **(environment or {})}
        # A full disk of the service's must not take its log with it, so another process writes.
        with self.log.open("ab") as log:
            self._writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log)
        self._process: subprocess.Popen[bytes] | None = None
        self._restarting = Lock()
        self._largest_file = resource.RLIM_INFINITY

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._writer.stdin.close()
        self._writer.wait()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [*LAUNCHER, "serve", *self._options],
            stdout=self._writer.stdin,
            stderr=self._writer.stdin,
            env=self._environment,
        )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text()[-2_000:]
            assert time.monotonic() < deadline, "the service does not answer"
            time.sleep(0.02)
        # Without a voice it wants a temporary folder as it starts, which is mostly on another disk.
        self._limit_files()

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._process.kill()
        self._process.wait()
        until_nobody_listens(self.port, STARTS_WITHIN_S)
        self.killed += 1

    def restart(self) -> None:
        """Kill it, and start it again."""
        with self._restarting:
            self.kill()
            self.start()

    @contextmanager
    def with_files_up_to(self, size: int) -> Iterator[None]:
        """As on a full disk: while the block lasts, no file of its grows beyond that many bytes.

        A disk cannot be filled without rights that tests do not have. The kernel's limit of a
        process fails the same calls, in the same places, but for the number of the error.
        """
        self._largest_file = size
        self._limit_files()
        try:
            yield
        finally:
            self._largest_file = resource.RLIM_INFINITY
            self._limit_files()

    def _limit_files(self) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        with suppress(ProcessLookupError):  # it may have been killed just now
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (self._largest_file, most))

    def rss_mb(self) -> float:
        """How much memory it holds now."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def complaints(self) -> list[str]:
        """Lines of its log that no fault explains: errors, and what fell through."""
        with self.log.open(errors="replace") as lines:
            return [line.rstrip() for line in lines if _IS_ERROR(line) and not _IS_EXPLAINED(line)]

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def until_nobody_listens(port: int, within_s: float) -> None:
    """Wait until a connection to a port is refused."""
    deadline = time.monotonic() + within_s
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == ECONNREFUSED:
                return
        assert time.monotonic() < deadline, f"somebody still listens at {port}"
        time.sleep(0.005)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
