"""Exercises, their doses, the catalog, and how chosen doses are linked to steps."""

from dataclasses import replace

import pytest

from skill.content import load
from skill.routine.exercise import Catalog, Dose, Hold, Reps, Side
from skill.routine.preferences import Pace, Preferences
from skill.routine.routine import steps_of

CATALOG = load().catalog
TILT, GLIDE, SQUAT = (CATALOG[id_] for id_ in ("pelvic-tilt", "nerve-glide", "squat"))


def linked(*exercises, preferences=None, is_explained=lambda _: False):
    chosen = [(exercise, Dose(exercise.dose.least)) for exercise in exercises]
    return steps_of(chosen, preferences or Preferences(), is_explained)


def test_repetitions_may_be_any_number_from_the_least_to_the_most():
    assert list(Reps(least=10, most=13, out_ms=1, hold_ms=0, back_ms=1).amounts) == [10, 11, 12, 13]


def test_holds_go_in_steps_and_never_over_the_most():
    assert list(Hold(least=20, most=32, step=5).amounts) == [20, 25, 30]


def test_each_side_has_its_other():
    assert [side.other for side in Side] == [Side.RIGHT, Side.LEFT]


def test_the_catalog_keeps_its_order_and_knows_its_codes():
    assert list(Catalog((SQUAT, TILT))) == ["squat", "pelvic-tilt"]
    assert CATALOG.with_code(SQUAT.code) is SQUAT


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        CATALOG.with_code("zz")


@pytest.mark.parametrize("twin", [replace(TILT, id="other"), replace(TILT, code="zz")])
def test_two_exercises_cannot_share_an_id_or_a_code(twin):
    with pytest.raises(ValueError, match="share an id or a code"):
        Catalog((TILT, twin))


def test_priorities_are_a_ranking_of_all_exercises():
    assert sorted(e.priority for e in CATALOG.values()) == list(range(1, len(CATALOG) + 1))


def test_each_step_knows_what_comes_next_and_the_last_knows_that_it_is_the_last():
    assert [step.next_id for step in linked(TILT, GLIDE, SQUAT)] == ["nerve-glide", "squat", None]


def test_the_body_moves_to_the_first_step_and_wherever_the_position_changes():
    assert [step.moves for step in linked(TILT, GLIDE, SQUAT)] == [True, False, True]


def test_a_step_carries_what_the_person_wants():
    wanted = Preferences(pace=Pace.SLOWER, side_first=Side.RIGHT)
    (step,) = linked(GLIDE, preferences=wanted, is_explained=lambda e: e is GLIDE)
    assert (step.pace, step.explained) == (Pace.SLOWER, True)
    assert step.sides == (Side.RIGHT, Side.LEFT)


def test_an_exercise_without_sides_has_one_pass():
    (step,) = linked(TILT)
    assert step.sides == (None,)
