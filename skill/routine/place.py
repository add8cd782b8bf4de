"""Where in a step somebody is: from an offset in its track to a place, and back."""

from bisect import bisect_right
from dataclasses import dataclass

from skill.routine.exercise import Side
from skill.routine.timeline import CueKind, Part, Span, Timeline

_SIDED = frozenset({Part.SETTLE, Part.SWITCH, Part.PAUSE, Part.WORK})
"""Parts in which a side is worked, or gone over to."""
RUN_UP_MS = 2_000
"""How much is heard again when a run is taken up."""


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
    """The place that an offset into a step's track stands for.

    An offset past the end is the end: devices report a few milliseconds too much.
    """
    offset_ms = _inside(timeline, offset_ms)
    span = _span_at(timeline, offset_ms)
    return Place(step, span.part, span.set, span.side, span.rep, offset_ms - span.at_ms)


def offset_of(timeline: Timeline, place: Place) -> int:
    """The offset in milliseconds at which a place stands in a timeline.

    The timeline need not be the one that the place was read from (another voice, another
    amount of detail): the nearest span that fits is taken, and its length is not exceeded.
    """
    span = _span_of(timeline, place)
    return span.at_ms + min(place.ms, span.length_ms)


def take_up_at(timeline: Timeline, offset_ms: int) -> int:
    """Where to begin again: a rep from its start, all else a little before where it broke off."""
    offset_ms = _inside(timeline, offset_ms)
    span = _span_at(timeline, offset_ms)
    if span.rep is not None:
        return span.at_ms
    return max(span.at_ms, offset_ms - RUN_UP_MS)


def next_side_at(timeline: Timeline, offset_ms: int) -> int | None:
    """Where the other side begins that is still to come; None if there is none, or no sides."""
    now = _span_at(timeline, _inside(timeline, offset_ms))
    later = (span for span in timeline.spans if span.at_ms > now.at_ms)
    return next((span.at_ms for span in later if _is_of_other_side(span, now)), None)


def other_side_at(timeline: Timeline, offset_ms: int) -> int | None:
    """Where the other side begins: the one to come, or else the one before; None if no sides."""
    following = next_side_at(timeline, offset_ms)
    if following is not None:
        return following
    now = _span_at(timeline, _inside(timeline, offset_ms))
    of_this_set = (span for span in timeline.spans if span.set == now.set)
    return next((span.at_ms for span in of_this_set if _is_of_other_side(span, now)), None)


def _is_of_other_side(span: Span, now: Span) -> bool:
    return None not in {span.side, now.side} and span.side is not now.side and span.part in _SIDED


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


def _span_of(timeline: Timeline, place: Place) -> Span:
    return min(
        timeline.spans,
        key=lambda span: (
            span.part is not place.part,
            span.set != place.set,
            span.side is not place.side,
            abs((span.rep or 0) - (place.rep or 0)),
        ),
    )
