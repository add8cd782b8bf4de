"""A routine: an ordered list of steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from skill.routine.exercise import Dose, Exercise, Side
from skill.routine.preferences import Pace, Preferences
from skill.routine.segment import Segment, segments, work


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise with its chosen dose, and all else that its timeline depends on."""

    exercise: Exercise
    """What is done."""
    dose: Dose
    """How much of it."""
    explained: bool
    """Whether it is explained in full, or in one sentence."""
    pace: Pace
    """How quickly repetitions and pauses go."""
    side_first: Side
    """The side a two-sided exercise begins with."""
    moves: bool
    """Whether the body changes position to begin it (it takes 10 to 15 s with a sore back)."""
    next_id: str | None
    """Id of the exercise that follows; None closes the routine."""
    only: Side | None = None
    """The side that is wanted alone this time; None for all that the exercise has."""

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """The sides in the order they are done; `(None,)` where there are none."""
        if self.exercise.each_side:
            return (self.side_first, self.side_first.other)
        return (None,)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What becomes one track each, in the order in which it is heard."""
        return segments(self.dose.sets, self.sides, closes=self.next_id is None)

    @property
    def work(self) -> tuple[int, ...]:
        """Indices of the segments that are wanted work, in their order."""
        return work(self.dose.sets, self.sides, self.only)

    @property
    def last_work(self) -> int:
        """Index of the segment with which the step is done."""
        return self.work[-1]

    def after(self, segment: int) -> int | None:
        """Index of the segment that is heard after another; None after the last."""
        later = range(segment + 1, len(self.segments))
        return next((n for n in later if n in self.work or not self.segments[n].is_work), None)


@dataclass(frozen=True, slots=True)
class Routine:
    """An ordered list of steps, in one language and one voice."""

    steps: tuple[Step, ...]
    """In the order they are done; never empty."""
    length_ms: tuple[int, ...]
    """How long all segments of each step are, in milliseconds, when the routine was planned."""

    def __len__(self) -> int:
        return len(self.steps)

    def with_only(self, step: int, side: Side, length_ms: int) -> "Routine":
        """The routine with one side alone of a step, which takes so long then."""
        steps, lengths = list(self.steps), list(self.length_ms)
        steps[step] = replace(steps[step], only=side)
        lengths[step] = length_ms
        return Routine(tuple(steps), tuple(lengths))

    @property
    def total_ms(self) -> int:
        """Length of the whole in milliseconds."""
        return sum(self.length_ms)


def steps_of(
    chosen: Sequence[tuple[Exercise, Dose]],
    preferences: Preferences,
    is_explained: Callable[[Exercise], bool],
) -> tuple[Step, ...]:
    """Link chosen doses to steps: each knows whether the body moves, and what comes next."""
    exercises = [exercise for exercise, _ in chosen]
    moves = [True, *(a.position is not b.position for a, b in pairwise(exercises))]
    next_ids = [*(exercise.id for exercise in exercises[1:]), None]
    return tuple(
        Step(
            exercise=exercise,
            dose=dose,
            explained=is_explained(exercise),
            pace=preferences.pace,
            side_first=preferences.side_first,
            moves=move,
            next_id=next_id,
        )
        for (exercise, dose), move, next_id in zip(chosen, moves, next_ids, strict=True)
    )
