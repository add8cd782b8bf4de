"""Files that are either there in full or not at all."""

import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that no reader, and no crash, ever sees half of it.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        half = Path(file.name)
        try:
            file.write(data)
            file.close()
            half.chmod(0o644)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise
