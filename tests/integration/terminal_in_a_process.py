"""The terminal speaker in a process of its own, whose sentences come through a pipe."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from threading import Thread

from skill.bootstrap import open_store
from skill.speaker.setting import LOCAL_USER
from tests.conftest import welcome

WAITS_S = 60
OPENING_S = 8


class Terminal:
    """A speaker that writes what would be heard, what is kept in it, and what it wrote."""

    def __init__(self, folder, *options, is_read=True):
        self.store_url = f"sqlite:///{folder / 'runs.sqlite3'}"
        self.temporary = folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.lines = []
        command = ["speaker", "--terminal", "--no-voice", "--tz", "UTC", "--store", self.store_url]
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from skill.cli import main; main()", *command, *options],
            env=os.environ | {"BACK_ROUTINE_HOME": str(folder), "TMPDIR": str(self.temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reading = Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
        if is_read:
            self._reading.start()
        else:
            self.process.stdout.close()

    def say(self, sentence):
        self.process.stdin.write(f"{sentence}\n")
        self.process.stdin.flush()

    def until(self, sign):
        """Wait until a line with this sign was written, and return the time."""
        end = time.monotonic() + WAITS_S
        while not any(sign in line for line in self.lines):
            assert self.process.poll() is None, self.lines
            assert time.monotonic() < end, self.lines
            time.sleep(0.01)
        return time.monotonic()

    def until_it_plays(self):
        """Wait until the store tells of its start, and then while its opening is spoken."""
        end = time.monotonic() + WAITS_S
        while not self.runs:
            assert time.monotonic() < end
            time.sleep(0.2)
        time.sleep(OPENING_S)

    def ended(self):
        """The exit code, once it has ended and all is read."""
        code = self.process.wait(WAITS_S)
        self._reading.join(WAITS_S)
        return code

    def close(self):
        """End it if it still runs."""
        self.process.kill()
        self.process.wait()
        if not self.process.stdout.closed:
            self._reading.join()
            self.process.stdout.close()
        with suppress(BrokenPipeError):
            self.process.stdin.close()

    @property
    def run(self):
        """The newest run in the store."""
        return self.runs[0]

    @property
    def runs(self):
        """All that were begun, the newest first."""
        return open_store(self.store_url).latest_runs(LOCAL_USER, 9)


@contextmanager
def terminal_in(folder, *options, is_read=True):
    """A speaker that knows its person."""
    welcome(open_store(f"sqlite:///{folder / 'runs.sqlite3'}"), LOCAL_USER)
    terminal = Terminal(folder, *options, is_read=is_read)
    try:
        yield terminal
    finally:
        terminal.close()
