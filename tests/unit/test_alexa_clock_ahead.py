"""A clock that was a year ahead for a while, and was put right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from skill.jobs.jobs import JOBS
from skill.routine.nudge import LEAST_GAP, SUNDAY_EVENING, Nudge
from skill.store.port import Profile

A_YEAR = timedelta(days=365)
MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


def answered(room, *sentences):
    """The last answer; nothing applies if the screening question comes."""
    said = room.say(*sentences)
    return room.say("no") if "apply to you" in said else said


@pytest.fixture
def ahead(make_room):
    """Somebody who did a part of a routine while the clock was ahead."""
    room = make_room(start=MONDAY + A_YEAR)
    answered(room, "start my back routine")
    room.wait(200)
    answered(room, "stop")
    return room


@pytest.fixture
def now(ahead, make_room):
    return make_room(known=False, store=ahead.store, start=MONDAY)


def test_a_run_dated_a_year_ahead_is_not_taken_up(now):
    answered(now, "start my back routine")
    now.until_idle()
    assert len(now.runs) == 2
    assert now.runs[0].finished


def test_what_is_done_counts_in_this_week(now):
    answered(now, "start my back routine")
    now.until_idle()
    assert "on Monday" in now.say("how did I do this week")


def test_the_run_of_today_is_the_one_to_be_resumed(now):
    answered(now, "start my back routine")
    now.wait(200)
    now.say("pause")
    now.restart()
    assert "Nerve glide" in now.say("resume")
    now.until_idle()
    assert now.runs[0].finished


def test_a_day_of_rest_does_not_become_a_year_of_it():
    resting = Profile(rest_until=MONDAY + A_YEAR)
    assert not resting.rests(MONDAY)
    assert resting.rests(MONDAY + A_YEAR - timedelta(hours=12))


def test_a_consent_dated_ahead_is_asked_for_again(make_room):
    room = make_room(start=MONDAY)
    later = room.clock.now() + A_YEAR
    room.store.change_profile(room.setting.user_id, lambda p: replace(p, consented_at=later))
    assert "apply to you" in room.say("start my back routine")


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_what_a_clock_ahead_had_done_is_done_again_in_time(job):
    assert [*job.dues(MONDAY + A_YEAR, MONDAY)] == [*job.dues(None, MONDAY)] != []


def test_nobody_waits_a_year_for_a_nudge():
    wanted = Nudge(when=SUNDAY_EVENING, allowed=True)
    week, until = MONDAY.date(), MONDAY + timedelta(minutes=5)
    sent = replace(wanted, week=week + A_YEAR, sent_at=MONDAY + A_YEAR)
    assert sent.claimed(week, "me", MONDAY, until).claimed_by == "me"
    lately = replace(wanted, sent_at=MONDAY - LEAST_GAP / 2)
    assert lately.claimed(week, "me", MONDAY, until).claimed_by == ""
