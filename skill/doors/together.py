"""Figures that several processes count together, each in files of its own.

That is how Prometheus' client does it: https://prometheus.github.io/client_python/multiprocess/
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skill.temporary import is_running, own_folder

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The client's own environment variable; it is read when the client is loaded."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, with a name nobody guesses
"""Linux's disk in memory: a full disk must not keep anybody from counting."""

_NAME = "back-routine-figures-"


@contextmanager
def counting_together() -> Iterator[None]:
    """Have the processes that begin within the block count together."""
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    with own_folder(_NAME, place) as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def pids() -> Iterator[int]:
    """The processes that count together and live; only this one if it counts alone."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        yield os.getpid()
        return
    # Its files are named so: kind_pid.db.
    counted = {int(path.stem.rpartition("_")[2]) for path in Path(folder).glob("*.db")}
    for pid in sorted(counted):
        if is_running(pid):
            yield pid
