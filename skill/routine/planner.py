"""From what a person wants to a routine: which exercises, how much of each, in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from skill.routine.exercise import Catalog, Dose, Exercise
from skill.routine.lengths import Lengths
from skill.routine.preferences import (
    LEAST_MINUTES,
    MOST_MINUTES,
    Detail,
    Level,
    Preferences,
)
from skill.routine.routine import Routine, Step
from skill.routine.score import timeline

TIMES_EXPLAINED = 2
"""An exercise is explained in full this often; from then on in one sentence."""
TOLERANCE_MS = 30_000
"""A routine fits when it is no further than this from the minutes asked for."""
MOST_SETS = 3
"""More than three sets of one exercise is training, not care."""
MINUTE_MS = 60_000


class NothingToDoError(Exception):
    """Every exercise is left out: bring one back before a routine can be planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine, and what had to give for it."""

    routine: Routine
    """What is to be done."""
    no_time_for: tuple[str, ...]
    """Ids of exercises that the person wants but that do not fit; never dropped silently."""
    asked_minutes: int | None
    """What was asked for, as it was asked."""

    @property
    def minutes(self) -> int:
        """Length of the routine in whole minutes, the nearest."""
        return max(1, (self.routine.total_ms + MINUTE_MS // 2) // MINUTE_MS)

    @property
    def fits(self) -> bool:
        """Whether the routine is within half a minute of what was asked for."""
        if self.asked_minutes is None:
            return True
        return abs(self.routine.total_ms - self.asked_minutes * MINUTE_MS) <= TOLERANCE_MS


def plan(
    catalog: Catalog,
    preferences: Preferences,
    lengths: Lengths,
    times_done: Mapping[str, int],
    most_sets: int = MOST_SETS,
) -> Plan:
    """Plan a routine.

    Args:
        catalog: all exercises, in the order that saves changing position.
        preferences: what the person wants; minutes outside 4 to 25 get the nearest routine.
        lengths: how long phrases last.
        times_done: how often each exercise was done before, by id.
        most_sets: 1 where a step must stay short enough to be one turn in a session.

    Raises:
        NothingToDoError: every exercise is left out.
    """
    wanted = tuple(e for e in catalog.values() if e.id not in preferences.left_out)
    if not wanted:
        raise NothingToDoError("all exercises are left out; bring one back")
    draft = _Draft(wanted, preferences, lengths, times_done, most_sets)
    if preferences.minutes is not None:
        draft.fit(min(max(preferences.minutes, LEAST_MINUTES), MOST_MINUTES) * MINUTE_MS)
    dropped = tuple(e.id for e in wanted if e not in draft.rungs)
    return Plan(draft.routine(), dropped, preferences.minutes)


def plan_one(
    exercise: Exercise,
    preferences: Preferences,
    lengths: Lengths,
    times_done: Mapping[str, int],
) -> Routine:
    """One exercise alone, at the dose of the level."""
    return _Draft((exercise,), preferences, lengths, times_done, 1).routine()


def ladder(exercise: Exercise, most_sets: int) -> tuple[Dose, ...]:
    """Every dose that the catalog allows, from the least to the most."""
    return tuple(
        Dose(amount, sets) for sets in range(1, most_sets + 1) for amount in exercise.dose.amounts
    )


class _Draft:
    """A routine being planned: the chosen rung of each exercise's ladder of doses."""

    def __init__(
        self,
        wanted: tuple[Exercise, ...],
        preferences: Preferences,
        lengths: Lengths,
        times_done: Mapping[str, int],
        most_sets: int,
    ) -> None:
        self._preferences = preferences
        self._lengths = lengths
        self._times_done = times_done
        self._known: dict[Step, tuple[int, int]] = {}
        self._ladders = {e: ladder(e, most_sets) for e in wanted}
        self.rungs = {e: _rung_of(preferences.level, e) for e in wanted}

    def fit(self, target_ms: int) -> None:
        """Choose doses, and if need be exercises, so that the whole comes close to a length."""
        while self._total_ms() > target_ms + TOLERANCE_MS and self._lower():
            pass
        while self._total_ms() > target_ms + TOLERANCE_MS and len(self.rungs) > 1:
            del self.rungs[max(self.rungs, key=lambda e: e.priority)]
        while self._total_ms() < target_ms and self._raise(target_ms):
            pass

    def routine(self) -> Routine:
        """The routine as it stands."""
        steps = self._steps(self.rungs)
        marks = [self._marks(step) for step in steps]
        return Routine(
            steps, tuple(length for length, _ in marks), tuple(done for _, done in marks)
        )

    def _lower(self) -> bool:
        """Take the largest dose one rung down, if any can go."""
        exercise = max(self.rungs, key=lambda e: (self.rungs[e], e.priority))
        if self.rungs[exercise] == 0:
            return False
        self.rungs[exercise] -= 1
        return True

    def _raise(self, target_ms: int) -> bool:
        """Take one dose a rung up, the smallest first, if that comes nearer to the length."""
        gap_ms = target_ms - self._total_ms()
        for exercise in sorted(self.rungs, key=lambda e: (self.rungs[e], e.priority)):
            if self.rungs[exercise] + 1 == len(self._ladders[exercise]):
                continue
            higher = {**self.rungs, exercise: self.rungs[exercise] + 1}
            if abs(target_ms - self._total_ms(higher)) < gap_ms:
                self.rungs = higher
                return True
        return False

    def _total_ms(self, rungs: Mapping[Exercise, int] | None = None) -> int:
        return sum(self._marks(step)[0] for step in self._steps(rungs or self.rungs))

    def _marks(self, step: Step) -> tuple[int, int]:
        """Length and done mark of a step, in milliseconds, each worked out once."""
        if step not in self._known:
            line = timeline(step, self._lengths)
            self._known[step] = (line.length_ms, line.done_ms)
        return self._known[step]

    def _steps(self, rungs: Mapping[Exercise, int]) -> tuple[Step, ...]:
        chosen = [(e, self._ladders[e][rung]) for e, rung in rungs.items()]
        return steps_of(chosen, self._preferences, self._is_explained)

    def _is_explained(self, exercise: Exercise) -> bool:
        if self._preferences.detail is Detail.AUTO:
            return self._times_done.get(exercise.id, 0) < TIMES_EXPLAINED
        return self._preferences.detail is Detail.MORE


def steps_of(
    chosen: list[tuple[Exercise, Dose]],
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


def _rung_of(level: Level, exercise: Exercise) -> int:
    last = len(exercise.dose.amounts) - 1
    return {Level.GENTLE: 0, Level.STEADY: (last + 1) // 2, Level.STRONG: last}[level]
