"""Figures that several processes count together, each in files of its own.

That is how Prometheus' client does it: https://prometheus.github.io/client_python/multiprocess/
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The client's own environment variable; it is read when the client is loaded."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, with a name nobody guesses
"""Linux's disk in memory: a full disk must not keep anybody from counting."""

_NAME = "back-routine-figures-"


@contextmanager
def counting_together() -> Iterator[None]:
    """Have the processes that begin within the block count together."""
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    for left in place.glob(f"{_NAME}*-*"):
        pid = left.name.removeprefix(_NAME).partition("-")[0]
        if pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(left, ignore_errors=True)  # whoever made it was killed
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", dir=place) as folder:
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
        if _lives(pid):
            yield pid


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True
