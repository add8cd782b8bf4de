"""Files that are either there in full or not at all."""

import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file so that no reader, and no crash, ever sees half of it.

    Args:
        path: the file; its folder is made.
        data: all that it shall hold.
        mode: who may read and write it.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        half = Path(file.name)
        try:
            file.write(data)
            file.close()
            half.chmod(mode)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise
