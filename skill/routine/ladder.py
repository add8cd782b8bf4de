"""The doses that plans are made of."""

from dataclasses import dataclass

from skill.routine.exercise import MOST_SETS, Dose, Exercise
from skill.routine.preferences import Level


@dataclass(frozen=True, slots=True)
class OwnDose:
    """What a person does of an exercise when nothing else is asked for."""

    dose: Dose
    """How much."""
    may_grow: bool = True
    """Whether a plan may hold more of it to come to a wished length."""


def ladder(exercise: Exercise, most_sets: int = MOST_SETS) -> tuple[Dose, ...]:
    """The doses that a plan chooses from: each level's amount once, then more of it.

    With these few a routine comes as near to a length as with all that the catalog allows.
    """
    return (*map(Dose, _amounts(exercise)), *doses_again(exercise, most_sets))


def doses_again(exercise: Exercise, most_sets: int = MOST_SETS) -> tuple[Dose, ...]:
    """The doses of several sets: two of the least, and as many as may be of the most."""
    least, most = exercise.dose.amounts[0], exercise.dose.amounts[-1]
    twice = (Dose(least, 2),) if most_sets > 1 else ()
    return (*twice, *(Dose(most, sets) for sets in range(2, most_sets + 1)))


def ladder_through(exercise: Exercise, own: OwnDose, most_sets: int) -> tuple[Dose, ...]:
    """The doses that a plan for somebody chooses from, their own among them; least first."""
    dose = Dose(own.dose.amount, min(own.dose.sets, most_sets))
    doses = {*ladder(exercise, most_sets), dose}
    allowed = doses if own.may_grow else {each for each in doses if _total(each) <= _total(dose)}
    return tuple(sorted(allowed, key=lambda each: (each.sets, each.amount)))


def dose_at(level: Level, exercise: Exercise) -> Dose:
    """The dose that a level starts at."""
    return Dose(_amount_of(level, exercise))


def _total(dose: Dose) -> int:
    return dose.amount * dose.sets


def _amounts(exercise: Exercise) -> list[int]:
    """The amounts of the levels, least first; fewer where the catalog leaves less of a choice."""
    return list(dict.fromkeys(_amount_of(level, exercise) for level in Level))


def _amount_of(level: Level, exercise: Exercise) -> int:
    amounts = exercise.dose.amounts
    middle = amounts[len(amounts) // 2]
    return {Level.GENTLE: amounts[0], Level.STEADY: middle, Level.STRONG: amounts[-1]}[level]
