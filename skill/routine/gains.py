"""What was done more of from one week to the next: longer holds, more repetitions, more sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from skill.routine.exercise import Dose, Exercise, Hold
from skill.routine.run import Run


class Measure(StrEnum):
    """What a dose is counted in."""

    HOLD = "hold"
    """Seconds of a hold."""
    REPS = "reps"
    """Repetitions."""
    SETS = "sets"
    """How often the whole is done."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What was done more of than in the week before."""

    exercise_id: str
    """Which exercise."""
    measure: Measure
    """What is counted."""
    before: int
    """The most of it in the week before, done to its end."""
    now: int
    """The most of it in this week, done to its end; more than before."""


def gains(then: Sequence[Run], now: Sequence[Run]) -> tuple[Gain, ...]:
    """What was done more of, in steps that were done to their end; what grew most comes first."""
    before, after = _most_done(then), _most_done(now)
    grown = (
        (_gain(exercise, before[exercise], dose), _total(dose) / _total(before[exercise]))
        for exercise, dose in after.items()
        if exercise in before and _total(dose) > _total(before[exercise])
    )
    return tuple(gain for gain, _ in sorted(grown, key=lambda one: (-one[1], one[0].exercise_id)))


def _most_done(runs: Sequence[Run]) -> dict[Exercise, Dose]:
    most: dict[Exercise, Dose] = {}
    for run in runs:
        for step in (run.routine.steps[index] for index in sorted(run.done)):
            known = most.setdefault(step.exercise, step.dose)
            most[step.exercise] = max(known, step.dose, key=_weight)
    return most


def _gain(exercise: Exercise, before: Dose, now: Dose) -> Gain:
    if now.amount <= before.amount:
        return Gain(exercise.id, Measure.SETS, before.sets, now.sets)
    measure = Measure.HOLD if isinstance(exercise.dose, Hold) else Measure.REPS
    return Gain(exercise.id, measure, before.amount, now.amount)


def _total(dose: Dose) -> int:
    return dose.amount * dose.sets


def _weight(dose: Dose) -> tuple[int, int]:
    return _total(dose), dose.amount
