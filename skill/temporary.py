"""Folders that last as long as the process that made them, however that ends."""

import os
import shutil
import tempfile
from pathlib import Path
from tempfile import TemporaryDirectory

PREFIX = "back-routine-"
"""Of the names of all our folders; the id of the process follows."""


def own_folder(prefix: str = PREFIX, place: Path | None = None) -> TemporaryDirectory[str]:
    """Make a folder of this process, and remove those of processes that were killed.

    Args:
        prefix: what its name begins with, ending in a hyphen.
        place: where to make it; None for the system's folder of temporary files.
    """
    place = place or Path(tempfile.gettempdir())
    # Elsewhere, asking for a process may end it.
    for left in place.glob(f"{prefix}*-*") if os.name == "posix" else ():
        pid = left.name.removeprefix(prefix).partition("-")[0]
        if pid.isdigit() and not is_running(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    return TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", dir=place)


def is_running(pid: int) -> bool:
    """Whether there is a process of that id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # another user's
    return True
