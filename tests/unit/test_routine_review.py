"""What a week tells: what grew, what meets a hitch, and the one next thing."""

from datetime import UTC, date, datetime
from itertools import count

import pytest

from skill.content import load
from skill.routine import shorthand
from skill.routine.gains import Gain, Measure, gains
from skill.routine.hitches import Hitch, Trouble, trouble
from skill.routine.preferences import Level, Preferences
from skill.routine.review import Diary, NextStep, review
from skill.routine.run import Head, Kind, Phase, Run
from skill.routine.streaks import Streaks

CATALOG = load().catalog
MONDAY = date(2026, 11, 16)
_ids = count()


def run(day, *doses, done=None, kind=Kind.ROUTINE, **about):
    """A run on a day of November, of doses such as `ff20.1`; all of them done unless told."""
    routine = shorthand.read(
        "~".join(["n", "l", *(f"{dose}b.1exc" for dose in doses)]), CATALOG, kept=True
    )
    done = range(len(doses)) if done is None else done
    started_at = datetime(2026, 11, day, 7, 30, tzinfo=UTC)
    head = about.pop("head", Head(step=len(doses)))
    return Run(f"{next(_ids)}", started_at, routine, kind, head=head, done=frozenset(done), **about)


def whole(day, done=None, **about):
    return run(
        day,
        *(f"{exercise.code}{exercise.dose.least}.1" for exercise in CATALOG.values()),
        done=done,
        **about,
    )


def reviewed(*runs, today, first_day=MONDAY, weeks=0, level=Level.GENTLE, left_out=()):
    diary = Diary(runs, UTC, date(2026, 11, today))
    wanted = Preferences(level=level, left_out=frozenset(left_out))
    return review(diary, first_day, Streaks(0, weeks), wanted, CATALOG)


# What grew -----------------------------------------------------------------------------------


def test_a_hold_that_got_longer_is_told_from_and_to():
    then, now = [run(9, "ff20.1")], [run(16, "ff25.1")]
    assert gains(then, now) == (Gain("figure-four-stretch", Measure.HOLD, 20, 25),)


def test_repetitions_and_sets_grow_too():
    assert gains([run(9, "pt8.1")], [run(16, "pt10.1")])[0].measure is Measure.REPS
    (gain,) = gains([run(9, "ff20.1")], [run(16, "ff20.2")])
    assert (gain.measure, gain.before, gain.now) == (Measure.SETS, 1, 2)


def test_what_was_not_done_to_its_end_is_no_gain():
    assert gains([run(9, "ff20.1")], [run(16, "ff30.1", done=[])]) == ()


def test_what_got_less_and_what_is_new_is_no_gain():
    assert gains([run(9, "ff30.1")], [run(16, "ff20.1")]) == ()
    assert gains([run(9, "ff30.1")], [run(16, "pt10.1")]) == ()
    assert gains([run(9, "ff20.2")], [run(16, "ff25.1")]) == ()


def test_the_most_of_each_week_counts_and_the_greatest_gain_comes_first():
    then = [run(9, "ff20.1", "pt10.1"), run(10, "ff15.1")]
    now = [run(16, "ff25.1", "pt11.1"), run(17, "ff10.1")]
    assert [gain.exercise_id for gain in gains(then, now)] == ["figure-four-stretch", "pelvic-tilt"]


# What meets a hitch --------------------------------------------------------------------------


def test_broken_off_once_is_chance_and_twice_is_told():
    cut = {"done": [0, 2], "cut_short": frozenset({1})}
    one = run(16, "pt10.1", "ff20.1", "sq10.1", **cut)
    other = run(17, "pt10.1", "ff20.1", "sq10.1", **cut)
    assert trouble([one], CATALOG, frozenset()) is None
    found = trouble([one, other], CATALOG, frozenset())
    assert found == Trouble("figure-four-stretch", Hitch.BROKEN_OFF, 2)


def test_where_a_routine_was_stopped_in_the_middle_it_was_broken_off():
    head = Head(step=1, offset_ms=9_000, phase=Phase.STOPPED)
    runs = [run(day, "pt10.1", "ff20.1", done=[0], head=head) for day in (16, 17)]
    assert trouble(runs, CATALOG, frozenset()).exercise_id == "figure-four-stretch"


def test_what_was_broken_off_and_then_done_after_all_is_none():
    runs = [whole(day, cut_short=frozenset({0})) for day in (16, 17)]
    assert trouble(runs, CATALOG, frozenset()) is None


def test_what_routines_go_without_is_left_out_unless_it_was_done_apart_from_them():
    most = range(len(CATALOG) - 1)
    runs = [whole(16, done=most), whole(17, done=most)]
    last = list(CATALOG)[-1]
    assert trouble(runs, CATALOG, frozenset()) == Trouble(last, Hitch.LEFT_OUT, 2)
    alone = run(18, f"{CATALOG[last].code}{CATALOG[last].dose.least}.1", kind=Kind.STRETCH)
    assert trouble([*runs, alone], CATALOG, frozenset()) is None


def test_what_somebody_does_not_want_is_not_missed():
    most = range(len(CATALOG) - 1)
    runs = [whole(16, done=most), whole(17, done=most)]
    assert trouble(runs, CATALOG, frozenset({list(CATALOG)[-1]})) is None


# The one next thing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "today", "step"),
    [
        ([16], 16, NextStep.MORE_DAYS),
        ([16], 20, NextStep.MORE_DAYS),
        ([16], 22, NextStep.NEW_WEEK),
        ([16, 17, 18], 18, NextStep.SAME_AGAIN),
        ([16], 24, NextStep.NEW_WEEK),
    ],
)
def test_while_the_week_can_be_a_good_one_that_is_next(days, today, step):
    assert reviewed(*map(whole, days), today=today).next_step is step


def test_today_and_every_later_day_of_the_week_are_left_unless_it_is_done():
    assert reviewed(whole(16), today=16).days_left == 6
    assert reviewed(whole(16), today=17).days_left == 6
    assert reviewed(whole(16), today=17).today_is_free is True
    assert reviewed(whole(16), today=24).days_left == 0


def test_after_weeks_that_went_well_a_little_more_is_next_unless_it_is_strong_already():
    days = [whole(16), whole(17), whole(18)]
    assert reviewed(*days, today=18, weeks=3).next_step is NextStep.STRONGER
    assert reviewed(*days, today=18, weeks=3, level=Level.STRONG).next_step is NextStep.SAME_AGAIN


def test_an_exercise_that_is_too_much_comes_before_all_else():
    cut = [whole(day, done=range(1, 8), cut_short=frozenset({0})) for day in (16, 17, 18)]
    assert reviewed(*cut, today=18, weeks=5).next_step is NextStep.EASE


def test_while_a_week_lasts_it_is_set_against_the_same_days_of_the_one_before():
    before = [whole(9), whole(11), whole(14)]
    assert reviewed(*before, whole(16), today=18).before_by_now == 2
    assert reviewed(*before, whole(16), today=24).before_by_now == 3


def test_a_perfect_week_has_seven_days():
    assert reviewed(*(whole(day) for day in range(16, 23)), today=22).perfect is True
    assert reviewed(*(whole(day) for day in range(16, 22)), today=22).perfect is False
