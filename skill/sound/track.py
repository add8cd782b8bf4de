"""A track: a timeline in one voice. Light enough for the way of a request."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from skill.routine.timeline import Cue, Timeline
from skill.sound.sheet import KEY_CHARACTERS, CueJson, SheetJson

RENDERING = 3
"""Raised whenever the same sheet would sound different: old tracks are then rendered anew."""
SPEAKING = 3
"""Raised whenever the same words would be spoken differently: old phrases are then spoken anew."""


@dataclass(frozen=True)
class Track:
    """A timeline rendered, or to be rendered, to one MP3."""

    exercise: str
    """Id of the exercise."""
    locale: str
    """Language of what is said."""
    voice: str
    """Id of the voice, or `estimated`."""
    timeline: Timeline
    """What is heard, and when."""
    texts: Mapping[str, str]
    """Text of each phrase that the timeline uses, by key."""

    @cached_property
    def key(self) -> str:
        """The hash of all that the sound depends on: 32 hexadecimal digits."""
        cues = [(cue.at_ms, cue.length_ms, cue.kind, self._text(cue)) for cue in self.timeline.cues]
        parts = (RENDERING, SPEAKING, self.locale, self.voice, self.exercise, self.length_ms, cues)
        written = json.dumps(parts, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:KEY_CHARACTERS]

    @property
    def length_ms(self) -> int:
        """Length in milliseconds."""
        return self.timeline.length_ms

    def sheet(self) -> SheetJson:
        """All that is needed to render it, as JSON."""
        cues: list[CueJson] = [
            {
                "at_ms": cue.at_ms,
                "length_ms": cue.length_ms,
                "kind": cue.kind.value,
                "text": self._text(cue),
            }
            for cue in self.timeline.cues
        ]
        return {
            "key": self.key,
            "exercise": self.exercise,
            "locale": self.locale,
            "voice": self.voice,
            "length_ms": self.length_ms,
            "cues": cues,
        }

    def _text(self, cue: Cue) -> str | None:
        return None if cue.phrase is None else self.texts[cue.phrase]
