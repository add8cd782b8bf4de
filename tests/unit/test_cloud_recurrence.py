"""When a reminder comes again, whatever clocks do."""

# ruff: noqa: DTZ001 - a wall time has no zone

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.speaker.cloud.alerts.recurrence import read_recurrence
from skill.speaker.cloud.alerts.times import moment_in
from skill.speaker.cloud.refusal import RefusalError

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # clocks move by half an hour
    "America/Santiago",  # at midnight
    "Pacific/Auckland",
    "Asia/Kolkata",
    "UTC",
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
zones = st.sampled_from(ZONES).map(ZoneInfo)
starts = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)


def recurrence(*rules, start, end=None):
    written = {"startDateTime": start.isoformat(), "recurrenceRules": list(rules)}
    if end:
        written["endDateTime"] = end.isoformat()
    return read_recurrence(written, None, start)


def rings(found, zone, after, count):
    moments = []
    while len(moments) < count and (after := found.next_after(after, zone)) is not None:
        moments.append(after)
    return moments


@given(zones, starts, st.integers(0, 23), st.integers(0, 59))
def test_a_daily_reminder_rings_on_each_day_once_at_its_time(zone, start, hour, minute):
    daily = recurrence(f"FREQ=DAILY;BYHOUR={hour};BYMINUTE={minute};BYSECOND=0", start=start)
    began = moment_in(zone, start)
    moments = rings(daily, zone, began - timedelta(seconds=1), 14)
    assert all(before < after for before, after in pairwise(moments))
    for moment in moments:
        local = moment.astimezone(zone).replace(tzinfo=None)
        wanted = local.replace(hour=hour, minute=minute, second=0)
        # It is the wanted time, or that time does not exist and it comes by a jump later.
        assert local == wanted or moment_in(zone, wanted) == moment
    days = [moment.astimezone(zone).date() for moment in moments]
    assert days == [days[0] + timedelta(days=n) for n in range(14)]


@given(zones, starts, st.sets(st.sampled_from(DAYS), min_size=1), st.integers(0, 23))
def test_a_weekly_reminder_rings_on_its_days_only(zone, start, days, hour):
    rule = f"FREQ=WEEKLY;BYDAY={','.join(sorted(days))};BYHOUR={hour};BYMINUTE=30;BYSECOND=0"
    weekly = recurrence(rule, start=start)
    moments = rings(weekly, zone, moment_in(zone, start), 2 * len(days))
    assert {DAYS[moment.astimezone(zone).weekday()] for moment in moments} == days


@given(zones, starts, st.integers(1, 400), st.integers(0, 23))
def test_asked_from_anywhere_the_next_ring_is_the_same(zone, start, hours, hour):
    """The next ring after a moment is the first of all that lie after it."""
    daily = recurrence(f"FREQ=DAILY;BYHOUR={hour};BYMINUTE=15;BYSECOND=0", start=start)
    began = moment_in(zone, start)
    moment = began + timedelta(hours=hours)
    in_order = rings(daily, zone, began - timedelta(days=2), 25)
    assert daily.next_after(moment, zone) == next(m for m in in_order if m > moment)


def test_in_the_hour_that_comes_twice_it_rings_once():
    berlin = ZoneInfo("Europe/Berlin")
    daily = recurrence("FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0", start=datetime(2026, 10, 24))
    moments = rings(daily, berlin, datetime(2026, 10, 24, 12, tzinfo=UTC), 2)
    assert [m.astimezone(berlin).isoformat() for m in moments] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-26T02:30:00+01:00",
    ]


def test_in_the_hour_that_is_left_out_it_rings_an_hour_later():
    berlin = ZoneInfo("Europe/Berlin")
    daily = recurrence("FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0", start=datetime(2026, 3, 28))
    moments = rings(daily, berlin, datetime(2026, 3, 28, 12, tzinfo=UTC), 2)
    assert [m.astimezone(berlin).isoformat() for m in moments] == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]


def test_eight_in_the_morning_stays_eight_in_the_morning():
    new_york = ZoneInfo("America/New_York")
    daily = recurrence(
        "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;", start=datetime(2026, 10, 30)
    )
    moments = rings(daily, new_york, datetime(2026, 10, 30, tzinfo=UTC), 5)
    assert {m.astimezone(new_york).hour for m in moments} == {8}
    assert {m.hour for m in moments} == {12, 13}


def test_every_other_week_keeps_its_weeks():
    start = datetime(2026, 11, 16, 8)
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=8;BYMINUTE=0;BYSECOND=0"
    found = recurrence(rule, start=start)
    moments = rings(found, ZoneInfo("UTC"), datetime(2026, 11, 16, 9, tzinfo=UTC), 2)
    assert [m.day for m in moments] == [30, 14]


def test_after_its_end_it_never_comes():
    start = datetime(2026, 11, 16)
    found = recurrence(
        "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0", start=start, end=datetime(2026, 11, 18)
    )
    moments = rings(found, ZoneInfo("UTC"), datetime(2026, 11, 15, tzinfo=UTC), 9)
    assert [m.day for m in moments] == [16, 17]


def test_of_several_rules_the_first_to_come_counts():
    found = recurrence(
        "FREQ=WEEKLY;BYDAY=FR;BYHOUR=8;BYMINUTE=0;BYSECOND=0",
        "FREQ=WEEKLY;BYDAY=WE;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
        start=datetime(2026, 11, 16),
    )
    moments = rings(found, ZoneInfo("UTC"), datetime(2026, 11, 16, tzinfo=UTC), 3)
    assert [(m.day, m.hour) for m in moments] == [(18, 9), (20, 8), (25, 9)]


def test_the_older_form_counts_where_there_are_no_rules():
    scheduled = datetime(2026, 11, 16, 18, 30)
    found = read_recurrence({"freq": "WEEKLY", "byDay": ["TU"]}, scheduled, datetime(2026, 11, 16))
    assert found.next_after(datetime(2026, 11, 16, tzinfo=UTC), ZoneInfo("UTC")) == datetime(
        2026, 11, 17, 18, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "BYHOUR=8",
        "FREQ=SOMETIMES",
        "FREQ=HOURLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYHOUR=x",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=DAILY\nFREQ=WEEKLY",
    ],
)
def test_what_cannot_be_read_is_refused(rule):
    with pytest.raises(RefusalError, match="recurrence"):
        recurrence(rule, start=datetime(2026, 11, 16))


def test_a_rule_that_comes_so_many_times_ends_then():
    three = recurrence("FREQ=DAILY;COUNT=3;BYHOUR=8;BYMINUTE=0", start=datetime(2026, 11, 16))
    assert len(rings(three, ZoneInfo("UTC"), datetime(2026, 11, 15, tzinfo=UTC), 9)) == 3


def test_neither_form_is_refused():
    with pytest.raises(RefusalError, match="recurrenceRules"):
        read_recurrence({"freq": "DAILY"}, None, datetime(2026, 11, 16))
