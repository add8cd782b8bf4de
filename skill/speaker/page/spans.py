"""Where in a track which side, repetition or hold is done, read from its sheet."""

from typing import Any

from skill.content import Content
from skill.routine.events import Spot
from skill.routine.exercise import Hold
from skill.routine.lengths import Lengths, estimated
from skill.routine.routine import Step
from skill.routine.score import ready_timeline, timeline
from skill.routine.timeline import CueKind, Part, Span, Timeline
from skill.speaker.device.sounds import Sheet

_UNSAID_MS = 600_000
"""For a phrase that the track left out because it was too long for its place."""


def spans_of(step: Step, spot: Spot, sheet: Sheet, content: Content) -> list[dict[str, Any]]:
    """The stretches of a segment's track that a ring shows, in order and without gaps.

    Each is `{at_ms, length_ms, part, side, rep, reps}`; work also has `held_ms` and `back_ms`: from
    when it is held, and from when it is let go; a hold also has `seconds`, how long it is.
    """
    lengths = _lengths(sheet, content)
    if spot.then_ms is not None:
        written = ready_timeline(step, spot.segment, lengths)
    else:
        written = timeline(step, spot.segment, lengths, opens=spot.opens)
    reps = None if isinstance(step.exercise.dose, Hold) else step.dose.amount
    return [_span(span, written, reps, step.dose.amount) for span in written.spans]


def _lengths(sheet: Sheet, content: Content) -> Lengths:
    """How long each phrase lasts in this track: the sheet has the words that are spoken."""
    heard = {cue["text"]: int(cue["length_ms"]) for cue in sheet.cues if cue.get("text")}
    phrases = content.narration.items()
    return Lengths("sheet", {key: heard.get(text, _UNSAID_MS) for key, text in phrases})


def _span(span: Span, written: Timeline, reps: int | None, seconds: int) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "at_ms": span.at_ms,
        "length_ms": span.length_ms,
        "part": span.part.value,
        "side": span.side.value if span.side else None,
        "rep": span.rep,
        "reps": reps,
    }
    if span.part is Part.WORK:
        end_ms = span.at_ms + span.length_ms
        back_ms = _first(written, CueKind.RELEASE, span.at_ms, end_ms)
        held_ms = _first(written, CueKind.TICK, span.at_ms, back_ms)
        shown |= {"held_ms": held_ms, "back_ms": back_ms}
        if reps is None:
            shown |= {"seconds": seconds}
    return shown


def _first(written: Timeline, kind: CueKind, from_ms: int, until_ms: int) -> int:
    """When the first cue of a kind sounds in a stretch, or else its end."""
    moments = (cue.at_ms for cue in written.cues if cue.kind is kind and cue.at_ms >= from_ms)
    return min(next(moments, until_ms), until_ms)


def before_ms(step: Step, segment: int, content: Content, planned_ms: int) -> int:
    """About how much of a step is over before a segment, of as long as it was planned."""
    lengths = estimated(content.narration)
    heard = [n for n, one in enumerate(step.segments) if n in step.work or not one.is_work]
    each_ms = {n: timeline(step, n, lengths, opens=n == 0).length_ms for n in heard}
    earlier_ms = sum(ms for n, ms in each_ms.items() if n < segment)
    return planned_ms * earlier_ms // sum(each_ms.values())
