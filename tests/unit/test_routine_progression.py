"""Doses move by rules, inside bounds, with reasons, and never to and fro."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.routine import progression
from skill.routine.exercise import Dose
from skill.routine.preferences import Level, Preferences
from skill.routine.progression import Circumstances
from skill.routine.standing import DoseReason, Doses, Standing
from tests.simulated.people import CATALOG, FIRST_DAY, KINDS, lived
from tests.simulated.rules import RULES

WANTED = Preferences()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(st.sampled_from(KINDS), st.integers(0, 2**32))
def test_doses_keep_the_rules(rule, kind, seed):
    rule(lived(kind, seed))


def test_two_good_doings_raise_and_one_does_not():
    life = lived("steady", 1)
    first = life.changes[0]
    before = [run for run in reversed(life.runs) if run.started_at.date() < first.day]
    good = [
        run
        for run in before
        if first.exercise.id in {run.routine.steps[n].exercise.id for n in run.done}
    ]
    assert len(good) >= progression.DOINGS_TO_RISE
    for so_many, is_raised in ((1, False), (2, True)):
        day = good[so_many - 1].started_at.date() + timedelta(days=1)
        circumstances = Circumstances(
            WANTED, Doses(), good[:so_many][::-1], day, good[0].started_at.tzinfo
        )
        assert any(progression.rises(circumstances, CATALOG)) is is_raised


def test_a_word_for_less_is_a_ceiling_that_is_not_moved():
    squat = CATALOG["squat"]
    doses = Doses(most={squat.code: 11})
    strong = Preferences(level=Level.STRONG)
    assert doses.dose(squat, strong) == Dose(11)
    assert doses.is_capped(squat, FIRST_DAY)
    life = lived("steady", 3)
    limited = Circumstances(strong, doses, life.runs, FIRST_DAY + timedelta(days=84), None)
    assert squat not in {exercise for exercise, _ in progression.rises(limited, CATALOG)}


@pytest.mark.parametrize(("days", "amount"), [(13, 12), (14, 11), (29, 11), (30, 10), (200, 10)])
def test_doses_are_gentler_after_a_lapse(days, amount):
    run = replace(lived("steady", 1).runs[-1], done=frozenset({0}))
    today = run.started_at.date() + timedelta(days=days)
    tilt = CATALOG["pelvic-tilt"]
    standing = Standing(Dose(12), Dose(11), DoseReason.EARNED, FIRST_DAY)
    doses = Doses().with_standing(tilt, standing)
    given_ = Circumstances(WANTED, doses, [run], today, run.started_at.tzinfo)
    gentler = progression.after_lapse(given_, CATALOG)
    assert gentler.dose(tilt, WANTED) == Dose(amount)
    if gentler != doses:
        again = replace(given_, doses=gentler, today=today + timedelta(days=1))
        assert progression.after_lapse(again, CATALOG) == gentler


SQUAT = CATALOG["squat"]


@pytest.fixture
def high():
    """Doses of somebody who has come to twelve squats, and to thirteen pelvic tilts."""
    squats = Standing(Dose(12), Dose(11), DoseReason.EARNED, FIRST_DAY - timedelta(days=40))
    tilts = replace(squats, dose=Dose(13), before=Dose(12))
    return Doses().with_standing(SQUAT, squats).with_standing(CATALOG["pelvic-tilt"], tilts)


def test_pain_that_is_told_twice_on_a_day_is_one_rung(high):
    once = progression.eased(high, SQUAT, WANTED, FIRST_DAY)
    assert once.dose(SQUAT, WANTED) == Dose(11)
    assert progression.eased(once, SQUAT, WANTED, FIRST_DAY) == once
    later = progression.eased(once, SQUAT, WANTED, FIRST_DAY + timedelta(days=1))
    assert later.dose(SQUAT, WANTED) == Dose(10)


def test_hard_that_is_told_twice_on_a_day_eases_the_same_two(high):
    everything = CATALOG.values()
    once = progression.after_hard(high, everything, WANTED, FIRST_DAY)
    assert [once.dose(e, WANTED).amount for e in (SQUAT, CATALOG["pelvic-tilt"])] == [11, 12]
    assert progression.after_hard(once, everything, WANTED, FIRST_DAY) == once


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("before", Level)
def test_a_level_that_is_asked_for_twice_is_one_wish(high, before, level):
    given_ = Circumstances(Preferences(level=before), high, [], FIRST_DAY, None)
    once = progression.at_new_level(given_, CATALOG, level)
    again = replace(given_, preferences=Preferences(level=level), doses=once)
    assert progression.at_new_level(again, CATALOG, level) == once


def test_after_pain_nothing_rises_for_a_week_and_no_word_raises_it():
    life = lived("eager", 4)
    first = life.changes[0]
    runs = [run for run in life.runs if run.started_at.date() < first.day]
    zone = runs[0].started_at.tzinfo
    hurt = progression.eased(Doses(), SQUAT, WANTED, first.day)
    for days, may_rise in ((0, False), (6, False), (7, True)):
        day = first.day + timedelta(days=days)
        assert any(progression.rises(Circumstances(WANTED, hurt, runs, day, zone), CATALOG)) is (
            may_rise
        )


def test_what_another_device_eased_meanwhile_stays_eased(high):
    raised = Standing(Dose(13), Dose(12), DoseReason.EARNED, FIRST_DAY)
    after = progression.raised(high, SQUAT, raised)
    assert progression.carried_over(high, high, after) == after
    hurt = progression.eased(high, SQUAT, WANTED, FIRST_DAY)
    both = progression.carried_over(hurt, high, after)
    assert both.dose(SQUAT, WANTED) == Dose(11)
    assert both.rises_from == hurt.rises_from
    assert both.raised_on == FIRST_DAY


def test_effort_is_asked_after_one_finished_routine_in_three():
    runs = lived("steady", 1).runs
    last = len(runs[0].routine) - 1
    whole = [replace(run, done=run.done | {last}) for run in runs[:7]]
    asked = [progression.asks_effort(whole[n:]) for n in reversed(range(7))]
    assert asked == [True, False, False, True, False, False, True]
    many = whole[:1] * 99
    assert [progression.asks_effort(many[n:]) for n in range(3)] == [False, False, True]
    assert not progression.asks_effort([replace(whole[0], done=frozenset()), *whole[1:]])
    assert not progression.asks_effort([])


def test_another_level_starts_anew_but_what_was_eased_lately_stays():
    tilt, squat = CATALOG["pelvic-tilt"], CATALOG["squat"]
    risen = Standing(Dose(14), Dose(13), DoseReason.EARNED, FIRST_DAY)
    doses = Doses().with_standing(tilt, risen).with_standing(squat, risen)
    doses = progression.eased(doses, squat, WANTED, FIRST_DAY)
    twice = Standing(Dose(15, 2), Dose(15), DoseReason.EARNED, FIRST_DAY)
    cat_cow = CATALOG["cat-cow"]
    doses = doses.with_standing(cat_cow, twice)
    strong = replace(WANTED, level=Level.STRONG)
    given_ = Circumstances(WANTED, doses, [], FIRST_DAY + timedelta(days=3), None)
    after = progression.at_new_level(given_, CATALOG, Level.STRONG)
    assert after.dose(tilt, strong) == Dose(15)
    assert after.dose(squat, strong) == Dose(13)
    assert after.dose(cat_cow, strong) == Dose(15, 2)
    gentle = progression.at_new_level(replace(given_, preferences=strong), CATALOG, Level.GENTLE)
    assert [gentle.dose(each, WANTED) for each in (tilt, cat_cow)] == [Dose(10), Dose(10)]
