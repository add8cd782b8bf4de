"""How Alexa's services write times."""

# ruff: noqa: DTZ001 - a wall time has no zone

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.speaker.cloud.alerts.times import (
    any_time,
    duration_of,
    moment_in,
    seconds_of,
    spoken_length,
    spoken_time,
    wall_time,
    written,
    zone_of,
)
from skill.speaker.cloud.refusal import RefusalError

BERLIN = ZoneInfo("Europe/Berlin")


@given(st.integers(0, 100_000))
def test_a_duration_is_read_as_it_is_written(seconds):
    assert seconds_of(duration_of(seconds)) == seconds


@pytest.mark.parametrize("text", ["PT", "45M", "P1D", "PT1.5H", "PT-5M", "pt5m", ""])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(RefusalError, match="duration"):
        seconds_of(text)


def test_a_wall_time_has_no_offset():
    assert wall_time("2026-11-23T08:00:00.000", "x") == datetime(2026, 11, 23, 8)
    for text in ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00+01:00", "tomorrow"):
        with pytest.raises(RefusalError):
            wall_time(text, "x")


def test_a_moment_without_an_offset_is_utc():
    assert any_time("2026-11-23T08:00:00", "x") == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert written(any_time("2026-11-23T08:00:00.5+01:00", "x")) == "2026-11-23T07:00:00.500Z"


def test_a_time_that_clocks_skip_comes_as_much_later():
    skipped = moment_in(BERLIN, datetime(2026, 3, 29, 2, 30))
    assert skipped.astimezone(BERLIN).replace(tzinfo=None) == datetime(2026, 3, 29, 3, 30)


def test_a_time_that_clocks_show_twice_is_meant_at_its_first():
    assert moment_in(BERLIN, datetime(2026, 10, 25, 2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe/"])
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(RefusalError, match="no time zone"):
        zone_of(name)


def test_times_and_lengths_are_said_as_people_say_them():
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert spoken_time(noon, ZoneInfo("UTC")) == "12 PM"
    assert spoken_time(noon - timedelta(hours=11, minutes=55), ZoneInfo("UTC")) == "12:05 AM"
    assert spoken_length(timedelta(seconds=20)) == "1 minute"
    assert spoken_length(timedelta(minutes=45)) == "45 minutes"
    assert spoken_length(timedelta(minutes=100)) == "2 hours"
