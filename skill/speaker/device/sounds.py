"""Fetches what a device needs to know about a sound: its length and, from its sheet, its cues."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import requests

from skill.speaker.device import mp3
from skill.speaker.device.profile import Json

SOUNDBANK_MS = 2_000
"""Taken for a sound of Amazon's own library, which is not on this machine."""

_SHEET_TIMEOUT_S = 10.0
_FILE_TIMEOUT_S = 60.0
"""A track may be rendered while it is waited for."""


class SoundNotFoundError(LookupError):
    """A sound does not load; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a sound."""

    length_ms: int
    """How long it lasts."""
    exercise: str | None = None
    """The exercise it leads through, where a sheet says so."""
    cues: tuple[Json, ...] = ()
    """Its cues `{at_ms, length_ms, kind, text}`, where a sheet has them."""


class Sounds(Protocol):
    """Knows sounds by their address."""

    def sheet(self, url: str) -> Sheet:
        """What is known of a sound.

        Raises:
            SoundNotFoundError: when it does not load.
        """
        ...


class FetchedSounds:
    """Sounds as they are on the web.

    A track has a sheet beside it, at the same address with `.json`. Without one the file itself
    is measured. `measured` always fetches the file, and takes its real length.
    """

    def __init__(self, http: requests.Session, *, measured: bool = False) -> None:
        self._http = http
        self._measured = measured
        self._known: dict[str, Sheet] = {}

    def sheet(self, url: str) -> Sheet:
        """What is known of a sound; fetched once.

        Raises:
            SoundNotFoundError: when it does not load.
        """
        if url not in self._known:
            self._known[url] = self._found(url)
        return self._known[url]

    def fetch(self, url: str) -> bytes:
        """The sound file itself.

        Raises:
            SoundNotFoundError: when it does not load.
        """
        return self._get(url, _FILE_TIMEOUT_S).content

    def _found(self, url: str) -> Sheet:
        if url.startswith("soundbank://"):
            return Sheet(SOUNDBANK_MS)
        sheet = self._written_sheet(url)
        if sheet is not None and not self._measured:
            return sheet
        length_ms = mp3.length_ms(self.fetch(url))
        if length_ms == 0:
            raise SoundNotFoundError(f"{url} is no MP3")
        return Sheet(length_ms, sheet.exercise, sheet.cues) if sheet else Sheet(length_ms)

    def _written_sheet(self, url: str) -> Sheet | None:
        stem, dot, _ = url.rpartition(".mp3")
        if not dot:
            return None
        try:
            written: Any = self._get(f"{stem}.json", _SHEET_TIMEOUT_S).json()
            return Sheet(
                int(written["length_ms"]), written.get("exercise"), tuple(written.get("cues", ()))
            )
        except (SoundNotFoundError, json.JSONDecodeError, KeyError, TypeError, AttributeError):
            # Most skills have no sheets; then the file itself is asked.
            return None

    def _get(self, url: str, timeout_s: float) -> requests.Response:
        try:
            response = self._http.get(url, timeout=timeout_s)
            response.raise_for_status()
        except requests.RequestException as error:
            raise SoundNotFoundError(f"{url} does not load: {error}") from error
        return response
