"""When somebody is nudged: in their own days, right across changes of clocks, once a week."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.routine.nudge import LEAST_GAP, SUNDAY_EVENING, Nudge, Slot, When, due_after, is_due

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
            "Pacific/Niue",
        )
    ]
)
WHENS = st.builds(When, st.integers(1, 7), st.integers(0, 23))
MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
WEEK = date(2026, 11, 16)
LATER = NOW + timedelta(minutes=5)
WILLING = Nudge(when=SUNDAY_EVENING, allowed=True)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@given(WHENS, ZONES, MOMENTS)
def test_the_next_time_is_the_one_asked_for_and_within_a_week(when, zone, now):
    due = due_after(when, zone, now)

    assert timedelta() < due - now <= timedelta(days=7, hours=1)
    assert (due.minute, due.second, due.microsecond) == (0, 0, 0)
    asked = due.astimezone(zone) - timedelta(minutes=59)
    near = {(asked + timedelta(hours=n)).isoweekday() for n in (-1, 0, 1)}
    assert when.weekday in near


@given(WHENS, ZONES, MOMENTS)
def test_whoever_is_due_is_told_at_that_hour(when, zone, now):
    assert is_due(when, zone, due_after(when, zone, now))


@given(WHENS, ZONES, MOMENTS)
def test_a_day_before_and_a_day_after_is_not_the_time(when, zone, now):
    due = due_after(when, zone, now)

    assert not is_due(when, zone, due - timedelta(days=1))
    assert not is_due(when, zone, due + timedelta(days=1))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (utc(2026, 3, 27), utc(2026, 3, 29, 16)),  # clocks went forward that night
        (utc(2026, 3, 20), utc(2026, 3, 22, 17)),
        (utc(2026, 10, 24), utc(2026, 10, 25, 17)),  # clocks went back that night
    ],
)
def test_six_in_the_evening_stays_six_in_the_evening(now, due):
    assert due_after(SUNDAY_EVENING, BERLIN, now) == due


def test_half_an_hour_off_is_the_whole_hour_that_follows():
    due = due_after(SUNDAY_EVENING, ZoneInfo("Asia/Kolkata"), utc(2026, 11, 20))

    assert due == utc(2026, 11, 22, 13)  # half past six in India


@pytest.mark.parametrize(("hour", "due"), [(17, False), (18, True), (19, True), (20, False)])
def test_the_hour_after_will_do_and_no_other(hour, due):
    assert is_due(SUNDAY_EVENING, ZoneInfo("UTC"), utc(2026, 11, 22, hour)) is due


# Claims --------------------------------------------------------------------------------------


def test_a_week_is_claimed_once():
    claimed = WILLING.claimed(WEEK, "one", NOW, LATER)

    assert claimed.claimed_by == "one"
    assert claimed.claimed(WEEK, "two", NOW, LATER) == claimed


def test_whoever_dies_with_it_in_hand_is_followed_by_another():
    claimed = WILLING.claimed(WEEK, "one", NOW, LATER)

    assert claimed.claimed(WEEK, "two", LATER, LATER + timedelta(minutes=5)).claimed_by == "two"


def test_a_dead_mans_late_word_changes_nothing():
    taken_over = WILLING.claimed(WEEK, "one", NOW, LATER).claimed(WEEK, "two", LATER, LATER)

    assert taken_over.settled("one", NOW) == taken_over
    assert taken_over.released("one", NOW) == taken_over


def test_what_was_released_can_be_tried_at_once():
    released = WILLING.claimed(WEEK, "one", NOW, LATER).released("one", NOW)

    assert released.claimed(WEEK, "two", NOW, LATER).claimed_by == "two"


@pytest.mark.parametrize("sent_at", [NOW, None])
def test_what_is_settled_is_settled_for_its_week(sent_at):
    settled = WILLING.claimed(WEEK, "one", NOW, LATER).settled("one", sent_at)
    much_later = NOW + timedelta(days=30)

    assert settled.claimed(WEEK, "two", much_later, much_later) == settled


def test_two_weeks_have_days_between_them():
    told = WILLING.claimed(WEEK, "one", NOW, LATER).settled("one", NOW)
    next_week, soon = WEEK + timedelta(days=7), NOW + LEAST_GAP - timedelta(seconds=1)

    assert told.claimed(next_week, "two", soon, soon) == told
    then = NOW + LEAST_GAP
    assert told.claimed(next_week, "two", then, then).claimed_by == "two"


@pytest.mark.parametrize("nudge", [Nudge(when=SUNDAY_EVENING), Nudge(allowed=True)])
def test_who_does_not_want_it_or_has_not_allowed_it_is_never_claimed(nudge):
    assert nudge.claimed(WEEK, "one", NOW, LATER) == nudge


def test_nobody_is_found_who_has_not_allowed_it():
    wish = Nudge().wanted(SUNDAY_EVENING, BERLIN, NOW, allowed=False)

    assert wish.slot is None
    assert wish.permitted(BERLIN, NOW, allowed=True).slot == Slot(7, 17)
    assert wish.permitted(BERLIN, NOW, allowed=True).unwanted().slot is None
