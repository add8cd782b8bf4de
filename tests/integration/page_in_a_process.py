"""A speaker's page in a process of its own; a browser that is a few requests and has no sound."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from uuid import uuid4

import requests

STARTS_WITHIN_S = 60
WAITS_S = 20


class Browser:
    """Follows the scenes and tells what a page would."""

    def __init__(self, url):
        self.url, self.name = url, uuid4().hex
        self._line = requests.get(
            f"{url}/speaker/events?page={self.name}", stream=True, timeout=WAITS_S
        )
        self._lines = self._line.iter_lines()
        self.scene = {}

    def until(self, is_so):
        """Reads scenes until one is as wanted."""
        end = time.monotonic() + WAITS_S
        while not (self.scene and is_so(self.scene)):
            line = next(self._lines)
            if line.startswith(b"data: "):
                self.scene = json.loads(line.removeprefix(b"data: "))
            assert time.monotonic() < end, self.scene
        return self.scene

    def tell(self, what, **facts):
        answer = requests.post(
            f"{self.url}/speaker/{what}", json={"page": self.name, **facts}, timeout=WAITS_S
        )
        assert answer.status_code == 204, answer.text

    def report(self, sounding, offset_ms):
        play = self.scene["track"]["play"]
        self.tell("sounded", play=play, sounding=sounding, offset_ms=offset_ms)

    def start(self):
        self.tell("said", text="start my back routine")
        self.until(lambda scene: "apply to you" in scene["said"])
        self.tell("said", text="no")
        self.until(lambda scene: scene["track"])
        self.report("playing", 0)
        return self.until(lambda scene: scene["ring"] == "playing")

    def close(self):
        """Leaves as a page does: it says so, if there is still somebody to tell."""
        with suppress(requests.ConnectionError):
            self.tell("left")
        self._line.close()


def _answers(address):
    try:
        return requests.get(f"{address}/healthz", timeout=1).ok
    except requests.RequestException:
        return False


@contextmanager
def speaker_in(folder, *options, log=None):
    """A speaker in a process of its own: the process, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = ["speaker", "--page", "--no-open", "--no-voice", "--tz", "UTC", "--port", str(port)]
    command += options
    process = subprocess.Popen(
        [sys.executable, "-c", "from skill.cli import main; main()", *command],
        env=os.environ | {"BACK_ROUTINE_HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN_S
    try:
        while not _answers(address):
            assert process.poll() is None, "the speaker ended"
            assert time.monotonic() < end, "the speaker does not answer"
            time.sleep(0.2)
        yield process, address
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=10)
