"""Weeks and streaks, in the days of the person's own time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.progress import (
    Week,
    bounds_of,
    first_day_of,
    local_day,
    streak,
    times_done,
    week_of,
)
from skill.routine.run import Kind, Run

ROUTINE = shorthand.read("n~l~pt10.1b.1exc~ff20.1b.1exc~sq10.1b.1exc", load().catalog)
"""Three steps of 66 s."""
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
AUCKLAND, KATHMANDU = ZoneInfo("Pacific/Auckland"), ZoneInfo("Asia/Kathmandu")
ZONES = [LONDON, NEW_YORK, AUCKLAND, KATHMANDU, ZoneInfo("Australia/Lord_Howe"), UTC]
MONDAY = date(2026, 11, 16)
_ids = count()
many = settings(max_examples=200, deadline=None)


def run_at(local, zone=LONDON, done=(0, 1, 2), kind=Kind.ROUTINE):
    """A run begun at a local time, written as ISO."""
    started_at = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
    return Run(f"{next(_ids)}", started_at, ROUTINE, kind=kind, done=frozenset(done))


def week(*runs, monday=MONDAY, zone=LONDON):
    return week_of(runs, monday, zone)


def hours_of(monday, zone):
    since, until = bounds_of(monday, zone)
    return (until - since) / timedelta(hours=1)


# A week --------------------------------------------------------------------------------------


def test_a_week_counts_days_runs_minutes_and_exercises():
    found = week(
        run_at("2026-11-16T07:30"),
        run_at("2026-11-18T07:30", done=[0, 1]),
        run_at("2026-11-18T19:00", done=[1], kind=Kind.STRETCH),
    )
    assert found.days == {date(2026, 11, 16), date(2026, 11, 18)}
    assert (found.runs, found.finished) == (3, 1)
    assert (found.length_ms, found.minutes) == (6 * 66_000, 7)
    assert found.exercises == ("figure-four-stretch", "pelvic-tilt", "squat")


def test_an_empty_week_is_empty():
    assert week() == Week(MONDAY)
    assert (Week(MONDAY).minutes, Week(MONDAY).met) == (0, False)


def test_a_run_with_nothing_done_does_not_count():
    assert week(run_at("2026-11-18T07:30", done=())) == Week(MONDAY)


def test_runs_of_other_weeks_do_not_count():
    before, after = run_at("2026-11-15T23:59:59"), run_at("2026-11-23T00:00")
    assert week(before, after) == Week(MONDAY)


def test_the_first_and_the_last_moment_of_a_week_belong_to_it():
    first, last = run_at("2026-11-16T00:00"), run_at("2026-11-22T23:59:59")
    assert week(first, last).days == {date(2026, 11, 16), date(2026, 11, 22)}


def test_a_run_begun_on_sunday_night_counts_for_sunday():
    run = run_at("2026-11-22T23:55")
    assert week(run).days == {date(2026, 11, 22)}
    assert week(run, monday=date(2026, 11, 23)).runs == 0


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (NEW_YORK, date(2026, 11, 22)),
        (LONDON, date(2026, 11, 22)),
        (KATHMANDU, date(2026, 11, 23)),
        (AUCKLAND, date(2026, 11, 23)),
    ],
)
def test_the_same_moment_falls_on_the_day_of_where_the_person_lives(zone, day):
    run = run_at("2026-11-22T18:30", zone=UTC)
    assert week(run, monday=first_day_of(day), zone=zone).days == {day}


def test_stopping_early_counts_as_a_run_but_is_not_a_finished_routine():
    found = week(run_at("2026-11-18T07:30", done=[0, 1]))
    assert (found.runs, found.finished) == (1, 0)


def test_a_single_stretch_is_no_finished_routine():
    assert week(run_at("2026-11-18T07:30", kind=Kind.STRETCH)).finished == 0


def test_a_minute_begun_is_a_minute():
    assert Week(MONDAY, length_ms=5_000).minutes == 1


@pytest.mark.parametrize(("days", "met"), [(2, False), (3, True), (7, True)])
def test_the_advice_is_met_from_the_third_day(days, met):
    runs = [run_at(f"2026-11-{16 + day}T07:30") for day in range(days)]
    assert week(*runs, *runs).met is met


@many
@given(
    st.lists(st.tuples(st.integers(-90, 90), st.frozensets(st.integers(0, 2))), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_runs_changes_no_figure(begun, random):
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    runs = [Run(f"{h}", noon + timedelta(hours=h), ROUTINE, done=done) for h, done in begun]
    one, other = week(*runs), week(*random.sample(runs, len(runs)))
    assert set(one.exercises) == set(other.exercises)
    assert replace(one, exercises=()) == replace(other, exercises=())


# Across a change of clocks -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "monday", "hours"),
    [
        (LONDON, date(2026, 3, 23), 167),
        (LONDON, date(2026, 10, 19), 169),
        (NEW_YORK, date(2026, 3, 2), 167),
        (NEW_YORK, date(2026, 10, 26), 169),
        (AUCKLAND, date(2026, 9, 21), 167),
        (AUCKLAND, date(2026, 3, 30), 169),
        (KATHMANDU, date(2026, 3, 23), 168),
        (UTC, date(2026, 3, 23), 168),
    ],
)
def test_a_week_with_a_change_of_clocks_is_an_hour_shorter_or_longer(zone, monday, hours):
    assert hours_of(monday, zone) == hours


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)])
def test_all_seven_days_are_there_in_a_week_with_a_change_of_clocks(monday):
    days = [monday + timedelta(days=n) for n in range(7)]
    late = [run_at(f"{day}T23:59") for day in days]
    early = [run_at(f"{day}T00:01") for day in days]
    found = week(*late, *early, monday=monday)
    assert (found.days, found.runs) == (frozenset(days), 14)


def test_both_of_the_two_hours_of_one_name_belong_to_the_day_the_clocks_go_back():
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    again = first.replace(fold=1)
    runs = [Run(f"{m}", m.astimezone(UTC), ROUTINE, done=frozenset({0})) for m in (first, again)]
    found = week(*runs, monday=date(2026, 10, 19))
    assert (found.days, found.runs) == ({date(2026, 10, 25)}, 2)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@many
@given(MOMENTS, st.sampled_from(ZONES))
def test_every_moment_lies_in_one_week_and_within_its_bounds(moment, zone):
    monday = first_day_of(local_day(moment, zone))
    since, until = bounds_of(monday, zone)
    assert since <= moment < until
    run = Run("1", moment, ROUTINE, done=frozenset({0}))
    counted = [week_of([run], monday + timedelta(weeks=n), zone).runs for n in (-1, 0, 1)]
    assert counted == [0, 1, 0]


@many
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sampled_from(ZONES))
def test_each_week_begins_where_the_one_before_it_ends(day, zone):
    monday = first_day_of(day)
    assert bounds_of(monday, zone)[1] == bounds_of(monday + timedelta(weeks=1), zone)[0]
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


def test_bounds_are_in_utc():
    assert bounds_of(MONDAY, AUCKLAND)[0] == datetime(2026, 11, 15, 11, tzinfo=UTC)
    assert all(moment.tzinfo is UTC for moment in bounds_of(MONDAY, AUCKLAND))


# Streaks -------------------------------------------------------------------------------------


def days_before(today, *ages):
    return [today - timedelta(days=age) for age in ages]


@pytest.mark.parametrize(
    ("ages", "length"),
    [
        ((), 0),
        ((0,), 1),
        ((0, 1, 2), 3),
        ((1, 2), 2),
        ((2, 3), 0),
        ((0, 2, 3), 1),
        ((0, 0, 1), 2),
        ((-1, 0), 1),
    ],
)
def test_a_streak_is_days_in_a_row_up_to_today_or_yesterday(ages, length):
    assert streak(days_before(MONDAY, *ages), MONDAY) == length


def test_a_streak_goes_on_over_the_end_of_a_week_and_a_year():
    today = date(2027, 1, 4)
    assert streak(days_before(today, *range(10)), today) == 10


# How often -----------------------------------------------------------------------------------


def test_each_step_done_counts_once_for_its_exercise():
    runs = [run_at("2026-11-18T07:30", done=done) for done in ([0, 1], [1], [])]
    assert times_done(runs) == {"pelvic-tilt": 1, "figure-four-stretch": 2}
