"""What is planned for today: short routines in turns, and doses that have moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from skill.content import load
from skill.routine.choice import Choice, Stance
from skill.routine.exercise import BodyPart, Position
from skill.routine.lengths import estimated
from skill.routine.planner import NothingToDoError
from skill.routine.preferences import MOST_MINUTES, Preferences
from skill.routine.progression import Circumstances
from skill.routine.run import Run
from skill.routine.standing import Doses
from skill.routine.today import plan_today

CONTENT = load()
CATALOG = CONTENT.catalog
LENGTHS = estimated(CONTENT.narration)
MONDAY = date(2026, 11, 16)


def done(today, day):
    """The run of a routine that was done to its end on a day."""
    steps = len(today.plan.routine)
    return Run(
        id=f"{day:%Y%m%d}",
        started_at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8),
        routine=today.plan.routine,
        done=frozenset(range(steps)),
        utc_offset_min=0,
    )


def lived(wanted, days):
    """What was planned on each of so many days, all of it done."""
    doses, runs, plans = Doses(), [], []
    for number in range(days):
        day = MONDAY + timedelta(days=number)
        today = plan_today(Circumstances(wanted, doses, runs, day, UTC), CATALOG, LENGTHS)
        doses = today.doses
        plans.append(today)
        runs.insert(0, done(today, day))
    return plans


@pytest.mark.parametrize("minutes", [4, 5, 7, 10])
def test_short_routines_hold_every_exercise_within_a_week(minutes):
    plans = lived(Preferences(minutes=minutes), 14)
    for first in range(8):
        week = plans[first : first + 7]
        named = {step.exercise.id for today in week for step in today.plan.routine.steps}
        assert named == set(CATALOG)


def test_doses_grow_one_exercise_a_day_and_each_is_told():
    plans = lived(Preferences(), 6)
    assert [today.news is not None for today in plans] == [False, False, True, True, True, True]
    exercise, standing = plans[2].news
    assert (exercise.id, standing.dose.amount - standing.before.amount) == ("pelvic-tilt", 1)
    assert len({today.news[0].id for today in plans[2:]}) == 4


def test_a_routine_never_grows_beyond_the_longest():
    plans = lived(Preferences(), 120)
    assert max(today.plan.minutes for today in plans) >= MOST_MINUTES - 2
    assert all(today.plan.minutes <= MOST_MINUTES for today in plans)


def test_a_routine_of_a_wished_length_stays_as_long():
    minutes = [today.plan.minutes for today in lived(Preferences(minutes=12), 40)]
    assert set(minutes) <= {11, 12, 13}


@pytest.mark.parametrize(
    ("choice", "positions"),
    [
        (Choice(stance=Stance.LYING), {Position.ON_BACK, Position.ON_STOMACH}),
        (Choice(stance=Stance.STANDING), {Position.STANDING}),
    ],
)
def test_a_choice_holds_only_what_fits_the_body(choice, positions):
    wanted = choice.applied(Preferences(), CATALOG)
    today = plan_today(Circumstances(wanted, Doses(), [], MONDAY, UTC), CATALOG, LENGTHS)
    assert {step.exercise.position for step in today.plan.routine.steps} == positions


@pytest.mark.parametrize("part", BodyPart)
def test_every_part_of_the_body_has_an_exercise(part):
    wanted = Choice(part=part).applied(Preferences(), CATALOG)
    today = plan_today(Circumstances(wanted, Doses(), [], MONDAY, UTC), CATALOG, LENGTHS)
    assert all(part in step.exercise.parts for step in today.plan.routine.steps)


def test_what_is_left_out_for_good_comes_in_only_by_its_name():
    wanted = Preferences(left_out=frozenset({"squat"}))
    assert "squat" in Choice(part=BodyPart.LEG).applied(wanted, CATALOG).left_out
    assert "squat" not in Choice(only=frozenset({"squat"})).applied(wanted, CATALOG).left_out
    nothing = replace(wanted, left_out=frozenset(CATALOG))
    with pytest.raises(NothingToDoError):
        plan_today(Circumstances(nothing, Doses(), [], MONDAY, UTC), CATALOG, LENGTHS)
