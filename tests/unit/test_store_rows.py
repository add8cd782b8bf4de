"""Rows: what is kept of runs and profiles, and how heads sort as text."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.advance import advance
from skill.routine.events import ResumeAsked
from skill.routine.exercise import Catalog, Dose
from skill.routine.preferences import Level, Preferences
from skill.routine.run import Head, Phase, Run, Status, work_numbers
from skill.routine.standing import DoseReason, Doses, Standing
from skill.store.port import Profile, StoreUnavailableError
from skill.store.rows import (
    PROFILE_KEY,
    UnreadableRowError,
    changed_facts,
    head_text,
    profile_row,
    read_head,
    read_profile,
    read_run,
    readable_runs,
    run_key,
    run_keys_between,
    run_row,
)

CATALOG = load().catalog
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
HEADS = st.builds(
    Head,
    play=st.integers(0, 99_999_999),
    step=st.integers(0, 999),
    offset_ms=st.integers(0, 999_999_999),
    phase=st.sampled_from(Phase),
    first=st.integers(0, 999),
    segment=st.integers(0, 9),
    first_segment=st.integers(0, 9),
)
FIRST_ROW = {
    "started": "2026-11-18T07:30:00+00:00",
    "routine": "n~l~pt10.1f.1o9s.1gc0~ff30.1b.1o9s.1gc0~sq10.1b.1o9s.1gc0",
    "kind": "routine",
    "head": "00000002.001.2.000031250.2.001.0000000000",
    "done": [0],
}
"""As the first version kept a run: paused 31 s into its second step."""


@pytest.fixture
def longest():
    """A run of all exercises at their most, three times, by somebody who broke off each once."""
    steps = [f"{each.code}{each.dose.amounts[-1]}.3f.25000" for each in CATALOG.values()]
    every = frozenset(range(len(steps)))
    routine = shorthand.read("~".join(["n", "l", *steps]), CATALOG)
    return Run(
        id="20261118T073000Z#9f2c41",
        started_at=datetime(2026, 11, 18, 7, 30, 0, 123_456, UTC),
        routine=routine,
        device="5e1f00aa",
        head=Head(999_999, len(steps), 9_999_999, Phase.STOPPED, len(steps) - 1),
        done=every,
        heard=work_numbers(routine),
        cut_short=every,
    )


@given(HEADS, HEADS)
def test_heads_sort_as_text_as_they_do_by_rank(one, other):
    assert (head_text(one) < head_text(other)) == (one < other)


@given(HEADS)
def test_a_head_can_be_read_from_its_text(head):
    assert read_head(head_text(head)) == head


@pytest.mark.parametrize(
    "head", [Head(play=100_000_000), Head(step=1000), Head(offset_ms=10**9), Head(play=-1)]
)
def test_a_head_that_would_not_sort_is_refused(head):
    with pytest.raises(ValueError, match="no head of a routine"):
        head_text(head)


def test_a_run_can_be_read_from_its_row(longest):
    assert read_run(longest.id, run_row(longest), CATALOG) == longest


def test_a_run_of_the_first_version_is_taken_up_at_the_beginning_of_its_exercise():
    run = read_run("20261118T073000Z#9f2c41", FIRST_ROW, CATALOG)
    assert (run.head.play, run.head.place, run.head.offset_ms) == (2, (1, 0), 1)
    assert (run.done, run.status) == ({0}, Status.PAUSED)


def test_a_run_of_the_first_version_that_was_done_is_over():
    row = FIRST_ROW | {"head": "00000002.002.0.000062000.1.000.1700000000", "done": [0, 1, 2]}
    run = read_run("20261118T073000Z#9f2c41", row, CATALOG)
    assert (run.over, run.status) == (True, Status.FINISHED)


def test_an_event_of_the_present_version_is_newer_than_a_head_of_the_first():
    run = read_run("20261118T073000Z#9f2c41", FIRST_ROW, CATALOG)
    played, _ = advance(run, ResumeAsked(0))
    assert head_text(played.head) > FIRST_ROW["head"]


def test_work_that_a_routine_does_not_have_was_not_heard(longest):
    row = run_row(longest) | {"heard": frozenset({1, 7, 999, -1})}
    assert read_run(longest.id, row, CATALOG).heard == {1}


def test_steps_that_a_routine_does_not_have_are_not_done(longest):
    row = run_row(longest) | {"done": frozenset({0, 99}), "cut_short": frozenset({-1, 1})}
    read = read_run(longest.id, row, CATALOG)
    assert (read.done, read.cut_short) == ({0}, {1})


def test_the_row_of_the_longest_run_is_under_a_kilobyte(longest):
    key = "USER#amzn1.ask.account." + "A" * 190 + run_key(longest.id)
    row = json.dumps(run_row(longest), default=sorted, separators=(",", ":"))

    assert len(key) + len(row) < 1_024


def test_the_row_of_a_profile_with_every_dose_moved_is_under_a_kilobyte():
    today = date(2026, 11, 30)
    moved = Standing(Dose(15, 3), Dose(15, 2), DoseReason.EARNED, today, today, told=False)
    doses = Doses(
        standings={each.code: moved for each in CATALOG.values()},
        most={"pt": 15, "sq": 12},
        since=today,
        raised_on=today,
    )
    profile = Profile(
        Preferences(minutes=25, left_out=frozenset({"hip-flexor-stretch", "prone-press-up"})),
        doses=doses,
        consent="9f2c41aa",
        consented_at=NOW,
        zone="America/Argentina/ComodRivadavia",
        zone_seen_at=NOW,
        zone_device="5e1f00aa",
        told_week=today,
        shared=True,
    )
    key = "USER#amzn1.ask.account." + "A" * 190 + PROFILE_KEY
    row = json.dumps(profile_row(profile), default=sorted, separators=(",", ":"))

    assert read_profile(profile_row(profile)) == profile
    assert len(key) + len(row) < 1_024, len(key) + len(row)


def test_a_row_holds_no_float_and_nothing_of_what_hurt(longest):
    row = run_row(replace(longest, hurts=2))

    assert row == run_row(longest)
    assert not any(isinstance(value, float) for value in row.values())


def test_what_is_empty_has_no_place_in_a_row(longest):
    fresh = replace(longest, device="", done=frozenset(), heard=frozenset(), cut_short=frozenset())

    assert sorted(run_row(fresh)) == ["head", "kind", "routine", "started"]


def test_a_start_without_a_time_zone_is_refused(longest):
    naive = replace(longest, started_at=datetime(2026, 11, 18, 7, 30))  # noqa: DTZ001

    with pytest.raises(ValueError, match="time zone"):
        run_row(naive)


@pytest.mark.parametrize(
    "fault",
    [{"routine": "n~l~zz10.1f.1.1"}, {"kind": "dance"}, {"head": "1.2"}, {"started": "soon"}],
)
def test_a_run_that_this_version_does_not_know_is_unreadable(longest, fault):
    with pytest.raises(UnreadableRowError, match=longest.id):
        read_run(longest.id, run_row(longest) | fault, CATALOG)


def test_a_run_of_an_exercise_that_is_gone_is_unreadable(longest):
    with pytest.raises(UnreadableRowError):
        read_run(longest.id, run_row(longest), Catalog(()))


def test_what_a_newer_version_adds_is_no_fault(longest):
    assert read_run(longest.id, run_row(longest) | {"mood": "fine"}, CATALOG) == longest


def test_an_unreadable_row_is_a_store_that_does_not_serve():
    assert issubclass(UnreadableRowError, StoreUnavailableError)


def test_only_what_was_changed_in_a_profile_is_written():
    before = Profile(Preferences(minutes=10), zone="Europe/London")
    after = Profile(Preferences(level=Level.STRONG), zone="Europe/London")

    assert changed_facts(before, after) == {"level": "strong", "minutes": None}


def test_what_a_person_never_said_stays_open_to_better_defaults():
    assert changed_facts(Profile(), Profile()) == {}
    assert read_profile({}) == Profile()


def test_a_profile_that_this_version_does_not_know_is_unreadable():
    with pytest.raises(UnreadableRowError):
        read_profile(profile_row(Profile()) | {"level": "heroic"})


def test_the_keys_of_a_span_hold_those_of_its_first_and_last_second():
    since, until = (datetime(2026, 11, day, 7, 30, tzinfo=UTC) for day in (16, 18))

    first, last = run_keys_between(since, until)

    inside = [run_key(f"202611{day}T073000Z#ffffff") for day in (16, 17, 18)]
    assert [key for key in inside if first <= key <= last] == inside
    assert run_key("20261116T072959Z#ffffff") < first
    assert run_key("20261118T073001Z#000000") > last


def test_a_row_that_cannot_be_read_hides_no_other(longest, caplog):
    good = run_row(longest)
    gone = good | {"routine": good["routine"].replace("pt", "zz")}
    rows = [("RUN#20261101T000000Z#000000", gone), (run_key(longest.id), good)]
    assert list(readable_runs(rows, CATALOG)) == [longest]
    assert "left out" in caplog.text
