"""How the segments of a step are written out as timelines: the timing of all that is heard."""

from skill.routine.exercise import Hold, Reps
from skill.routine.lengths import Lengths
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.segment import Segment, SegmentKind
from skill.routine.timeline import SOUND_MS, Cue, CueKind, Part, Span, Timeline, joined

LEAD_IN_MS = 400
"""Silence at the start: a stream that begins is cut short by some devices. As long a silence goes
before each cue at which a stream may be entered."""
BREATH_MS = 450
"""Between one sentence and the next."""
MOVE_MS = 12_000
"""To change position: a person with back pain takes 10 to 15 s (routine's own source)."""
STAY_MS = 3_000
"""To find the start of an exercise in a position already taken."""
CHANGE_OVER_MS = 6_000
"""To take up a side, be it the first or the other."""
READY_MS = 600
"""From how much it will be to the first repetition or the hold."""
SET_PAUSE_MS = 10_000
"""Between two sets."""
REST_MS = 8_000
"""After an exercise, with the name of what comes next; at least, whatever is said in it."""
LEAST_LEAD_MS = 12_000
"""A device must have time to fetch what follows: no track that another follows is shorter."""
TAIL_MS = 1_000
"""Silence after the last words of a routine."""
SECOND_MS = 1_000
"""One tick to the next in a hold."""
COUNTDOWN_S = 3
"""The last seconds of a hold, each with its own pip."""
GUIDED_REPS = 2
"""How many repetitions are talked through when an exercise is explained; one when it is not."""
GET_SET_MS = (1_000, 1_500)
"""From the end of a guided repetition's sentence to the first tick of its hold, least and most."""
LET_GO_MS = 500
"""From the end of a guided repetition's sentence to the sound that follows without a hold."""
GET_READY_MS = 8_000
"""To get back into position when a routine is taken up in the middle of its work."""

PACE_PERCENT = {Pace.SLOWER: 130, Pace.NORMAL: 100, Pace.FASTER: 80}
"""How long movements and pauses of the work take at each pace, in percent. Holds are doses and
stay, and so does what leads to the work."""


def timeline(step: Step, segment: int, lengths: Lengths, *, opens: bool = False) -> Timeline:
    """Write out one segment of a step.

    Args:
        step: the step.
        segment: index of the segment in `step.segments`.
        lengths: how long phrases last.
        opens: whether nothing is heard right before it, so that a lead begins without a rest.
    """
    return _Score(step, step.segments[segment], lengths).written(opens=opens)


def whole_timeline(step: Step, lengths: Lengths, *, opens: bool = False) -> Timeline:
    """Write out all segments of a step, one after the other."""
    indices = range(len(step.segments))
    return joined(timeline(step, index, lengths, opens=opens) for index in indices)


def ready_timeline(step: Step, segment: int, lengths: Lengths) -> Timeline:
    """Write out what goes before work that is taken up: position or side, and time to get there."""
    return _Score(step, step.segments[segment], lengths).to_get_ready()


def dose_phrase(step: Step) -> str:
    """Key of the phrase that tells how much it will be."""
    unit = "seconds" if isinstance(step.exercise.dose, Hold) else "times"
    return f"{unit}.{step.dose.amount}"


def place_phrases(step: Step, segment: int) -> tuple[str, ...]:
    """Keys of the phrases that tell where the body is in a segment: its position, and the side."""
    id_, side = step.exercise.id, step.segments[segment].side
    return (f"{id_}.position", *((f"{id_}.{side}",) if side else ()))


