"""What is done today: the plan, at doses that have moved with the given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from skill.routine.draft import Doings
from skill.routine.exercise import MOST_SETS, Catalog, Dose, Exercise
from skill.routine.ladder import OwnDose
from skill.routine.lengths import Lengths
from skill.routine.planner import Plan, plan
from skill.routine.preferences import MOST_MINUTES
from skill.routine.progress import day_of, times_done, times_done_lately
from skill.routine.progression import Circumstances, after_lapse, raised, rises
from skill.routine.standing import Doses, Standing, to_tell

_LATELY = timedelta(days=6)
"""So short choices of every day hold all exercises within a week, which six days are before."""


@dataclass(frozen=True, slots=True)
class Today:
    """A plan for today."""

    plan: Plan
    """What is done."""
    doses: Doses
    """How the doses stand then."""
    news: tuple[Exercise, Standing] | None = None
    """The change that is told; None for none."""
    is_after_lapse: bool = False
    """Whether everything is gentler since the person was away."""


def known_doings(given: Circumstances, catalog: Catalog) -> Doings:
    """What is known of the person's doings, for a plan that moves no dose."""
    times = times_done_lately(given.runs, given.today, given.zone)
    lately = (run for run in given.runs if given.today - day_of(run, given.zone) < _LATELY)
    return Doings(times, _own(given.doses, given, catalog), times_done(lately))


def plan_today(
    given: Circumstances, catalog: Catalog, lengths: Lengths, most_sets: int = MOST_SETS
) -> Today:
    """Plan a routine, after moving the doses that are due: at most one up.

    Args:
        given: what the plan depends on.
        catalog: all exercises, in the order that saves changing position.
        lengths: how long phrases last.
        most_sets: 1 where a step must stay short enough to be one turn in a session.

    Raises:
        NothingToDoError: every exercise is left out.
    """
    known = known_doings(given, catalog)

    def planned(doses: Doses) -> Plan:
        own = _own(doses, given, catalog)
        return plan(catalog, given.preferences, lengths, replace(known, own=own), most_sets)

    gentler = after_lapse(given, catalog)
    if gentler != given.doses:
        return Today(planned(gentler), gentler.told(), is_after_lapse=True)
    untold = to_tell(given.doses, catalog)
    if untold is not None:
        made = planned(given.doses)
        exercise, standing = untold
        is_done = _dose_of(made, exercise) == standing.dose
        return Today(made, given.doses.told(exercise), untold if is_done else None)
    return _raised(given, catalog, planned)


def _raised(given: Circumstances, catalog: Catalog, planned: Callable[[Doses], Plan]) -> Today:
    as_it_was = planned(given.doses)
    now = {step.exercise.id: step.dose for step in as_it_was.routine.steps}
    # What the wished length has no room for is not raised, nor told of.
    fitting = (one for one in rises(given, catalog) if now.get(one[0].id) == one[1].before)
    for exercise, standing in fitting:
        higher = raised(given.doses, exercise, replace(standing, told=True))
        made = planned(higher)
        then = {step.exercise.id: step.dose for step in made.routine.steps}
        if then == now | {exercise.id: standing.dose} and made.minutes <= MOST_MINUTES:
            return Today(made, higher, (exercise, standing))
        break
    return Today(as_it_was, given.doses)


def _own(doses: Doses, given: Circumstances, catalog: Catalog) -> dict[str, OwnDose]:
    return {
        exercise.id: OwnDose(
            doses.dose(exercise, given.preferences),
            not doses.is_capped(exercise, given.today),
        )
        for exercise in catalog.values()
    }


def _dose_of(made: Plan, exercise: Exercise) -> Dose | None:
    return next((s.dose for s in made.routine.steps if s.exercise.id == exercise.id), None)
