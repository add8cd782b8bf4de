"""Where somebody is in a routine, in words."""

from skill.alexa.turn import Turn
from skill.routine.exercise import Hold
from skill.routine.place import Place, place_at, seconds_left
from skill.routine.run import Run
from skill.routine.segment import SegmentKind
from skill.routine.timeline import Part, Timeline

MINUTE_MS = 60_000
AT_ITS_START_MS = 2_000
"""Somebody who heard no more than this of an exercise is at its start."""
_PARTS_SAID = frozenset({Part.EXPLAIN, Part.SETTLE, Part.SWITCH, Part.PAUSE, Part.REST})


def place_of(turn: Turn, run: Run) -> Place:
    """The place at a run's head."""
    return place_at(_timeline(turn, run), run.head.step, run.head.offset_ms)


def left_ms(turn: Turn, run: Run) -> int:
    """How much of a routine is still to be heard, in milliseconds."""
    if run.over:
        return 0
    here = [turn.sound.timeline(run.step, run.segment_index, opens=run.head.opens)]
    segment = run.step.after(run.segment_index)
    while segment is not None:
        here.append(turn.sound.timeline(run.step, segment))
        segment = run.step.after(segment)
    later_ms = sum(run.routine.length_ms[run.head.step + 1 :])
    return max(0, sum(line.length_ms for line in here) - run.head.offset_ms) + later_ms


def where(turn: Turn, run: Run) -> str:
    """The place in words, such as `Figure four stretch, left side, twelve seconds to go`."""
    name = turn.content.name(run.step.exercise.id)
    parts = [name[:1].upper() + name[1:], *_details(turn, run)]
    return ", ".join(parts) + "."


def time_left(turn: Turn, left_ms: int) -> str:
    """A length in words: `about six minutes`, or `less than a minute`."""
    if left_ms < MINUTE_MS:
        return turn.say("left.less_than_a_minute")
    minutes = (left_ms + MINUTE_MS // 2) // MINUTE_MS
    return turn.say("left.about", minutes=turn.content.count("minute", minutes))


def _details(turn: Turn, run: Run) -> list[str]:
    place = place_of(turn, run)
    details = []
    if place.side and place.part in {Part.WORK, Part.SWITCH}:
        details.append(turn.say(f"where.{place.side}"))
    if place.set > 1:
        details.append(turn.say("where.set", number=turn.content.number(place.set)))
    if place.part is Part.WORK:
        details.append(_in_the_work(turn, run, place))
    elif run.segment.kind is SegmentKind.LEAD and run.head.offset_ms <= AT_ITS_START_MS:
        details.append(turn.say("where.start"))
    elif place.part in _PARTS_SAID:
        details.append(turn.say(f"where.{place.part}"))
    return details


def _in_the_work(turn: Turn, run: Run, place: Place) -> str:
    dose = run.step.dose.amount
    if isinstance(run.step.exercise.dose, Hold):
        left = seconds_left(_timeline(turn, run), run.head.offset_ms)
        return turn.say("where.to_go", seconds=turn.content.count("second", min(left or 0, dose)))
    return turn.say(
        "where.rep", rep=turn.content.number(place.rep or 1), reps=turn.content.number(dose)
    )


def _timeline(turn: Turn, run: Run) -> Timeline:
    return turn.sound.timeline(run.step, run.segment_index, opens=run.head.opens)
