"""Doses move by rules, inside bounds, with reasons, and never to and fro."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.routine import progression
from skill.routine.exercise import MOST_SETS, Dose
from skill.routine.preferences import Level, Preferences
from skill.routine.progression import Circumstances, Doses, Reason
from tests.simulated.people import (
    CATALOG,
    FIRST_DAY,
    KINDS,
    lived,
    reached_top,
    rises,
    weight,
)

SEEDS = st.integers(0, 2**32)
KIND = st.sampled_from(KINDS)
FOUR_WEEKS = timedelta(days=28)
A_WEEK = timedelta(days=7)
WANTED = Preferences()


@given(KIND, SEEDS)
def test_no_dose_leaves_the_catalogs_bounds(kind, seed):
    for change in lived(kind, seed).changes:
        assert change.after.amount in change.exercise.dose.amounts
        assert 1 <= change.after.sets <= MOST_SETS


@given(KIND, SEEDS)
def test_a_dose_and_its_sets_never_change_at_once_for_more(kind, seed):
    for change in rises(lived(kind, seed)):
        if change.cause == "two-doings":
            assert (change.before.amount == change.after.amount) != (
                change.before.sets == change.after.sets
            )


@given(KIND, SEEDS)
def test_nothing_rises_within_a_week_of_a_hurt(kind, seed):
    life = lived(kind, seed)
    for number, change in enumerate(life.changes):
        if weight(change.after) > weight(change.before):
            hurts = [day for day, e, at in life.hurts if e is change.exercise and at <= number]
            assert all(change.day - day >= A_WEEK for day in hurts)


@given(KIND, SEEDS)
def test_at_most_one_exercise_rises_by_itself_on_a_day(kind, seed):
    earned = Counter(c.day for c in rises(lived(kind, seed)) if c.cause == "two-doings")
    assert max(earned.values(), default=0) <= 1


@given(KIND, SEEDS)
def test_every_change_has_its_reason_and_its_day(kind, seed):
    reasons = {
        "two-doings": Reason.EARNED,
        "hurt": Reason.EASED,
        "hard": Reason.EASED,
        "lapse": Reason.EASED,
        "word": Reason.UNDONE,
    }
    for change in lived(kind, seed).changes:
        assert change.standing.reason is reasons[change.cause]
        assert change.standing.day == change.day


@given(KIND, SEEDS)
def test_a_dose_that_was_eased_rises_again_at_most_once_in_four_weeks(kind, seed):
    for exercise in CATALOG.values():
        own = [c for c in lived(kind, seed).changes if c.exercise is exercise]
        turned = [
            after.day
            for before, after in pairwise(own)
            if after.cause == "two-doings"
            and before.standing.reason is Reason.EASED
            and weight(after.after) > weight(after.before)
        ]
        assert all(b - a >= FOUR_WEEKS for a, b in pairwise(turned))


@given(SEEDS)
def test_what_is_undone_is_not_done_again_for_two_weeks(seed):
    undone = {}
    for change in lived("undoing", seed).changes:
        if change.cause == "word":
            undone[change.exercise.id] = change.day
        elif change.cause == "two-doings" and change.exercise.id in undone:
            assert change.day - undone[change.exercise.id] >= timedelta(days=14)


@given(SEEDS)
def test_the_top_is_reached_only_where_it_went_well(seed):
    life = lived("in-pain", seed)
    hurt_of_late = {e.id for day, e, _ in life.hurts if day >= FIRST_DAY + timedelta(days=7 * 11)}
    assert not hurt_of_late & {exercise.id for exercise in reached_top(life)}
    assert not reached_top(lived("undoing", seed))


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
    standing = progression.Standing(Dose(12), Dose(11), Reason.EARNED, FIRST_DAY)
    doses = Doses().with_standing(tilt, standing)
    given_ = Circumstances(WANTED, doses, [run], today, run.started_at.tzinfo)
    gentler = progression.after_lapse(given_, CATALOG)
    assert gentler.dose(tilt, WANTED) == Dose(amount)
    if gentler != doses:
        again = replace(given_, doses=gentler, today=today + timedelta(days=1))
        assert progression.after_lapse(again, CATALOG) == gentler


def test_another_level_starts_anew_but_what_was_eased_lately_stays():
    tilt, squat = CATALOG["pelvic-tilt"], CATALOG["squat"]
    risen = progression.Standing(Dose(14), Dose(13), Reason.EARNED, FIRST_DAY)
    doses = Doses().with_standing(tilt, risen).with_standing(squat, risen)
    doses = progression.eased(doses, squat, WANTED, FIRST_DAY)
    strong = replace(WANTED, level=Level.STRONG)
    after = progression.at_new_level(doses, FIRST_DAY + timedelta(days=3))
    assert after.dose(tilt, strong) == Dose(15)
    assert after.dose(squat, strong) == Dose(13)
