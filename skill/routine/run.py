"""A run: one doing of a routine. What is known of it only ever grows.

Playback events reach us twice, late, out of order or never. So a run is a join-semilattice: a
set of steps that are done, and a *head* that only moves forward. Merging any two accounts of
the same run, in any order and any number of times, gives the same run. Only what was heard adds to
it: no clock does.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import total_ordering

from skill.routine.routine import Routine, Step
from skill.routine.score import REST_MS
from skill.routine.segment import MOST_SEGMENTS, Segment


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
    """How far into the segment's track, in milliseconds; 0 only where nothing of it was heard."""
    phase: Phase = Phase.GOING
    """What is known of the sound there."""
    first: int = 0
    """The step that this play began with: all since then was heard without a break."""
    segment: int = 0
    """Index of the segment in the step."""
    first_segment: int = 0
    """Index of the segment that this play began with, in its first step."""

    @property
    def place(self) -> tuple[int, int]:
        """Step and segment."""
        return self.step, self.segment

    @property
    def opens(self) -> bool:
        """Whether its play began with this segment: nothing was heard right before it."""
        return self.place == (self.first, self.first_segment)

    @property
    def due(self) -> bool:
        """Whether nothing of the step was heard yet in this play, but perhaps the rest before."""
        rested_ms = 0 if self.opens else REST_MS
        return self.segment == 0 and self.offset_ms <= rested_ms

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, int, int]:
        """What heads are compared by. A person's word is final for its play and segment."""
        word = self.phase if self.phase >= Phase.PAUSED else 0
        return (
            self.play,
            self.step,
            self.segment,
            word,
            self.offset_ms,
            self.phase,
            self.first,
            self.first_segment,
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
    """Indices of the steps whose last work was heard to its last release. Only grows."""
    heard: frozenset[int] = frozenset()
    """The work segments heard to their last release, as `work_number` has them. Only grows."""
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
            return self.head.segment > self.routine.steps[last].last_work
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
    def segment(self) -> Segment:
        """The segment at the head; the last one when the run is over."""
        return self.step.segments[self.segment_index]

    @property
    def segment_index(self) -> int:
        """Its index in the step at the head."""
        last = len(self.step.segments) - 1
        return last if self.head.step >= len(self.routine) else min(self.head.segment, last)

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

        The routine is that of the account that is ahead, as an older version may have written it.

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
            heard=self.heard | other.heard,
            cut_short=self.cut_short | other.cut_short,
            device=self.device or other.device,
            utc_offset_min=_known(self.utc_offset_min, other.utc_offset_min),
        )


def work_number(step: int, segment: int) -> int:
    """The number that a work segment has in `Run.heard`."""
    return step * MOST_SEGMENTS + segment


def work_numbers(routine: Routine) -> frozenset[int]:
    """The numbers of all work segments of a routine."""
    return frozenset(
        work_number(index, segment)
        for index, step in enumerate(routine.steps)
        for segment in step.work
    )


def work_of(number: int) -> tuple[int, int]:
    """Step and segment that a number in `Run.heard` stands for."""
    return divmod(number, MOST_SEGMENTS)


def _known(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


_STATUS = {
    Phase.GOING: Status.UNDER_WAY,
    Phase.SILENT: Status.PAUSED,
    Phase.PAUSED: Status.PAUSED,
    Phase.STOPPED: Status.STOPPED,
}
