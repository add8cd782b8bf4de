"""A segment turned into cues: what is heard, and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercise import Side


class CueKind(StrEnum):
    """What a cue is; each sounds different, so that a person with closed eyes always knows."""

    SAY = "say"
    COUNT = "count"
    TICK = "tick"
    HALFWAY = "halfway"
    COUNTDOWN = "three-two-one"
    RELEASE = "release"
    SWITCH = "switch"
    REST = "rest"
    DONE = "done"


SOUND_MS = {
    CueKind.TICK: 60,
    CueKind.HALFWAY: 500,
    CueKind.COUNTDOWN: 3_000,
    CueKind.RELEASE: 350,
    CueKind.SWITCH: 800,
    CueKind.REST: 700,
    CueKind.DONE: 1_200,
}
"""How long each sound lasts, in milliseconds. The three-two-one is three pips, a second apart."""


class Part(StrEnum):
    """What a stretch of the timeline is for."""

    EXPLAIN = "explain"
    SETTLE = "settle"
    WORK = "work"
    SWITCH = "switch"
    PAUSE = "pause"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing at one moment."""

    at_ms: int
    """When it begins, in milliseconds from the start of the timeline."""
    length_ms: int
    """How long it lasts."""
    kind: CueKind
    """Which sound, or speech."""
    phrase: str | None = None
    """Key of the phrase that is spoken, for SAY and COUNT."""

    @property
    def end_ms(self) -> int:
        """When it is over."""
        return self.at_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the timeline in which the place does not change: one rep, one hold, one rest."""

    at_ms: int
    """When it begins."""
    length_ms: int
    """How long it lasts; never 0."""
    part: Part
    """What it is for."""
    set: int
    """Which set it belongs to, from 1."""
    side: Side | None
    """Which side is worked, or is about to be; None where there are no sides."""
    rep: int | None
    """Which repetition it is, from 1; None outside repetitions."""

    @property
    def end_ms(self) -> int:
        """When it is over."""
        return self.at_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is heard of a segment."""

    cues: tuple[Cue, ...]
    """In order of time; no two overlap."""
    spans: tuple[Span, ...]
    """In order of time, without gaps, from 0 to the end; never empty."""

    @property
    def length_ms(self) -> int:
        """Length of the whole in milliseconds."""
        return self.spans[-1].end_ms

    @property
    def done_ms(self) -> int:
        """When the last release is over: from here on the work counts as done; 0 without work."""
        releases = (cue.end_ms for cue in self.cues if cue.kind is CueKind.RELEASE)
        return max(releases, default=0)


def joined(timelines: Iterable[Timeline]) -> Timeline:
    """Timelines one after the other, as one."""
    cues: list[Cue] = []
    spans: list[Span] = []
    for each in timelines:
        start_ms = spans[-1].end_ms if spans else 0
        cues += (replace(cue, at_ms=start_ms + cue.at_ms) for cue in each.cues)
        spans += (replace(span, at_ms=start_ms + span.at_ms) for span in each.spans)
    return Timeline(tuple(cues), tuple(spans))
