"""Which exercise is most often broken off or left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from skill.routine.exercise import Catalog
from skill.routine.progress import times_done
from skill.routine.run import Kind, Phase, Run

OFTEN = 2
"""Once is chance: from twice on, something is broken off or left out often."""


class Hitch(StrEnum):
    """What keeps an exercise from being done."""

    BROKEN_OFF = "broken-off"
    """It was begun and not done to its end."""
    LEFT_OUT = "left-out"
    """A routine was over without it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The exercise that most often meets a hitch."""

    exercise_id: str
    """Which exercise."""
    hitch: Hitch
    """Which hitch."""
    times: int
    """How often, at least `OFTEN`."""


def trouble(runs: Sequence[Run], catalog: Catalog, left_out: frozenset[str]) -> Trouble | None:
    """The exercise to look at; what is broken off tells more than what is only left out.

    Args:
        runs: those of a week, also such that nothing came of.
        catalog: the exercises that there are; of those left out equally often, it knows which
            one matters most.
        left_out: what the person does not want; nobody misses that.
    """
    wanted = [exercise for exercise in catalog.values() if exercise.id not in left_out]
    hitches = {Hitch.BROKEN_OFF: _broken_off(runs), Hitch.LEFT_OUT: _missed(runs, catalog)}
    for hitch, times in hitches.items():
        often = [(times[one.id], -one.priority, one.id) for one in wanted if times[one.id] >= OFTEN]
        if often:
            most, _, exercise_id = max(often)
            return Trouble(exercise_id, hitch, most)
    return None


def _broken_off(runs: Sequence[Run]) -> Mapping[str, int]:
    return Counter(
        run.routine.steps[step].exercise.id for run in runs for step in _ended_early(run) - run.done
    )


def _ended_early(run: Run) -> frozenset[int]:
    stopped = run.head.phase is Phase.STOPPED and not run.over and not run.head.due
    return run.cut_short | {run.head.step} if stopped else run.cut_short


def _missed(runs: Sequence[Run], catalog: Catalog) -> Mapping[str, int]:
    """By how much each exercise was done less often than routines."""
    routines = sum(run.kind is Kind.ROUTINE and bool(run.done) for run in runs)
    done = times_done(runs)
    return {exercise_id: routines - done[exercise_id] for exercise_id in catalog}
