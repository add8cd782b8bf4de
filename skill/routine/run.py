"""A run: one doing of a routine. What is known of it only ever grows.

Playback events reach us twice, late, out of order or never. So a run is a join-semilattice: a
set of steps that are done, and a *head* that only moves forward. Merging any two accounts of
the same run, in any order and any number of times, gives the same run.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import total_ordering

from skill.routine.routine import Routine, Step


class Phase(IntEnum):
    """What is known of the sound at the head. Of two accounts of one moment the greater counts."""

    SILENT = 0
    """It fell silent by itself: the device listens, something else plays, a question waits."""
    GOING = 1
    """It sounds, or is about to. A device that fell silent for a moment says so once more."""
    PAUSED = 2
    """The person asked for a pause."""
    STOPPED = 3
    """The person ended it here."""


class Status(StrEnum):
    """How a run stands, in one word."""

    UNDER_WAY = "under-way"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


class Kind(StrEnum):
    """What a run is a doing of."""

    ROUTINE = "routine"
    STRETCH = "stretch"


@total_ordering
@dataclass(frozen=True, slots=True)
class Head:
    """How far a run has come. Of two heads the greater is the newer."""

    play: int = 0
    """Which order to play it belongs to, from 0; each resume, skip or repeat is a new one."""
    step: int = 0
    """Index of the step; the number of steps when nothing is left."""
    offset_ms: int = 0
    """How far into the step's track, in milliseconds; 0 only where nothing of it was heard."""
    phase: Phase = Phase.GOING
    """What is known of the sound there."""
    first: int = 0
    """The step that this play began with: the steps since then were heard without a break."""
    began_s: int = 0
    """When the sound began there, in seconds since 1970 by the device's word; 0 if unknown."""

    @property
    def due(self) -> bool:
        """Whether nothing of the step was heard yet in this play."""
        return self.offset_ms == 0

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, int]:
        """What heads are compared by. A person's word is final for its play and step."""
        word = self.phase if self.phase >= Phase.PAUSED else 0
        return (
            self.play,
            self.step,
            word,
            self.offset_ms,
            self.phase,
            self.first,
            self.began_s,
        )

    def __lt__(self, other: "Head") -> bool:
        return self.rank < other.rank

    def __gt__(self, other: "Head") -> bool:
        return self.rank > other.rank


@dataclass(frozen=True, slots=True)
class Run:
    """One doing of a routine."""

    id: str
    """`<utc start>#<random>`, such as `20261118T073000Z#9f2c41`; sorts by time."""
    started_at: datetime
    """When it began, in UTC."""
    routine: Routine
    """What is being done."""
    kind: Kind = Kind.ROUTINE
    """A whole routine, or one stretch on demand."""
    device: str = ""
    """A short hash of the device it began on; empty when unknown."""
    head: Head = Head()
    """How far it has come."""
    done: frozenset[int] = frozenset()
    """Indices of the steps whose work was heard to its end. Only grows."""
    cut_short: frozenset[int] = frozenset()
    """Indices of the steps that the person broke off. Only grows."""
    utc_offset_min: int | None = None
    """How far the person's clocks were ahead of UTC as it began, in minutes; None if unknown."""
    hurts: int = 0
    """How often the person said that it hurts. Acted on and forgotten: never stored."""
    hurts_before: int = 0
    """How often they had said so on the same day before this run began; never stored either."""

    @property
    def finished(self) -> bool:
        """Whether it was done to its end. Stopping early is never a finished routine."""
        return len(self.routine) - 1 in self.done

    @property
    def over(self) -> bool:
        """Whether no work is left; not so when a finished run is taken back to an earlier step."""
        last = len(self.routine) - 1
        if self.head.step == last:
            return self.head.offset_ms >= self.routine.done_ms[last]
        return self.head.step > last

    @property
    def status(self) -> Status:
        """How it stands, in one word."""
        if self.finished:
            return Status.FINISHED
        if self.over:
            return Status.STOPPED
        return _STATUS[self.head.phase]

    @property
    def step(self) -> Step:
        """The step at the head; the last one when the run is over."""
        return self.routine.steps[min(self.head.step, len(self.routine) - 1)]

    @property
    def left_ms(self) -> int:
        """How much of the routine is still to be heard, in milliseconds."""
        if self.over:
            return 0
        return max(0, sum(self.routine.length_ms[self.head.step :]) - self.head.offset_ms)

    def reckoned(self, now_s: int) -> "Run":
        """The run as it must stand if its device went silent just now without a word.

        A device that loses its power reports nothing. The sound began at a known moment, so the
        clock tells how far it came; unless it must have ended since, and then nothing is known.
        """
        head = self.head
        if self.over or head.phase is not Phase.GOING or not head.began_s:
            return self
        by_clock_ms = head.offset_ms + (now_s - head.began_s) * 1_000
        if not head.offset_ms < by_clock_ms < self.routine.length_ms[head.step]:
            return self
        return replace(self, head=replace(head, offset_ms=by_clock_ms, began_s=0))

    def is_of(self, other: "Run") -> bool:
        """Whether both are accounts of the same run, by their ids and by what is done in it."""
        if self.id != other.id or self.routine is other.routine:
            return self.id == other.id
        ours, theirs = ([s.exercise.id for s in run.routine.steps] for run in (self, other))
        return ours == theirs

    def with_hurts_of(self, other: "Run") -> "Run":
        """The run with how often it hurt by another account: only tokens and sessions tell."""
        return replace(
            self,
            hurts=max(self.hurts, other.hurts),
            hurts_before=max(self.hurts_before, other.hurts_before),
        )

    def without_hurts(self) -> "Run":
        """The run as a store keeps it."""
        return replace(self, hurts=0, hurts_before=0)

    def merged(self, other: "Run") -> "Run":
        """What both accounts of this run know together; what is done in it, the first one tells.

        The routine is that of the account that is ahead: the sound of a step may have to change
        when a run is taken up, and its head is then an offset in what sounds now.

        Raises:
            ValueError: the other is an account of another run.
        """
        if other.id != self.id:
            raise ValueError("only accounts of the same run can be merged")
        if not self.is_of(other):
            return self  # its steps are other steps, and their numbers mean nothing here
        return replace(
            self.with_hurts_of(other),
            routine=other.routine if other.head > self.head else self.routine,
            head=max(self.head, other.head),
            done=self.done | other.done,
            cut_short=self.cut_short | other.cut_short,
            device=self.device or other.device,
            utc_offset_min=_known(self.utc_offset_min, other.utc_offset_min),
        )


def _known(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


_STATUS = {
    Phase.GOING: Status.UNDER_WAY,
    Phase.SILENT: Status.PAUSED,
    Phase.PAUSED: Status.PAUSED,
    Phase.STOPPED: Status.STOPPED,
}
