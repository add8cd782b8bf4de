"""From an offset to a place, and where to take a run up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine.exercise import Dose, Side
from skill.routine.lengths import estimated
from skill.routine.place import Place, opened_at, place_at, seconds_left, take_up_at
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.score import LEAD_IN_MS, timeline
from skill.routine.segment import next_side, other_side
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
SEGMENTS = [(step, index) for step in STEPS for index in range(len(step.segments))]
LINES = [timeline(step, index, LENGTHS) for step, index in SEGMENTS]
AMOUNTS = [step.dose.amount for step, _ in SEGMENTS]
FIGURE_FOUR = timeline(step_of(CONTENT.catalog["figure-four-stretch"], 30), 1, LENGTHS)
OTHER_SIDE = timeline(step_of(CONTENT.catalog["figure-four-stretch"], 30), 2, LENGTHS)
GLIDE = timeline(step_of(CONTENT.catalog["nerve-glide"], 12, 2), 4, LENGTHS)
"""The right side of the second set."""
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
@given(offsets(beyond_ms=10_000))
def test_any_offset_has_a_place_inside_the_track(at):
    line, offset_ms = LINES[at[0]], at[1]
    place = place_at(line, 4, offset_ms)
    span = next(span for span in reversed(line.spans) if span.at_ms <= max(0, offset_ms))
    assert place.step == 4
    assert (place.part, place.set, place.side, place.rep) == (
        *(span.part, span.set, span.side, span.rep),
    )
    assert 0 <= place.ms <= span.length_ms


def test_past_the_end_is_the_end():
    end = place_at(GLIDE, 0, GLIDE.length_ms)
    assert place_at(GLIDE, 0, GLIDE.length_ms + 250) == end
    assert (end.part, end.ms) == (Part.WORK, GLIDE.spans[-1].length_ms)


def test_a_place_names_the_set_the_side_and_the_repetition():
    span = work(GLIDE, set=2, side=Side.RIGHT, rep=7)[0]
    place = place_at(GLIDE, 1, span.at_ms + 1_500)
    assert place == Place(1, Part.WORK, 2, Side.RIGHT, 7, 1_500)


def test_a_hold_has_no_repetition():
    span = work(FIGURE_FOUR, side=Side.LEFT)[0]
    assert place_at(FIGURE_FOUR, 0, span.at_ms).rep is None


def test_during_a_change_over_the_place_is_on_the_side_to_come():
    switch = next(span for span in OTHER_SIDE.spans if span.part is Part.SWITCH)
    assert place_at(OTHER_SIDE, 0, switch.at_ms).side is Side.RIGHT


# Taking it up --------------------------------------------------------------------------------


@many
@given(offsets(beyond_ms=10_000))
def test_a_run_is_never_taken_up_later_than_it_broke_off_nor_outside_its_track(at):
    line, offset_ms = LINES[at[0]], at[1]
    assert 0 <= take_up_at(line, offset_ms) <= min(max(offset_ms, 0), line.length_ms)


@many
@given(offsets())
def test_a_run_is_taken_up_at_the_start_of_a_cue_with_silence_before_it(at):
    line, offset_ms = LINES[at[0]], at[1]
    entered_ms = take_up_at(line, offset_ms)
    following = next(cue for cue in line.cues if cue.at_ms >= entered_ms)
    sounding = [cue for cue in line.cues if cue.at_ms < entered_ms < cue.end_ms]
    assert sounding == []
    assert following.at_ms - entered_ms >= LEAD_IN_MS


@many
@given(offsets())
def test_a_repetition_or_a_hold_is_taken_up_from_its_start(at):
    line, offset_ms = LINES[at[0]], at[1]
    again, before = (place_at(line, 0, t) for t in (take_up_at(line, offset_ms), offset_ms))
    if before.part is Part.WORK:
        following = place_at(line, 0, take_up_at(line, offset_ms) + LEAD_IN_MS)
        assert replace(following, ms=0) == replace(before, ms=0)
        assert following.ms == 0
    elif line.done_ms:
        assert again.ms == 0


def test_a_repetition_is_taken_up_from_its_count():
    span = work(GLIDE, rep=9)[0]
    assert take_up_at(GLIDE, span.end_ms - 1) == span.at_ms - LEAD_IN_MS


@many
@given(offsets())
def test_a_moment_of_a_lead_is_the_same_in_the_lead_that_opens(at):
    step, index = SEGMENTS[at[0]]
    if index == 0:
        opening, line = timeline(step, 0, LENGTHS, opens=True), LINES[at[0]]
        entered_ms = take_up_at(line, at[1])
        before, after = (
            [cue.phrase for cue in each.cues if cue.at_ms >= from_ms and cue.phrase]
            for each, from_ms in ((line, entered_ms), (opening, opened_at(line, entered_ms)))
        )
        assert after == [phrase for phrase in before if not phrase.startswith(("rest", "next."))]


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

BOTH = step_of(CONTENT.catalog["nerve-glide"], 12, 2).segments
"""Lead, left, right, left, right, close."""


def test_from_the_first_side_the_other_is_still_to_come():
    assert [next_side(BOTH, index) for index in (0, 1)] == [2, 2]


def test_from_the_last_side_there_is_none_to_come_but_one_to_go_back_to():
    assert [next_side(BOTH, index) for index in (4, 5)] == [None, None]
    assert other_side(BOTH, 4) == 3


def test_the_first_side_of_another_set_is_still_to_come():
    assert next_side(BOTH, 2) == other_side(BOTH, 2) == 3


def test_an_exercise_without_sides_has_no_other():
    squat = step_of(CONTENT.catalog["squat"], 10).segments
    assert (next_side(squat, 1), other_side(squat, 1)) == (None, None)
