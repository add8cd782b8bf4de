"""Where the sound stands, in a file that outlives a power cut."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from skill.sound.files import write_whole

_MOST_BYTES = 4_096
"""A token has up to 1,024 characters; a file of more is none of ours."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where a stream stood."""

    token: str
    """The skill's name for the stream."""
    offset_ms: int
    """Where in it; 0 or more."""


_UNKNOWN = LastPlace("", 0)
"""What another process left in the file, perhaps nothing."""


class LastPlaceFile:
    """Keeps the place of the stream that plays; there is no file while none does.

    Whoever starts next and finds one learns where the sound was cut. The file is replaced whole, so
    a process that is killed leaves the place before or the new one. A disk that does not take it
    costs the place and nothing else.
    """

    def __init__(self, path: Path) -> None:
        """Keep it there."""
        self._path = path
        self._kept: LastPlace | None = _UNKNOWN
        self._is_failing = False

    def keep(self, place: LastPlace | None) -> None:
        """Keep the place; None when nothing plays any more."""
        if place == self._kept:
            return
        try:
            if place is None:
                self._path.unlink(missing_ok=True)
            else:
                write_whole(self._path, json.dumps(asdict(place)).encode(), mode=0o600)
        except OSError as error:
            if not self._is_failing:
                _log.warning("the place of the sound is not kept: %s", error)
            self._is_failing = True
        else:
            self._is_failing = False
        self._kept = place

    def read(self) -> LastPlace | None:
        """Where the sound was cut; None if it was not, or the file is of no use."""
        try:
            with self._path.open("rb") as file:
                text = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("the place of the last sound cannot be read: %s", error)
            return None
        self._kept = place = _place(text)
        if place is None:
            _log.warning("the place of the last sound is of no use")
        return place


def _place(text: bytes) -> LastPlace | None:
    try:
        match json.loads(text):
            case {"token": str(token), "offset_ms": int(offset_ms)} if offset_ms >= 0:
                return LastPlace(token, offset_ms)
    except ValueError:
        pass
    return None
