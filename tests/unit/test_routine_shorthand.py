"""A routine as a few dozen characters, and nothing else taken for one."""

import contextlib
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine.draft import Doings
from skill.routine.exercise import MOST_SETS, Dose, Side
from skill.routine.lengths import estimated
from skill.routine.planner import plan, plan_one
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.routine import Routine, steps_of
from skill.routine.shorthand import ShorthandError, base36, first_done_ms, read, write

CONTENT = load()
CATALOG = CONTENT.catalog
LENGTHS = estimated(CONTENT.narration)
GOOD = "n~l~pt12.1f.1o9s~ff30.2b.1o9s"
FIRST = "n~l~pt12.1f.1o9s.1gc0~ff30.2b.1o9s.1gc0"
"""The same as the first version wrote it, with the moments from which steps were done."""
many = settings(max_examples=200, deadline=None)


@st.composite
def routines(draw):
    """Any routine that the catalog allows, in any order, as long as may be."""
    exercises = draw(st.lists(st.sampled_from(list(CATALOG.values())), min_size=1, unique=True))
    chosen = [
        (e, Dose(draw(st.sampled_from(list(e.dose.amounts))), draw(st.integers(1, MOST_SETS))))
        for e in exercises
    ]
    explained = {e: draw(st.booleans()) for e in exercises}
    preferences = Preferences(
        pace=draw(st.sampled_from(Pace)), side_first=draw(st.sampled_from(Side))
    )
    lengths = [draw(st.integers(1, 3_600_000)) for _ in chosen]
    return Routine(
        steps_of(chosen, preferences, explained.__getitem__),
        tuple(lengths),
    )


@many
@given(routines())
def test_a_routine_written_and_read_is_the_same_routine(routine):
    assert read(write(routine), CATALOG) == routine


@many
@given(routines())
def test_a_routine_of_all_exercises_stays_under_three_hundred_characters(routine):
    assert len(write(routine)) < 300


def test_only_characters_that_are_safe_in_a_token_and_an_address_are_used():
    text = write(plan(CATALOG, Preferences(), LENGTHS, Doings()).routine)
    assert set(text) <= set(string.ascii_lowercase + string.digits + "~.")


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("minutes", [None, 4, 25])
def test_planned_routines_come_back(minutes, level):
    wanted = Preferences(minutes=minutes, level=level, detail=Detail.LESS, side_first=Side.RIGHT)
    routine = plan(CATALOG, wanted, LENGTHS, Doings()).routine
    assert read(write(routine), CATALOG) == routine


def test_a_single_stretch_comes_back():
    routine = plan_one(CATALOG["cat-cow"], Preferences(), LENGTHS, Doings())
    assert read(write(routine), CATALOG) == routine


def test_it_reads_as_its_description_says():
    routine = read(GOOD, CATALOG)
    tilt, figure_four = routine.steps
    assert (tilt.exercise.id, tilt.dose, tilt.explained) == ("pelvic-tilt", Dose(12, 1), True)
    assert (figure_four.dose, figure_four.explained) == (Dose(30, 2), False)
    assert (tilt.pace, tilt.next_id) == (Pace.NORMAL, "figure-four-stretch")
    assert figure_four.sides == (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(
    "text",
    [
        *("", "~", "n~l", "n~l~", "nonsense", GOOD + "~", GOOD + "\n", GOOD.upper()),
        GOOD.replace("n~", "x~"),  # no such pace
        GOOD.replace("~l~", "~m~"),  # no such side
        GOOD.replace("pt", "zz"),  # no such exercise
        GOOD.replace("pt12", "pt99"),  # more than the catalog allows
        GOOD.replace("pt12", "pt9"),  # less than the catalog allows
        GOOD.replace("ff30", "ff22"),  # between two holds that the catalog allows
        GOOD.replace("30.2b", "30.0b"),  # no set at all
        GOOD.replace("30.2b", "30.4b"),  # more sets than care allows
        GOOD.replace("2b", "2x"),  # neither full nor brief
        GOOD.replace("ff30.2b", "pt12.1f"),  # an exercise twice
        GOOD.replace("1o9s", "zzzzzz"),  # a step of weeks
        GOOD.replace("1o9s", "0"),  # a step of no time
        GOOD.replace("12.1f", "١٢.1f"),  # digits, but not ours
    ],
)
def test_what_is_no_routine_of_this_catalog_is_refused(text):
    with pytest.raises(ShorthandError):
        read(text, CATALOG)


def test_what_the_first_version_wrote_is_the_same_routine():
    assert read(FIRST, CATALOG) == read(GOOD, CATALOG)
    assert (first_done_ms(FIRST, 1), first_done_ms(GOOD, 1)) == (int("1gc0", 36), 0)


def test_a_kept_routine_outlives_a_change_of_the_catalog_s_doses():
    with pytest.raises(ShorthandError):
        read(GOOD.replace("pt12", "pt9"), CATALOG)
    assert read(GOOD.replace("pt12", "pt9"), CATALOG, kept=True).steps[0].dose == Dose(9)


DIGITS = st.integers(0, 36**4).map(base36)
STEP_TEXTS = st.builds(
    "{}{}.{}{}.{}.{}".format,
    st.sampled_from([*(e.code for e in CATALOG.values()), "zz"]),
    st.integers(0, 40),
    st.integers(0, 5),
    st.sampled_from("fb"),
    DIGITS,
    DIGITS,
)
FORGED = st.one_of(
    st.text(max_size=80),
    st.lists(STEP_TEXTS, max_size=4).map(lambda steps: "~".join(["n", "l", *steps])),
    st.builds(
        lambda at, by: GOOD[:at] + by + GOOD[at + 1 :],
        st.integers(0, len(GOOD) - 1),
        st.text(max_size=2),
    ),
)


@many
@given(FORGED)
def test_a_forged_text_is_refused_or_stands_for_a_routine_that_could_be_planned(text):
    with contextlib.suppress(ShorthandError):
        routine = read(text, CATALOG)
        assert all(step.dose.amount in step.exercise.dose.amounts for step in routine.steps)
        assert len({step.exercise for step in routine.steps}) == len(routine)
        assert read(write(routine), CATALOG) == routine


@many
@given(st.integers(0, 36**6))
def test_base_36_is_what_python_reads_as_base_36(number):
    assert int(base36(number), 36) == number
