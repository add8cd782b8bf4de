"""`back-routine serve` as a process of its own."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

import pytest
import requests

STARTS_WITHIN_S = 60
COMMAND = [sys.executable, "-c", "from skill.cli import main; main()"]


@dataclass(frozen=True)
class Served:
    """A service that runs."""

    url: str
    """Where it is."""
    pid: int
    """Its process."""

    def memory_kb(self):
        """What it takes of the machine's memory."""
        if not Path("/proc/self/status").is_file():
            pytest.skip("memory is measured on Linux only")
        return _memory_kb(self.pid)


def _memory_kb(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS")]
    return int(line.split()[1])


@contextmanager
def served(folder, output=subprocess.DEVNULL):
    """The skill on its local door, on an empty store, without a voice."""
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    about = ["--local", "--no-voice", "--no-schedule", "--port", str(port)]
    about += ["--store", f"sqlite:///{folder / 'store.db'}"]
    process = subprocess.Popen(
        [*COMMAND, "serve", *about],
        env=os.environ | {"BACK_ROUTINE_HOME": str(folder)},
        stdout=output,
        stderr=output,
    )
    service = Served(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait(process, service.url)
        yield service
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(process, url):
    end = time.monotonic() + STARTS_WITHIN_S
    while not _answers(url):
        assert process.poll() is None, "the service ended"
        assert time.monotonic() < end, "the service does not answer"
        time.sleep(0.1)


def _answers(url):
    try:
        return requests.get(f"{url}/healthz", timeout=1).ok
    except requests.RequestException:
        return False
