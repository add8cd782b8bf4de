"""Numbers, durations, times and days from spoken words, in Amazon's notation."""

from datetime import date

import pytest

from skill.understanding.spoken import Figures, dates, durations, times, weekdays, weekdays_between

SUNDAY = date(2026, 11, 22)


def only(found):
    (one,) = found
    return one.value


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("ten minutes", "10 minutes"),
        ("a hundred and five minutes", "a 105 minutes"),
        ("seven thirty", "7 30"),
        ("a couple of minutes", "a 2 minutes"),
        ("two hundred", "200"),
        ("figure four and one more", "figure 4 and 1 more"),
        ("and then", "and then"),
    ],
)
def test_numbers_become_figures(said, figures):
    assert Figures(said.split()).text == figures


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("half an hour", "PT30M"),
        ("half hour", "PT30M"),
        ("a quarter of an hour", "PT15M"),
        ("three quarters of an hour", "PT45M"),
        ("an hour and a half", "PT1H30M"),
        ("one and a half hours", "PT1H30M"),
        ("an hour and ten minutes", "PT1H10M"),
        ("ninety minute", "PT90M"),
        ("two and a half minutes", "PT2M30S"),
        ("a minute and a half", "PT1M30S"),
        ("one minute thirty seconds", "PT1M30S"),
        ("45 seconds", "PT45S"),
        ("two days", "P2D"),
        ("a week", "P1W"),
        ("an hour thirty", "PT1H30M"),
        ("two hours fifteen", "PT2H15M"),
        ("2.5 hours", "PT2H30M"),
        ("one point five hours", "PT1H30M"),
        ("1/4 hour", "PT15M"),
        ("an hour and a quarter", "PT1H15M"),
        ("one hour fifty nine minutes and thirty seconds", "PT1H59M30S"),
    ],
)
def test_durations(said, value):
    assert only(durations(Figures(said.split()))) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("quarter past seven in the evening", "19:15"),
        ("half past seven", "07:30"),
        ("ten to eight", "07:50"),
        ("a quarter to one", "12:45"),
        ("twenty minutes past six", "18:20"),
        ("half eight", "08:30"),
        ("half past eight", "08:30"),
        ("half seven in the evening", "19:30"),
        ("four", "16:00"),
        ("four in the morning", "04:00"),
        ("five thirty am", "05:30"),
        ("ten to six", "17:50"),
        ("06:15", "06:15"),
        ("twelve", "12:00"),
        ("seven", "07:00"),
        ("seven thirty pm", "19:30"),
        ("seven o'clock in the morning", "07:00"),
        ("seven oh five", "07:05"),
        ("18:30", "18:30"),
        ("twelve thirty am", "00:30"),
        ("twelve in the afternoon", "12:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("tonight at nine", "21:00"),
        ("two at night", "02:00"),
        ("the morning", "MO"),
        ("this afternoon", "AF"),
        ("evening", "EV"),
        ("night", "NI"),
    ],
)
def test_times(said, value):
    assert next(times(Figures(said.split()))).value == value


def test_an_evening_elsewhere_in_the_sentence_counts_for_the_hour():
    found = times(Figures(["at", "seven", "every", "evening"]))

    assert next(found).value == "19:00"


@pytest.mark.parametrize("said", ["seventy five past two", "quarter to", "ninety", "thirteen pm m"])
def test_what_is_no_time_is_none(said):
    found = [each.value for each in times(Figures(said.split()))]

    assert all(value < "24:00" for value in found)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("next monday", "2026-11-23"),
        ("this sunday", "2026-11-29"),
        ("in three days", "2026-11-25"),
        ("ten days from now", "2026-12-02"),
        ("in two weeks", "2026-12-06"),
        ("yesterday", "2026-11-21"),
        ("the day before yesterday", "2026-11-20"),
    ],
)
def test_dates_are_counted_from_today(said, value):
    assert only(dates(Figures(said.split()), SUNDAY)) == value


def test_weekdays_by_name_and_in_short():
    found = weekdays(Figures(["monday", "wednesdays", "and", "fri", "not", "monster"]))

    assert [each.value for each in found] == ["Monday", "Wednesday", "Friday"]


@pytest.mark.parametrize("said", ["in three days", "every two days", "half an hour", "two times"])
def test_what_is_counted_is_no_time_of_day(said):
    assert [*times(Figures(said.split()))] == []


def test_in_some_days_is_a_date_and_no_duration():
    assert [*durations(Figures(["remind", "me", "in", "three", "days"]))] == []


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("from seven to eight", ["07:00", "08:00"]),
        ("from half past nine to quarter to ten", ["09:30", "09:45"]),
        ("from six to nine", ["18:00", "09:00"]),
    ],
)
def test_from_one_time_to_another_names_two(said, values):
    assert [each.value for each in times(Figures(said.split()))] == values


def test_from_one_weekday_to_another_all_between_are_meant():
    assert weekdays_between("Friday", "Monday") == ("Friday", "Saturday", "Sunday", "Monday")
