"""A track's sheet: all that is needed to render it, as it is kept on disk and served."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, TypedDict

from skill.routine.timeline import CueKind

KEY_CHARACTERS = 32
"""Of a track's key."""
_KEY = re.compile(rf"[0-9a-f]{{{KEY_CHARACTERS}}}")


class CueJson(TypedDict):
    """One cue of a sheet, as JSON."""

    at_ms: int
    length_ms: int
    kind: str
    text: str | None


class SheetJson(TypedDict):
    """A sheet, as JSON."""

    key: str
    exercise: str
    locale: str
    voice: str
    length_ms: int
    cues: list[CueJson]


class SheetError(ValueError):
    """A sheet cannot be rendered: order the track again, which writes a new one."""


@dataclass(frozen=True, slots=True)
class SheetCue:
    """One thing that is heard at one moment, with its words where it is speech."""

    at_ms: int
    """When it begins, in milliseconds from the start of the track."""
    length_ms: int
    """How long its slot is."""
    kind: CueKind
    """Which sound, or speech."""
    text: str | None
    """What is spoken; None for a sound."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is needed to render a track, whoever asks for it and whenever."""

    key: str
    """The track's key: 32 hexadecimal digits."""
    voice: str
    """Id of the voice that its lengths were measured in."""
    length_ms: int
    """Length of the whole, in milliseconds."""
    cues: tuple[SheetCue, ...]
    """In order of time; no two overlap."""

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Read a sheet that was kept.

        Raises:
            SheetError: it lacks a field, or its cues overlap or run past the end.
        """
        try:
            cues = tuple(
                SheetCue(cue["at_ms"], cue["length_ms"], CueKind(cue["kind"]), cue["text"])
                for cue in json["cues"]
            )
            sheet = cls(json["key"], json["voice"], json["length_ms"], cues)
        except (KeyError, TypeError, ValueError) as error:
            raise SheetError(f"not a track's sheet ({error}): order the track again") from error
        sheet._check()
        return sheet

    def _check(self) -> None:
        now_ms = 0
        for cue in self.cues:
            if cue.at_ms < now_ms:
                raise SheetError(f"{self.key}: cue at {cue.at_ms} ms overlaps the one before")
            now_ms = cue.at_ms + cue.length_ms
        if now_ms > self.length_ms:
            raise SheetError(f"{self.key}: the last cue ends at {now_ms} of {self.length_ms} ms")


def is_key(text: str) -> bool:
    """Whether a text, perhaps from a URL, can be the key of a track."""
    return _KEY.fullmatch(text) is not None
