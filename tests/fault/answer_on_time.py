"""A process of the skill that answers requests at the moments it is told; its argument is a store.

Each line of its input is a JSON object: `at_ns`, by the machine's monotonic clock, which its
processes share; `now`, the time that the skill takes it to be; and `body`, a request. A body of
null deletes the data of `user` as the speaker's page does. It writes a line when that is done.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from skill.bootstrap import open_store, skill_of
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths


class SetClock:
    """A clock that stands where it was set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 16, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def main(url: str, folder: Path) -> None:
    store, clock = open_store(url), SetClock()
    skill = skill_of(store, clock, LocalShelf(FolderLibrary(folder), None), estimated_lengths)
    skill.get_ready()
    for line in sys.stdin:
        task = json.loads(line)
        clock.at = datetime.fromisoformat(task["now"])
        while time.monotonic_ns() < task["at_ns"]:
            pass
        if task["body"] is None:
            store.forget(task["user"], clock.now())
        else:
            skill.answer(task["body"], "http://127.0.0.1/")
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with TemporaryDirectory() as tracks:
        main(sys.argv[1], Path(tracks))
