"""Streaks from a tally: the same as from all days there ever were, at the cost of a week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.progress import day_of, first_day_of, reach_of, streak, week_of
from skill.routine.run import Run
from skill.routine.streaks import Calendar, Streaks, Tally, streaks, tally_at

ROUTINE = shorthand.read("n~l~pt10.1b.1exc", load().catalog)
MONDAY = date(2026, 11, 16)
LONG_BEFORE = MONDAY - timedelta(weeks=30)
NOTHING_KNOWN = Tally(LONG_BEFORE, LONG_BEFORE)
LOS_ANGELES, AUCKLAND = ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Auckland")


def calendar(*ages, today=MONDAY):
    return Calendar(frozenset(today - timedelta(days=age) for age in ages))


def now(*ages, today=MONDAY, tally=NOTHING_KNOWN):
    return streaks(calendar(*ages, today=today), tally, today)


def run_at(local, zone):
    moment = datetime.fromisoformat(local).replace(tzinfo=zone)
    offset_min = moment.utcoffset() // timedelta(minutes=1)
    started_at = moment.astimezone(UTC)
    return Run(local, started_at, ROUTINE, done=frozenset({0}), utc_offset_min=offset_min)


# Days and weeks in a row ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ages", "days"), [((), 0), ((0,), 1), ((0, 1, 2), 3), ((1, 2), 2), ((2, 3), 0), ((0, 2), 1)]
)
def test_days_in_a_row_go_up_to_today_or_yesterday(ages, days):
    assert now(*ages).days == days


def test_a_week_that_lasts_counts_as_soon_as_it_meets_the_aim_and_breaks_nothing_before():
    wednesday = MONDAY + timedelta(days=2)
    last_week = (3, 5, 7)
    assert now(*last_week, today=wednesday).weeks == 1
    assert now(0, 1, *last_week, today=wednesday).weeks == 1
    assert now(0, 1, 2, *last_week, today=wednesday).weeks == 2


def test_a_week_with_too_few_days_ends_the_row():
    assert now(1, 2, 3, 8, 9, 15, 16, 17).weeks == 1


def test_weeks_begin_with_the_day_that_the_tally_stands_on():
    sunday = MONDAY - timedelta(days=1)
    from_sunday = Tally(LONG_BEFORE - timedelta(days=1), LONG_BEFORE - timedelta(days=1))
    days = Calendar(frozenset({sunday, MONDAY, MONDAY + timedelta(days=1)}))
    today = MONDAY + timedelta(days=1)
    assert streaks(days, from_sunday, today).weeks == 1
    assert streaks(days, NOTHING_KNOWN, today).weeks == 0


def test_it_is_said_when_nobody_looked_further_back():
    tally = Tally(MONDAY - timedelta(weeks=1), MONDAY - timedelta(weeks=1))
    assert now(*range(8), tally=tally) == Streaks(days=8, weeks=1, longer=True)
    assert now(*range(7), tally=tally).longer is False


def test_a_tally_comes_back_from_its_text():
    tally = Tally(date(2026, 8, 17), date(2026, 11, 16), 5, 3)
    assert tally.written() == "2026-08-17/2026-11-16/5/3"
    assert Tally.read(tally.written()) == tally


# A tally stands for all that was before ------------------------------------------------------

SOME_DAYS = st.frozensets(st.integers(0, 120), max_size=120)


@given(SOME_DAYS, st.lists(st.integers(0, 16), max_size=4), st.integers(0, 6))
def test_a_tally_carried_on_in_any_steps_tells_the_same_as_all_days_do(ages, stops, weekday):
    today = MONDAY + timedelta(days=weekday)
    days = calendar(*ages, today=today)
    tally = NOTHING_KNOWN
    for weeks_ago in sorted(stops, reverse=True):
        first_day = MONDAY - timedelta(weeks=weeks_ago)
        since = frozenset(day for day in days.done if day >= tally.until)
        tally = tally_at(first_day, Calendar(since), tally)
    since = frozenset(day for day in days.done if day >= tally.until)
    assert streaks(Calendar(since), tally, today) == streaks(days, NOTHING_KNOWN, today)


@given(SOME_DAYS)
def test_days_in_a_row_are_what_counting_by_hand_gives(ages):
    days = calendar(*ages).done
    assert now(*ages).days == streak(days, MONDAY)


# Travel --------------------------------------------------------------------------------------


def test_a_run_counts_for_its_day_there_wherever_the_person_is_later():
    late = run_at("2026-11-15T23:30", LOS_ANGELES)
    assert day_of(late, AUCKLAND) == date(2026, 11, 15)
    assert week_of([late], date(2026, 11, 9), AUCKLAND).runs == 1
    assert week_of([late], MONDAY, AUCKLAND).runs == 0


def test_an_old_run_that_does_not_tell_counts_by_the_zone_of_now():
    late = replace(run_at("2026-11-15T23:30", LOS_ANGELES), utc_offset_min=None)
    assert day_of(late, AUCKLAND) == date(2026, 11, 16)


def test_a_day_lost_over_the_date_line_breaks_no_streak_and_counts_for_none():
    runs = [
        run_at("2026-11-13T07:00", LOS_ANGELES),
        run_at("2026-11-14T07:00", LOS_ANGELES),
        run_at("2026-11-16T07:00", AUCKLAND),
    ]
    days = Calendar.of(runs, UTC)
    assert days.lost == {date(2026, 11, 15)}
    assert streaks(days, NOTHING_KNOWN, MONDAY).days == 3


def test_a_day_without_exercises_at_home_breaks_it():
    runs = [run_at("2026-11-14T07:00", AUCKLAND), run_at("2026-11-16T07:00", AUCKLAND)]
    assert streaks(Calendar.of(runs, UTC), NOTHING_KNOWN, MONDAY).days == 1


def test_a_day_that_comes_twice_counts_once():
    runs = [run_at("2026-11-16T07:00", AUCKLAND), run_at("2026-11-16T07:00", LOS_ANGELES)]
    assert streaks(Calendar.of(runs, UTC), NOTHING_KNOWN, MONDAY).days == 1


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(-12 * 60, 14 * 60),
    st.integers(0, 6),
)
def test_whatever_counts_for_a_week_is_within_its_reach(moment, offset_min, starts):
    run = Run("1", moment, ROUTINE, done=frozenset({0}), utc_offset_min=offset_min)
    first_day = first_day_of(day_of(run, UTC), starts)
    since, until = reach_of(first_day)
    assert since <= moment < until
    assert first_day.weekday() == starts


# Before the first routine after a flight ----------------------------------------------------


def flown(last, now_local, zone=AUCKLAND):
    before = [run_at("2026-03-09T20:00", AUCKLAND), run_at("2026-03-10T20:00", AUCKLAND)]
    runs = [*before, run_at(last, LOS_ANGELES)]
    moment = datetime.fromisoformat(now_local).replace(tzinfo=zone)
    known = Calendar.of(runs, zone, moment)
    return streaks(known, NOTHING_KNOWN_OF_MARCH, moment.date())


NOTHING_KNOWN_OF_MARCH = Tally(date(2026, 1, 5), date(2026, 1, 5))


def test_a_day_that_the_date_line_takes_away_breaks_no_row_before_the_next_routine():
    assert flown("2026-03-11T20:00", "2026-03-13T08:00").days == 3


def test_a_day_that_was_lived_and_missed_breaks_it():
    assert flown("2026-03-11T20:00", "2026-03-13T08:00", LOS_ANGELES).days == 0
    assert flown("2026-03-11T20:00", "2026-03-14T08:00").days == 0
