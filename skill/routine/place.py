"""Where in a segment somebody is: from an offset in its track to a place, and where to go on."""

from bisect import bisect_right
from dataclasses import dataclass

from skill.routine.exercise import Side
from skill.routine.score import LEAD_IN_MS
from skill.routine.timeline import Cue, CueKind, Part, Span, Timeline


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands; it can always be taken up here."""

    step: int
    """Index of the step in the routine, from 0."""
    part: Part
    """What is going on: explanation, work, rest."""
    set: int
    """The set, from 1."""
    side: Side | None
    """The side; None where there are none."""
    rep: int | None
    """The repetition, from 1; None in a hold and outside the work."""
    ms: int
    """Milliseconds into this part, rep or hold; never negative."""


def place_at(timeline: Timeline, step: int, offset_ms: int) -> Place:
    """The place that an offset into the track of a segment stands for.

    An offset past the end is the end: devices report a few milliseconds too much.
    """
    offset_ms = _inside(timeline, offset_ms)
    span = _span_at(timeline, offset_ms)
    return Place(step, span.part, span.set, span.side, span.rep, offset_ms - span.at_ms)


def take_up_at(timeline: Timeline, offset_ms: int) -> int:
    """Where to begin again: the start of a repetition, a hold or a sentence, with silence before.

    What leads to the work of a side is heard again as a whole: the person may have moved since.
    """
    offset_ms = _inside(timeline, offset_ms)
    span = _span_at(timeline, offset_ms)
    if span.part is Part.WORK:
        return max(0, span.at_ms - LEAD_IN_MS)
    if span.at_ms == 0 and timeline.done_ms:
        return 0
    return max((at for at in _entries(timeline.cues) if at <= offset_ms), default=0)


def opened_at(timeline: Timeline, offset_ms: int) -> int:
    """Where a moment of a lead stands in the same lead without the rest before it."""
    rest_ms = max((span.end_ms for span in timeline.spans if span.part is Part.REST), default=0)
    return max(0, offset_ms - rest_ms + LEAD_IN_MS) if rest_ms else offset_ms


def seconds_left(timeline: Timeline, offset_ms: int) -> int | None:
    """Whole seconds that are left of the hold at this offset; None where nothing is held.

    Before the first tick all of the hold is left, after the three-two-one nothing.
    """
    span = _span_at(timeline, offset_ms)
    cues = [cue for cue in timeline.cues if span.at_ms <= cue.at_ms < span.end_ms]
    end_ms = next((cue.end_ms for cue in cues if cue.kind is CueKind.COUNTDOWN), None)
    if end_ms is None:
        return None
    start_ms = next(cue.at_ms for cue in cues if cue.kind is CueKind.TICK)
    return max(0, -(-(end_ms - max(offset_ms, start_ms)) // 1_000))


def _inside(timeline: Timeline, offset_ms: int) -> int:
    return min(max(offset_ms, 0), timeline.length_ms)


def _span_at(timeline: Timeline, offset_ms: int) -> Span:
    index = bisect_right(timeline.spans, offset_ms, key=lambda span: span.at_ms)
    return timeline.spans[max(0, index - 1)]


def _entries(cues: tuple[Cue, ...]) -> list[int]:
    """The moments before a sentence at which nothing sounds for long enough."""
    ends_ms = [0, *(cue.end_ms for cue in cues)]
    return [
        cue.at_ms - LEAD_IN_MS
        for cue, end_ms in zip(cues, ends_ms, strict=False)
        if cue.kind is CueKind.SAY and end_ms <= cue.at_ms - LEAD_IN_MS
    ]
