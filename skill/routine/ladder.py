"""The doses that plans are made of, and every step that a plan may hold."""

from collections.abc import Iterator
from itertools import product

from skill.routine.exercise import MOST_SETS, Catalog, Dose, Exercise, Side
from skill.routine.preferences import Level, Pace
from skill.routine.routine import Step


def ladder(exercise: Exercise, most_sets: int = MOST_SETS) -> tuple[Dose, ...]:
    """The doses that a plan chooses from: each level's amount once, then the most of it again.

    With these few a routine comes as near to a length as with all that the catalog allows, and
    the tracks of all steps can be published ahead of time: each rung more is 486 of them.
    """
    once = _amounts(exercise)
    again = tuple(Dose(once[-1], sets) for sets in range(2, most_sets + 1))
    return (*(Dose(amount) for amount in once), *again)


def rung_of(level: Level, exercise: Exercise) -> int:
    """The rung that a level starts at."""
    return _amounts(exercise).index(_amount_of(level, exercise))


def every_step(catalog: Catalog) -> Iterator[Step]:
    """Every step that any plan from a catalog may hold, whatever is wanted or left out.

    The order of the catalog is kept by all plans, so what comes before an exercise is nothing or
    any of those before it there, and what follows is any of those after it or nothing.
    """
    exercises = list(catalog.values())
    for place, exercise in enumerate(exercises):
        before, after = exercises[:place], exercises[place + 1 :]
        moves = {True, *(other.position is not exercise.position for other in before)}
        next_ids = [*(other.id for other in after), None]
        sides = tuple(Side) if exercise.each_side else (Side.LEFT,)
        doses = ladder(exercise)
        for dose, explained, pace, side, move, next_id in product(
            doses, (True, False), Pace, sides, sorted(moves), next_ids
        ):
            yield Step(exercise, dose, explained, pace, side, move, next_id)


def _amounts(exercise: Exercise) -> list[int]:
    """The amounts of the levels, least first; fewer where the catalog leaves less of a choice."""
    return list(dict.fromkeys(_amount_of(level, exercise) for level in Level))


def _amount_of(level: Level, exercise: Exercise) -> int:
    amounts = exercise.dose.amounts
    middle = amounts[len(amounts) // 2]
    return {Level.GENTLE: amounts[0], Level.STEADY: middle, Level.STRONG: amounts[-1]}[level]