class _Score:
    """A timeline being written: a pen that moves on in time."""

    def __init__(self, step: Step, segment: Segment, lengths: Lengths) -> None:
        self._step = step
        self._id = step.exercise.id
        self._segment = segment
        self._lengths = lengths
        self._cues: list[Cue] = []
        self._spans: list[Span] = []
        self._now_ms = 0

    def written(self, *, opens: bool) -> Timeline:
        match self._segment.kind:
            case SegmentKind.LEAD:
                self._lead(opens=opens)
            case SegmentKind.WORK:
                self._wait(LEAD_IN_MS)
                self._before_the_work()
                self._work()
            case SegmentKind.CLOSE:
                self._close()
        return self._timeline()

    def to_get_ready(self) -> Timeline:
        self._wait(LEAD_IN_MS)
        side = self._segment.side
        self._say(f"{self._id}.position")
        if side:
            self._say(f"{self._id}.{side}")
        self._wait(GET_READY_MS)
        self._reach(LEAST_LEAD_MS)
        self._close_span(0, Part.SETTLE)
        return self._timeline()

    def _timeline(self) -> Timeline:
        return Timeline(tuple(self._cues), tuple(self._spans))

    @property
    def _explained(self) -> bool:
        """Whether the work is talked through: in the first set of an exercise that is new."""
        return self._step.explained and self._segment.set == 1

    # The segments -----------------------------------------------------------------------

    def _lead(self, *, opens: bool) -> None:
        self._wait(LEAD_IN_MS)
        if not opens:
            self._rest()
        start_ms = self._spans[-1].end_ms if self._spans else 0
        lines = ("purpose", "position", "movement") if self._step.explained else ("brief",)
        for line in lines:
            self._say(f"{self._id}.{line}")
        self._close_span(start_ms, Part.EXPLAIN)
        self._settle()

    def _rest(self) -> None:
        self._sound(CueKind.DONE)
        self._wait(LEAD_IN_MS)
        self._say("rest")
        self._say(f"next.{self._id}")
        self._reach(REST_MS)
        self._close_span(0, Part.REST)

    def _settle(self) -> None:
        start_ms = self._now_ms
        if self._segment.side:
            self._say(f"{self._id}.{self._segment.side}")
        if self._step.moves:
            self._say("settle")
        stay_ms = CHANGE_OVER_MS if self._segment.side else STAY_MS
        self._wait(MOVE_MS if self._step.moves else stay_ms)
        self._reach(LEAST_LEAD_MS)
        self._close_span(start_ms, Part.SETTLE)

    def _before_the_work(self) -> None:
        side_is_first = self._segment.side is self._step.sides[0]
        if not side_is_first:
            self._change_sides()
        elif self._segment.set > 1:
            self._pause_between_sets()
        else:
            self._tell_the_dose()

    def _change_sides(self) -> None:
        self._sound(CueKind.SWITCH)
        self._wait(LEAD_IN_MS)
        self._say("switch")
        self._say(f"{self._id}.{self._segment.side}")
        self._wait(self._paced(CHANGE_OVER_MS))
        self._close_span(0, Part.SWITCH)

    def _pause_between_sets(self) -> None:
        self._sound(CueKind.REST)
        self._wait(LEAD_IN_MS)
        self._say(f"set.{self._segment.set}")
        if self._segment.side:
            self._say(f"{self._id}.{self._segment.side}")
        self._wait(self._paced(SET_PAUSE_MS))
        self._close_span(0, Part.PAUSE)

    def _tell_the_dose(self) -> None:
        self._say(dose_phrase(self._step))
        self._wait(READY_MS)
        self._close_span(0, Part.SETTLE)

    def _close(self) -> None:
        self._wait(LEAD_IN_MS)
        self._sound(CueKind.DONE)
        self._wait(LEAD_IN_MS)
        self._say("close")
        self._wait(TAIL_MS)
        self._close_span(0, Part.REST)

    # The work ---------------------------------------------------------------------------

    def _work(self) -> None:
        dose = self._step.exercise.dose
        if isinstance(dose, Hold):
            self._hold(self._step.dose.amount)
        else:
            for rep in range(1, self._step.dose.amount + 1):
                self._repeat(dose, rep)

    def _repeat(self, dose: Reps, rep: int) -> None:
        start_ms = self._now_ms
        guided = rep <= (GUIDED_REPS if self._explained else 1)
        self._speak(f"count.{rep}", CueKind.COUNT)
        out_ms = start_ms + self._paced(dose.out_ms)
        if guided:
            self._wait(BREATH_MS)
            self._speak(f"{self._id}.go")
            out_ms = self._after_the_sentence(out_ms, holds=dose.hold_ms > 0)
        self._reach(out_ms)
        if dose.hold_ms:
            self._tick(dose.hold_ms // SECOND_MS)
        back_ms = self._now_ms
        self._sound(CueKind.RELEASE)
        if guided:
            self._speak(f"{self._id}.back")
            self._wait(LET_GO_MS)
        self._reach(back_ms + self._paced(dose.back_ms))
        self._close_span(start_ms, Part.WORK, rep)

    def _after_the_sentence(self, out_ms: int, *, holds: bool) -> int:
        """When the movement of a guided repetition is over, now that its sentence was said."""
        if not holds:
            return max(out_ms, self._now_ms + LET_GO_MS)
        least_ms, most_ms = (self._now_ms + ms for ms in GET_SET_MS)
        return min(max(out_ms, least_ms), most_ms)

    def _hold(self, seconds: int) -> None:
        start_ms = self._now_ms
        self._say(f"{self._id}.go")
        self._wait(GET_SET_MS[0] - BREATH_MS)
        held_ms = self._now_ms
        half = seconds // 2
        end = seconds - COUNTDOWN_S
        self._sound(CueKind.TICK)
        self._tell_while_holding(f"{self._id}.breathe", held_ms + 2 * SECOND_MS, held_ms, half)
        self._ticks_until(held_ms, half)
        self._sound(CueKind.HALFWAY)
        if self._explained:
            self._tell_while_holding("halfway", self._now_ms, held_ms, end)
        self._ticks_until(held_ms, end)
        self._sound(CueKind.COUNTDOWN)
        self._reach(held_ms + seconds * SECOND_MS)
        self._sound(CueKind.RELEASE)
        self._speak(f"{self._id}.back")
        self._wait(BREATH_MS)
        self._close_span(start_ms, Part.WORK)

    # The pen ----------------------------------------------------------------------------

    def _say(self, phrase: str) -> None:
        self._speak(phrase)
        self._wait(BREATH_MS)

    def _speak(self, phrase: str, kind: CueKind = CueKind.SAY) -> None:
        length_ms = self._lengths.of(phrase)
        self._cues.append(Cue(self._now_ms, length_ms, kind, phrase))
        self._now_ms += length_ms

    def _sound(self, kind: CueKind) -> None:
        self._cues.append(Cue(self._now_ms, SOUND_MS[kind], kind))
        self._now_ms += SOUND_MS[kind]

    def _tick(self, seconds: int) -> None:
        """One tick at the start of each second of a short hold."""
        start_ms = self._now_ms
        for second in range(seconds):
            self._reach(start_ms + second * SECOND_MS)
            self._sound(CueKind.TICK)
        self._reach(start_ms + seconds * SECOND_MS)

    def _ticks_until(self, held_ms: int, second: int) -> None:
        """One tick at the start of each second still silent, and time moves on to that second."""
        passed = -(-(self._now_ms - held_ms) // SECOND_MS)
        for tick in range(passed, second):
            self._reach(held_ms + tick * SECOND_MS)
            self._sound(CueKind.TICK)
        self._reach(held_ms + second * SECOND_MS)

    def _tell_while_holding(self, phrase: str, at_ms: int, held_ms: int, before: int) -> None:
        """Say a phrase in a hold, where it ends well before the second that has its own sound."""
        if at_ms + self._lengths.of(phrase) > held_ms + before * SECOND_MS - BREATH_MS:
            return
        self._ticks_until(held_ms, (at_ms - held_ms) // SECOND_MS)
        self._reach(at_ms)
        self._speak(phrase)

    def _wait(self, ms: int) -> None:
        self._now_ms += ms

    def _reach(self, moment_ms: int) -> None:
        self._now_ms = max(self._now_ms, moment_ms)

    def _paced(self, ms: int) -> int:
        return ms * PACE_PERCENT[self._step.pace] // 100

    def _close_span(self, start_ms: int, part: Part, rep: int | None = None) -> None:
        length_ms = self._now_ms - start_ms
        segment = self._segment
        self._spans.append(Span(start_ms, length_ms, part, segment.set, segment.side, rep))
