"""Chains that proved good, kept on the disk: a service that starts anew has Alexa's key at once.

Without them the requests of its first moment wait for a fetch, and those that find no place are
refused. Nothing is believed because it lies here: each chain is judged again when it is read.
"""

import json
import logging
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_log = logging.getLogger(__name__)


class KeptChains:
    """One file for each chain, in a folder that may be deleted at any time."""

    def __init__(self, folder: Path, most: int) -> None:
        """Keep so many in a folder, which need not exist yet."""
        self._folder = folder
        self._most = most

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Each chain with the path that it was fetched from, the newest first."""
        for file in self._newest_first():
            try:
                kept = json.loads(file.read_bytes())
                yield str(kept["path"]), str(kept["chain"]).encode()
            except (OSError, ValueError, TypeError, KeyError) as error:
                _log.warning("a chain that was kept cannot be read: %s", type(error).__name__)

    def keep(self, path: str, chain: bytes) -> None:
        """Keep a chain, in the place of the oldest if there are many. Never fails."""
        text = json.dumps({"path": path, "chain": chain.decode("ascii", "replace")})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._folder, delete=False) as half:
                half.write(text)
            name = sha256(path.encode()).hexdigest()[:32]
            Path(half.name).replace(self._folder / f"{name}.json")
            for old in self._newest_first()[self._most :]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a chain is not kept: %s", type(error).__name__)

    def _newest_first(self) -> list[Path]:
        files = self._folder.glob("*.json")
        return sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
