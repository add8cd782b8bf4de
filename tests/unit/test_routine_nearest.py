"""What is played in place of a track that is not there: the nearest of the same exercise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from skill.content import load
from skill.routine.exercise import Dose, Side
from skill.routine.lengths import estimated
from skill.routine.nearest import nearest
from skill.routine.planner import plan
from skill.routine.preferences import Pace, Preferences
from skill.routine.score import timeline

CONTENT = load()
LENGTHS = estimated(CONTENT.narration)


def written(step):
    return timeline(step, LENGTHS)


def planned(**wanted):
    return plan(CONTENT.catalog, Preferences(**wanted), LENGTHS, {}).routine


def with_dose(routine, index, dose):
    steps = list(routine.steps)
    steps[index] = replace(steps[index], dose=dose)
    return replace(routine, steps=tuple(steps))


def test_a_routine_that_is_there_stays_itself():
    routine = planned()
    assert nearest(routine, lambda _: True, written) is routine


def test_an_old_dose_becomes_the_nearest_of_today():
    old = with_dose(planned(), 0, Dose(11))
    found = nearest(old, lambda step: step.dose != Dose(11), written)
    assert found.steps == planned().steps
    assert found.length_ms == planned().length_ms


def test_a_pace_that_is_not_there_becomes_the_ordinary_one_for_all_steps():
    slower = planned(pace=Pace.SLOWER)
    found = nearest(slower, lambda step: step.pace is Pace.NORMAL, written)
    assert found.steps == planned().steps


def test_the_side_that_comes_first_is_given_up_last():
    wanted = planned(pace=Pace.SLOWER, side_first=Side.RIGHT)
    there = {*planned(side_first=Side.RIGHT).steps, *planned(pace=Pace.SLOWER).steps}
    found = nearest(wanted, there.__contains__, written)
    assert found.steps == planned(side_first=Side.RIGHT).steps


def test_what_is_not_there_in_any_way_stays_as_it_was():
    routine = planned()
    found = nearest(routine, lambda step: step.exercise.id != "squat", written)
    assert found == routine


@given(st.randoms(use_true_random=False), st.sampled_from(Pace), st.sampled_from(Side))
def test_whatever_is_there_all_marks_are_right_and_no_exercise_is_lost(random, pace, side):
    wanted = planned(pace=pace, side_first=side)
    found = nearest(wanted, lambda step: hash((step.dose, random.random())) % 3 == 0, written)
    assert [s.exercise for s in found.steps] == [s.exercise for s in wanted.steps]
    assert found.length_ms == tuple(written(step).length_ms for step in found.steps)
    assert found.done_ms == tuple(written(step).done_ms for step in found.steps)
    assert len({(step.pace, step.side_first) for step in found.steps}) == 1
