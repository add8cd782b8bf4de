"""From an offset to a place and back, and where to take a run up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine.exercise import Dose, Side
from skill.routine.lengths import estimated
from skill.routine.place import (
    RUN_UP_MS,
    Place,
    next_side_at,
    offset_of,
    other_side_at,
    place_at,
    seconds_left,
    take_up_at,
)
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.score import timeline
from skill.routine.timeline import CueKind, Part

CONTENT = load()
LENGTHS = estimated(CONTENT.narration)


def step_of(exercise, amount, sets=1, **changes):
    step = Step(
        exercise=exercise,
        dose=Dose(amount, sets),
        explained=True,
        pace=Pace.NORMAL,
        side_first=Side.LEFT,
        moves=True,
        next_id=None,
    )
    return replace(step, **changes)


STEPS = [
    step_of(exercise, amount, sets, explained=explained, next_id=next_id)
    for exercise in CONTENT.catalog.values()
    for amount in (exercise.dose.least, exercise.dose.most)
    for sets, explained, next_id in ((1, True, "squat"), (3, False, None))
]
LINES = [timeline(step, LENGTHS) for step in STEPS]
AMOUNTS = [step.dose.amount for step in STEPS]
FIGURE_FOUR = timeline(step_of(CONTENT.catalog["figure-four-stretch"], 30), LENGTHS)
GLIDE = timeline(step_of(CONTENT.catalog["nerve-glide"], 12, 2), LENGTHS)
many = settings(max_examples=300, deadline=None)


@st.composite
def offsets(draw, beyond_ms=0):
    """The number of a timeline, and a moment in it or up to so far outside of it."""
    which = draw(st.integers(0, len(LINES) - 1))
    return which, draw(st.integers(-beyond_ms, LINES[which].length_ms + beyond_ms))


def work(line, **wanted):
    return [
        span
        for span in line.spans
        if span.part is Part.WORK and all(getattr(span, k) == v for k, v in wanted.items())
    ]


def first(line, kind):
    return next(cue for cue in line.cues if cue.kind is kind)


@many
@given(offsets())
def test_a_place_leads_back_to_its_offset(at):
    line, offset_ms = LINES[at[0]], at[1]
    assert offset_of(line, place_at(line, 0, offset_ms)) == offset_ms


def test_every_single_offset_of_a_track_leads_back_to_itself():
    offsets_ms = range(FIGURE_FOUR.length_ms + 1)
    assert all(offset_of(FIGURE_FOUR, place_at(FIGURE_FOUR, 2, t)) == t for t in offsets_ms)


@many
@given(offsets(beyond_ms=10_000))
def test_any_offset_has_a_place_inside_the_track(at):
    line, offset_ms = LINES[at[0]], at[1]
    place = place_at(line, 4, offset_ms)
    assert place.step == 4
    assert place.ms >= 0
    assert offset_of(line, place) == min(max(offset_ms, 0), line.length_ms)


def test_past_the_end_is_the_end():
    end = place_at(GLIDE, 0, GLIDE.length_ms)
    assert place_at(GLIDE, 0, GLIDE.length_ms + 250) == end
    assert (end.part, end.ms) == (Part.REST, GLIDE.spans[-1].length_ms)


def test_a_place_names_the_set_the_side_and_the_repetition():
    span = work(GLIDE, set=2, side=Side.RIGHT, rep=7)[0]
    place = place_at(GLIDE, 1, span.at_ms + 1_500)
    assert place == Place(1, Part.WORK, 2, Side.RIGHT, 7, 1_500)


def test_a_hold_has_no_repetition():
    span = work(FIGURE_FOUR, side=Side.LEFT)[0]
    assert place_at(FIGURE_FOUR, 0, span.at_ms).rep is None


def test_during_a_change_over_the_place_is_on_the_side_to_come():
    switch = next(span for span in FIGURE_FOUR.spans if span.part is Part.SWITCH)
    assert place_at(FIGURE_FOUR, 0, switch.at_ms).side is Side.RIGHT


def test_a_place_holds_in_another_voice():
    slow = replace(LENGTHS, ms={key: ms * 2 for key, ms in LENGTHS.ms.items()})
    other = timeline(STEPS[0], slow)
    span = work(LINES[0], rep=5)[0]
    found = offset_of(other, place_at(LINES[0], 0, span.at_ms))
    assert found == work(other, rep=5)[0].at_ms


def test_a_place_beyond_a_smaller_dose_is_its_last_repetition():
    smaller = timeline(step_of(CONTENT.catalog["nerve-glide"], 10), LENGTHS)
    place = Place(0, Part.WORK, 1, Side.RIGHT, 12, 600)
    assert offset_of(smaller, place) == work(smaller, side=Side.RIGHT, rep=10)[0].at_ms + 600


def test_a_place_longer_than_its_span_ends_with_the_span():
    span = work(GLIDE, set=1, side=Side.LEFT, rep=3)[0]
    assert offset_of(GLIDE, Place(0, Part.WORK, 1, Side.LEFT, 3, 99_000)) == span.end_ms


# Taking it up --------------------------------------------------------------------------------


@many
@given(offsets(beyond_ms=10_000))
def test_a_run_is_never_taken_up_later_than_it_broke_off_nor_outside_its_track(at):
    line, offset_ms = LINES[at[0]], at[1]
    assert 0 <= take_up_at(line, offset_ms) <= min(max(offset_ms, 0), line.length_ms)


@many
@given(offsets())
def test_a_run_is_taken_up_in_the_same_place_and_little_earlier(at):
    line, offset_ms = LINES[at[0]], at[1]
    again, before = (place_at(line, 0, t) for t in (take_up_at(line, offset_ms), offset_ms))
    assert replace(again, ms=0) == replace(before, ms=0)
    assert again.ms == (0 if before.rep else max(0, before.ms - RUN_UP_MS))


def test_a_repetition_is_taken_up_from_its_count():
    span = work(GLIDE, set=1, side=Side.LEFT, rep=9)[0]
    assert take_up_at(GLIDE, span.end_ms - 1) == span.at_ms


# Seconds left --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after_ms", "left"), [(0, 30), (1, 30), (1_000, 29), (18_000, 12), (29_001, 1), (30_000, 0)]
)
def test_the_seconds_left_of_a_hold_are_counted_from_its_first_tick(after_ms, left):
    start_ms = first(FIGURE_FOUR, CueKind.TICK).at_ms
    assert seconds_left(FIGURE_FOUR, start_ms + after_ms) == left


def test_before_the_first_tick_all_of_the_hold_is_left():
    span = work(FIGURE_FOUR)[0]
    assert first(FIGURE_FOUR, CueKind.TICK).at_ms > span.at_ms
    assert seconds_left(FIGURE_FOUR, span.at_ms) == 30


@many
@given(offsets(beyond_ms=5_000))
def test_only_a_hold_has_seconds_left_and_never_more_than_its_dose(at):
    line, offset_ms = LINES[at[0]], at[1]
    left = seconds_left(line, offset_ms)
    place = place_at(line, 0, offset_ms)
    held = place.part is Part.WORK and place.rep is None
    assert (left is not None) == held
    assert left is None or 0 <= left <= AMOUNTS[at[0]]


# The sides -----------------------------------------------------------------------------------


def side_after(line, found_ms):
    return place_at(line, 0, found_ms).side


def test_from_the_first_side_the_other_is_still_to_come():
    (left,) = work(FIGURE_FOUR, side=Side.LEFT)

    found_ms = next_side_at(FIGURE_FOUR, left.at_ms + 1_000)

    assert left.end_ms <= found_ms < work(FIGURE_FOUR, side=Side.RIGHT)[0].at_ms
    assert side_after(FIGURE_FOUR, found_ms) is Side.RIGHT


def test_from_the_last_side_there_is_none_to_come_but_one_to_go_back_to():
    (right,) = work(FIGURE_FOUR, side=Side.RIGHT)

    assert next_side_at(FIGURE_FOUR, right.at_ms + 1_000) is None
    assert side_after(FIGURE_FOUR, other_side_at(FIGURE_FOUR, right.at_ms + 1_000)) is Side.LEFT


def test_the_first_side_of_another_set_is_still_to_come():
    right = work(GLIDE, side=Side.RIGHT, set=1)[-1]

    assert place_at(GLIDE, 0, next_side_at(GLIDE, right.at_ms)).set == 2


def test_an_exercise_without_sides_has_no_other():
    squat = timeline(step_of(CONTENT.catalog["squat"], 10), LENGTHS)

    assert next_side_at(squat, 5_000) is None
    assert other_side_at(squat, 5_000) is None


@many
@given(offsets())
def test_the_other_side_is_another_side(case):
    which, offset_ms = case
    here, found_ms = place_at(LINES[which], 0, offset_ms), other_side_at(LINES[which], offset_ms)

    assert (found_ms is None) == (here.side is None)
    assert found_ms is None or place_at(LINES[which], 0, found_ms).side is here.side.other
