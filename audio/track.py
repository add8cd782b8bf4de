"""A track: a timeline in one voice. Light enough for the way of a request."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from audio.sheet import KEY_CHARACTERS, CueJson, SheetJson
from skill.routine.timeline import Cue, Timeline

RENDERING = 1
"""Raised whenever the same sheet would sound different: old tracks are then rendered anew."""
SPEAKING = 1
"""Raised whenever the same words would be spoken differently: old phrases are then spoken anew."""
LEAD_IN_MS = 50
"""Silence that a track has to begin with: MP3 delays by 46 ms, which are taken from it."""


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
        cues = [
            (self._at_ms(cue), cue.length_ms, cue.kind, self._text(cue))
            for cue in self.timeline.cues
        ]
        parts = (RENDERING, SPEAKING, self.locale, self.voice, self.length_ms, cues)
        written = json.dumps(parts, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:KEY_CHARACTERS]

    @property
    def length_ms(self) -> int:
        """Length in milliseconds: the timeline's, and a lead-in where it has none."""
        return self.timeline.length_ms + self._lead_in_ms

    def sheet(self) -> SheetJson:
        """All that is needed to render it, as JSON."""
        cues: list[CueJson] = [
            {
                "at_ms": self._at_ms(cue),
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

    @cached_property
    def _lead_in_ms(self) -> int:
        """What a clip needs that was cut from a timeline and begins with a cue."""
        cues = self.timeline.cues
        return LEAD_IN_MS if cues and cues[0].at_ms < LEAD_IN_MS else 0

    def _at_ms(self, cue: Cue) -> int:
        return cue.at_ms + self._lead_in_ms

    def _text(self, cue: Cue) -> str | None:
        return None if cue.phrase is None else self.texts[cue.phrase]
