"""The routine that comes nearest to one, of steps whose sound is to be had."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from skill.routine.exercise import Side
from skill.routine.ladder import ladder
from skill.routine.preferences import Pace
from skill.routine.routine import Routine, Step
from skill.routine.timeline import Timeline


def nearest(
    routine: Routine, is_there: Callable[[Step], bool], written: Callable[[Step], Timeline]
) -> Routine:
    """The routine itself if every step is there; else as many as can be, each as near as can be.

    All steps of a routine go at one pace and begin with one side. An exercise that is not there
    in any way stays as it was.

    Args:
        routine: what is to be done.
        is_there: whether a step can be heard.
        written: the timeline of a step, for the marks of those that change.
    """
    if all(map(is_there, routine.steps)):
        return routine
    ways = [[_nearest(step, is_there) for step in steps] for steps in _ways(routine)]
    steps = max(ways, key=lambda way: sum(step is not None for step in way))
    changed = [new or old for new, old in zip(steps, _like(steps, routine), strict=True)]
    lines = [written(step) for step in changed]
    return Routine(
        tuple(changed),
        tuple(line.length_ms for line in lines),
        tuple(line.done_ms for line in lines),
    )


def _ways(routine: Routine) -> list[tuple[Step, ...]]:
    """The routine at each pace and with each side first, the most like it before all."""
    first = routine.steps[0]

    def unlike(way: tuple[Pace, Side]) -> tuple[bool, bool, bool]:
        pace, side = way
        return side is not first.side_first, pace is not first.pace, pace is not Pace.NORMAL

    return [
        tuple(replace(step, pace=pace, side_first=side) for step in routine.steps)
        for pace, side in sorted(product(Pace, Side), key=unlike)
    ]


def _nearest(step: Step, is_there: Callable[[Step], bool]) -> Step | None:
    """The same exercise as it is to be had: rather another dose than another explanation."""
    if is_there(step):
        return step
    alike = (
        replace(step, dose=dose, explained=explained)
        for dose, explained in product(ladder(step.exercise), (True, False))
    )

    def unlike(other: Step) -> tuple[bool, int, int]:
        sets, amount = other.dose.sets - step.dose.sets, other.dose.amount - step.dose.amount
        return other.explained is not step.explained, abs(sets), abs(amount)

    return next(filter(is_there, sorted(alike, key=unlike)), None)


def _like(found: list[Step | None], routine: Routine) -> list[Step]:
    """The steps of the routine at the pace and with the first side of those that were found."""
    model = next(filter(None, found), routine.steps[0])
    return [replace(step, pace=model.pace, side_first=model.side_first) for step in routine.steps]
