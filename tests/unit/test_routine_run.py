"""What is known of a run only grows, and joins with any other account of it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.exercise import Side
from skill.routine.run import Head, Phase, Run, Status, work_numbers, work_of
from skill.routine.score import REST_MS
from skill.routine.segment import SegmentKind

ROUTINE = shorthand.read("n~l~pt10.1b.1exc~ff20.1b.1exc~sq10.1b.1exc", load().catalog)
"""Three steps: of one side, of two, and of one with the close."""
LAST = len(ROUTINE) - 1
NEW = Run("20261118T073000Z#9f2c41", datetime(2026, 11, 18, 7, 30, tzinfo=UTC), ROUTINE)
HEADS = st.builds(
    Head,
    play=st.integers(0, 3),
    step=st.integers(0, 3),
    offset_ms=st.sampled_from([0, 1, 5_000, 53_999, 54_000, 66_000]),
    phase=st.sampled_from(Phase),
    first=st.integers(0, 2),
    segment=st.integers(0, 2),
    first_segment=st.integers(0, 2),
)
STEPS = st.frozensets(st.integers(0, 2))
ACCOUNTS = st.builds(
    lambda head, done, heard, cut_short, hurts, device: replace(
        NEW, head=head, done=done, heard=heard, cut_short=cut_short, hurts=hurts, device=device
    ),
    *(HEADS, STEPS, st.frozensets(st.sampled_from(sorted(work_numbers(ROUTINE)))), STEPS),
    *(st.integers(0, 3), st.sampled_from(["", "a1b2c3d4"])),
)
many = settings(max_examples=200, deadline=None)


# Heads ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (Head(play=1, step=2, offset_ms=900), Head(play=2, step=0)),
        (Head(step=0, offset_ms=66_000), Head(step=1)),
        (Head(step=1, offset_ms=66_000), Head(step=1, segment=1)),
        (Head(offset_ms=900, phase=Phase.STOPPED), Head(segment=1)),
        (Head(offset_ms=900), Head(offset_ms=901)),
        (Head(offset_ms=900, phase=Phase.SILENT), Head(offset_ms=900, phase=Phase.GOING)),
        (Head(offset_ms=66_000), Head(offset_ms=900, phase=Phase.PAUSED)),
        (Head(offset_ms=900, phase=Phase.PAUSED), Head(offset_ms=800, phase=Phase.STOPPED)),
        (Head(offset_ms=900, phase=Phase.STOPPED), Head(step=1)),
    ],
)
def test_of_two_heads_the_greater_is_the_newer(older, newer):
    assert older < newer
    assert max(older, newer) is max(newer, older) is newer


@many
@given(HEADS, HEADS)
def test_any_two_heads_can_be_compared(one, other):
    assert (one < other) + (other < one) + (one == other) == 1


@pytest.mark.parametrize("phase", Phase)
def test_a_step_is_due_as_long_as_nothing_of_it_was_heard(phase):
    assert Head(phase=phase).due
    assert not Head(offset_ms=1, phase=phase).due
    assert not Head(segment=1, phase=phase).due


def test_a_step_is_due_in_the_rest_before_it_too():
    assert Head(step=1, offset_ms=REST_MS).due
    assert not Head(step=1, offset_ms=REST_MS + 1).due
    assert not Head(step=1, offset_ms=1, first=1).due  # its lead opens without a rest


# Merging -------------------------------------------------------------------------------------


@many
@given(ACCOUNTS, ACCOUNTS)
def test_merging_is_the_same_either_way(one, other):
    assert one.merged(other) == other.merged(one)


@many
@given(ACCOUNTS, ACCOUNTS, ACCOUNTS)
def test_merging_can_be_grouped_in_any_way(one, other, third):
    assert one.merged(other).merged(third) == one.merged(other.merged(third))


@many
@given(ACCOUNTS, ACCOUNTS)
def test_merging_again_changes_nothing(one, other):
    both = one.merged(other)
    assert both.merged(both) == both.merged(one) == both.merged(other) == both


@many
@given(st.lists(ACCOUNTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_any_order_of_any_number_of_accounts_joins_to_the_same(accounts, random):
    shuffled = random.sample(accounts * 2, len(accounts) * 2)
    assert reduce(Run.merged, shuffled) == reduce(Run.merged, accounts)


@many
@given(ACCOUNTS, ACCOUNTS)
def test_merging_loses_nothing(one, other):
    both = one.merged(other)
    assert both.done >= one.done | other.done
    assert both.heard >= one.heard | other.heard
    assert both.cut_short >= one.cut_short | other.cut_short
    assert both.head >= one.head
    assert both.hurts >= one.hurts


def test_another_run_is_not_merged():
    with pytest.raises(ValueError, match="same run"):
        NEW.merged(replace(NEW, id="another"))


# How it stands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, Status.UNDER_WAY),
        ({"head": Head(step=1, offset_ms=900)}, Status.UNDER_WAY),
        ({"head": Head(offset_ms=900, phase=Phase.SILENT)}, Status.PAUSED),
        ({"head": Head(offset_ms=900, phase=Phase.PAUSED)}, Status.PAUSED),
        ({"head": Head(offset_ms=900, phase=Phase.STOPPED)}, Status.STOPPED),
        ({"head": Head(step=3)}, Status.STOPPED),  # the last was skipped
        ({"head": Head(step=3), "done": frozenset({2})}, Status.FINISHED),
        ({"head": Head(step=2, phase=Phase.STOPPED), "done": frozenset({0, 1})}, Status.STOPPED),
    ],
)
def test_a_run_stands_in_one_word(changes, status):
    assert replace(NEW, **changes).status is status


def test_stopping_early_is_not_a_finished_routine():
    assert not replace(NEW, done=frozenset(range(LAST))).finished


@pytest.mark.parametrize(
    ("head", "over"),
    [
        (Head(step=1, offset_ms=66_000), False),
        (Head(step=LAST, segment=1, offset_ms=54_000), False),
        (Head(step=LAST, segment=2), True),
        (Head(step=LAST + 1), True),
    ],
)
def test_a_run_is_over_when_the_work_of_its_last_step_is(head, over):
    assert replace(NEW, head=head).over is over


def test_a_finished_run_taken_back_to_an_earlier_step_is_not_over():
    again = replace(NEW, head=Head(play=2, step=1, offset_ms=6_000), done=frozenset({0, 1, 2}))
    assert (again.over, again.finished) == (False, True)


def test_the_segment_at_the_head_is_one_of_its_step():
    assert NEW.segment.kind is SegmentKind.LEAD
    assert replace(NEW, head=Head(step=1, segment=2)).segment.side is Side.RIGHT
    assert replace(NEW, head=Head(step=LAST + 1)).segment.kind is SegmentKind.CLOSE


def test_each_work_has_a_number_of_its_own():
    assert [work_of(number) for number in sorted(work_numbers(ROUTINE))] == [
        *((0, 1), (1, 1), (1, 2), (2, 1))
    ]


@many
@given(ACCOUNTS)
def test_every_account_of_a_run_can_be_asked_anything(run):
    assert run.status in Status
    assert run.step in ROUTINE.steps
    assert run.segment in run.step.segments


def test_an_account_of_other_steps_tells_nothing_of_these():
    other = shorthand.read("n~l~cc10.1b.1exc", load().catalog)
    strange = replace(NEW, routine=other, head=Head(play=9, step=1), done=frozenset({0}))
    assert not NEW.is_of(strange)
    assert NEW.merged(strange) == NEW


def test_the_same_steps_in_another_voice_are_the_same_run():
    longer = replace(ROUTINE, length_ms=tuple(each + 900 for each in ROUTINE.length_ms))
    told = replace(NEW, routine=longer, done=frozenset({0}))
    assert NEW.is_of(told)
    assert NEW.merged(told).done == {0}
