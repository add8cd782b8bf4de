"""How a step is written out as a timeline: the timing of explanation, work and rest."""

from skill.routine.exercise import Hold, Reps, Side
from skill.routine.lengths import Lengths
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.timeline import SOUND_MS, Cue, CueKind, Part, Span, Timeline

LEAD_IN_MS = 400
"""Silence at the start: a stream that begins is cut short by some devices."""
BREATH_MS = 350
"""Between one sentence and the next."""
MOVE_MS = 12_000
"""To change position: a person with back pain takes 10 to 15 s (routine's own source)."""
STAY_MS = 3_000
"""To find the start of an exercise in a position already taken."""
CHANGE_OVER_MS = 6_000
"""To change sides."""
SET_PAUSE_MS = 10_000
"""Between two sets."""
REST_MS = 8_000
"""After an exercise, with the name of what comes next; at least, whatever is said in it."""
TAIL_MS = 1_000
"""Silence after the last words of a routine."""
SECOND_MS = 1_000
"""One tick to the next in a hold."""
COUNTDOWN_S = 3
"""The last seconds of a hold, each with its own pip."""
GUIDED_REPS = 2
"""How many repetitions are talked through when an exercise is explained; one when it is not."""

PACE_PERCENT = {Pace.SLOWER: 130, Pace.NORMAL: 100, Pace.FASTER: 80}
"""How long movements and pauses take at each pace, in percent. Holds are doses and stay."""


def timeline(step: Step, lengths: Lengths) -> Timeline:
    """Write a step out: explanation, time to settle, the work of each set and side, rest."""
    return _Score(step, lengths).written()


class _Score:
    """A timeline being written: a pen that moves on in time."""

    def __init__(self, step: Step, lengths: Lengths) -> None:
        self._step = step
        self._id = step.exercise.id
        self._lengths = lengths
        self._cues: list[Cue] = []
        self._spans: list[Span] = []
        self._now_ms = 0
        self._set = 1
        self._side: Side | None = step.sides[0]

    def written(self) -> Timeline:
        self._explain()
        self._settle()
        for number in range(1, self._step.dose.sets + 1):
            self._set = number
            if number > 1:
                self._pause_between_sets()
            self._one_set()
        self._rest()
        return Timeline(tuple(self._cues), tuple(self._spans))

    # The parts of a step ----------------------------------------------------------------

    def _explain(self) -> None:
        start_ms = self._now_ms
        self._wait(LEAD_IN_MS)
        lines = ("purpose", "position", "movement") if self._step.explained else ("brief",)
        for line in lines:
            self._say(f"{self._id}.{line}")
        self._close_span(start_ms, Part.EXPLAIN)

    def _settle(self) -> None:
        start_ms = self._now_ms
        if self._side:
            self._say(f"{self._id}.{self._side}")
        if self._step.moves:
            self._say("settle")
        self._wait(self._paced(MOVE_MS if self._step.moves else STAY_MS))
        self._close_span(start_ms, Part.SETTLE)

    def _one_set(self) -> None:
        for index, side in enumerate(self._step.sides):
            if index > 0 or self._set > 1:
                self._side = side
            if index > 0:
                self._change_sides()
            self._work()

    def _work(self) -> None:
        dose = self._step.exercise.dose
        if isinstance(dose, Hold):
            self._hold(self._step.dose.amount)
        else:
            for rep in range(1, self._step.dose.amount + 1):
                self._repeat(dose, rep)

    def _repeat(self, dose: Reps, rep: int) -> None:
        start_ms = self._now_ms
        guided = rep <= (GUIDED_REPS if self._step.explained else 1)
        self._speak(f"count.{rep}", CueKind.COUNT)
        if guided:
            self._wait(BREATH_MS)
            self._speak(f"{self._id}.go")
        self._reach(start_ms + self._paced(dose.out_ms))
        if dose.hold_ms:
            self._tick(dose.hold_ms // SECOND_MS)
        back_ms = self._now_ms
        self._sound(CueKind.RELEASE)
        if guided:
            self._speak(f"{self._id}.back")
        self._reach(back_ms + self._paced(dose.back_ms))
        self._close_span(start_ms, Part.WORK, rep)

    def _hold(self, seconds: int) -> None:
        start_ms = self._now_ms
        self._say(f"{self._id}.go")
        held_ms = self._now_ms
        half = seconds // 2
        end = seconds - COUNTDOWN_S
        self._sound(CueKind.TICK)
        self._tell_while_holding(f"{self._id}.breathe", held_ms + 2 * SECOND_MS, held_ms, half)
        self._ticks_until(held_ms, half)
        self._sound(CueKind.HALFWAY)
        if self._step.explained:
            self._tell_while_holding("halfway", self._now_ms, held_ms, end)
        self._ticks_until(held_ms, end)
        self._sound(CueKind.COUNTDOWN)
        self._reach(held_ms + seconds * SECOND_MS)
        self._sound(CueKind.RELEASE)
        self._speak(f"{self._id}.back")
        self._wait(BREATH_MS)
        self._close_span(start_ms, Part.WORK)

    def _change_sides(self) -> None:
        start_ms = self._now_ms
        self._sound(CueKind.SWITCH)
        self._say("switch")
        self._say(f"{self._id}.{self._side}")
        self._wait(self._paced(CHANGE_OVER_MS))
        self._close_span(start_ms, Part.SWITCH)

    def _pause_between_sets(self) -> None:
        start_ms = self._now_ms
        self._side = self._step.sides[0]
        self._sound(CueKind.REST)
        self._say(f"set.{self._set}")
        if self._side:
            self._say(f"{self._id}.{self._side}")
        self._wait(self._paced(SET_PAUSE_MS))
        self._close_span(start_ms, Part.PAUSE)

    def _rest(self) -> None:
        start_ms = self._now_ms
        self._sound(CueKind.DONE)
        if self._step.next_id is None:
            self._say("close")
            self._wait(TAIL_MS)
        else:
            self._say("rest")
            self._say(f"next.{self._step.next_id}")
            self._reach(start_ms + self._paced(REST_MS))
        self._close_span(start_ms, Part.REST)

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
        self._spans.append(Span(start_ms, length_ms, part, self._set, self._side, rep))
