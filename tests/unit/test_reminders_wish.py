"""When somebody wants to be reminded, put together from what they say over several turns."""

from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from ask_sdk_model import Intent, ListSlotValue, SimpleSlotValue, Slot
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.alerts.said import said_length, said_time, said_when
from skill.alexa.alerts.when import EVERY_DAY, WEEKDAYS, WEEKENDS, When
from skill.alexa.alerts.wish import Missing, Wish, heard, wish_of
from skill.alexa.turn import Turn
from skill.content import load

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=ZoneInfo("Europe/London"))
"""A Monday."""
TODAY, TOMORROW = date(2026, 11, 16), date(2026, 11, 17)
EIGHT = time(8)
WISHES = st.builds(
    Wish,
    st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(["", "MO", "AF", "EV", "NI"]),
    st.frozensets(st.integers(1, 7)),
    st.none() | st.dates(),
)


def turn(**slots):
    """A turn in which these slots were filled."""
    made = {
        name: slot if isinstance(slot, Slot) else Slot(name, slot) for name, slot in slots.items()
    }
    request = SimpleNamespace(
        intent=Intent("SetReminderIntent", made), request_id="1", object_type="IntentRequest"
    )
    bare = object.__new__(Turn)
    bare.request, bare.content = request, load()
    bare.session, bare.hears_all = None, True
    return bare


def often(said, id_):
    from ask_sdk_model.slu.entityresolution import (  # noqa: PLC0415
        Resolution,
        Resolutions,
        Value,
        ValueWrapper,
    )

    value = ValueWrapper(Value(said, id_))
    return Slot("often", said, resolutions=Resolutions([Resolution("a", None, [value])]))


def days(*names):
    values = [SimpleSlotValue(value=name) for name in names]
    return Slot("day", slot_value=ListSlotValue(values))


@pytest.mark.parametrize(
    ("slots", "wish"),
    [
        ({"time": "08:00"}, Wish(EIGHT)),
        ({"time": "EV"}, Wish(part="EV")),
        ({"minutes": "8"}, Wish(EIGHT)),
        ({"minutes": "45"}, Wish()),
        ({"time": "?"}, Wish()),
        ({"day": "Monday"}, Wish(days=frozenset({1}))),
        ({"day": "mondays"}, Wish(days=frozenset({1}))),
        ({"day": days("Monday", "Wednesday", "Friday")}, Wish(days=frozenset({1, 3, 5}))),
        ({"often": often("every day", "every-day")}, Wish(days=EVERY_DAY)),
        ({"day": "Tuesday", "last_day": "Thursday"}, Wish(days=frozenset({2, 3, 4}))),
        ({"day": "Saturday", "last_day": "Monday"}, Wish(days=frozenset({6, 7, 1}))),
        (
            {"often": often("every day", "every-day"), "without": "Sunday"},
            Wish(days=EVERY_DAY - {7}),
        ),
        ({"often": often("weekdays", "weekdays"), "without": "fridays"}, Wish(days=WEEKDAYS - {5})),
        ({"without": "Monday"}, Wish(days=EVERY_DAY - {1})),
        ({"often": often("every two days", "other-rhythm")}, Wish()),
        ({"minutes": "4"}, Wish(time(16))),
        ({"minutes": "12"}, Wish(time(12))),
        ({"often": often("weekdays", "weekdays")}, Wish(days=WEEKDAYS)),
        ({"often": often("every evening", "every-day")}, Wish(part="EV", days=EVERY_DAY)),
        ({"date": "2026-11-17"}, Wish(on=TOMORROW)),
        ({"date": "2026-11-17TEV"}, Wish(part="EV", on=TOMORROW)),
        ({"date": "2026-W47-WE"}, Wish(days=WEEKENDS)),
        ({"date": "2026-W47"}, Wish()),
        ({"date": "2026-02-31"}, Wish()),
        ({"date": "2026"}, Wish()),
        ({}, Wish()),
    ],
)
def test_a_sentence_says_what_its_slots_say(slots, wish):
    assert heard(turn(**slots)) == wish


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        (Wish(), Missing.WHEN),
        (Wish(part="EV"), Missing.WHEN),
        (Wish(EIGHT), Missing.DAYS),
        (Wish(days=EVERY_DAY), Missing.TIME),
        (Wish(on=TOMORROW), Missing.TIME),
        (Wish(time(10), "MO", on=TODAY), Missing.PASSED),
        (Wish(time(9), on=date(2026, 11, 15)), Missing.PASSED),
    ],
)
def test_what_is_missing_is_told(wish, missing):
    assert wish.settled(NOW) is missing


@pytest.mark.parametrize(
    ("wish", "when"),
    [
        (Wish(EIGHT, days=EVERY_DAY), When(EIGHT, EVERY_DAY)),
        (Wish(EIGHT, on=TOMORROW), When(EIGHT, on=TOMORROW)),
        (Wish(EIGHT, on=TODAY), When(time(20), on=TODAY)),
        (Wish(time(7), "EV", EVERY_DAY), When(time(19), EVERY_DAY)),
        (Wish(time(12, 30), "AF", EVERY_DAY), When(time(12, 30), EVERY_DAY)),
        (Wish(time(1), "NI", EVERY_DAY), When(time(1), EVERY_DAY)),
        (Wish(time(7), "MO", EVERY_DAY), When(time(7), EVERY_DAY)),
    ],
)
def test_a_wish_with_time_and_days_is_settled(wish, when):
    assert wish.settled(NOW) == when


def test_what_is_said_later_takes_the_place_of_what_was_said_before():
    first = Wish(part="EV", days=EVERY_DAY)
    second = first.joined(Wish(time(7)))
    assert second.settled(NOW) == When(time(19), EVERY_DAY)
    settled = wish_of(second.settled(NOW))
    assert settled.joined(Wish(time(7))).settled(NOW) == When(time(7), EVERY_DAY)
    assert settled.joined(Wish(on=TOMORROW)).settled(NOW) == When(time(19), on=TOMORROW)
    assert second.joined(Wish()) == second


@given(WISHES)
def test_a_wish_survives_the_session(wish):
    assert Wish.read(wish.as_json()) == wish


@given(WISHES, WISHES, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001
def test_a_settled_wish_still_comes(first, second, now):
    when = first.joined(second).settled(now)
    if isinstance(when, When):
        assert not when.is_past(now)
        assert wish_of(when).settled(now) == when


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0), "midnight"),
        (time(0, 15), "12:15 at night"),
        (time(8), "eight in the morning"),
        (time(12), "noon"),
        (time(12, 5), "12:05 in the afternoon"),
        (time(18, 30), "6:30 in the evening"),
        (time(23), "eleven at night"),
    ],
)
def test_times_are_said_as_people_say_them(at, said):
    assert said_time(turn(), at) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(EIGHT, EVERY_DAY), "every day at eight in the morning"),
        (When(EIGHT, WEEKDAYS), "every weekday at eight in the morning"),
        (When(EIGHT, WEEKENDS), "every Saturday and Sunday at eight in the morning"),
        (When(EIGHT, frozenset({5, 1})), "every Monday and Friday at eight in the morning"),
        (When(EIGHT, on=TODAY), "today at eight in the morning"),
        (When(EIGHT, on=TOMORROW), "tomorrow at eight in the morning"),
        (When(EIGHT, on=date(2026, 11, 20)), "on Friday at eight in the morning"),
        (When(EIGHT, on=date(2026, 12, 7)), "on Monday, December 7 at eight in the morning"),
    ],
)
def test_days_are_said_as_people_say_them(when, said):
    assert said_when(turn(), when, NOW) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (30, "30 seconds"),
        (60, "one minute"),
        (45 * 60, "45 minutes"),
        (3_600, "one hour"),
        (5_400, "one hour and 30 minutes"),
        (7_200, "two hours"),
        (3_599, "59 minutes and 59 seconds"),
        (150, "two minutes and 30 seconds"),
        (3_630, "one hour and 30 seconds"),
        (7_170, "one hour, 59 minutes and 30 seconds"),
    ],
)
def test_lengths_are_said_as_people_say_them(seconds, said):
    assert said_length(turn(), seconds) == said


@pytest.mark.parametrize(
    ("said", "at"),
    [("04:00", time(16)), ("02:30", time(14, 30)), ("06:00", time(6)), ("00:00", time())],
)
def test_the_small_hours_that_alexa_gives_are_taken_by_day(said, at):
    asked = turn(time=said)
    asked.hears_all = False

    assert heard(asked).at == at


def test_the_same_small_hour_said_again_is_one_of_the_night():
    asked = turn(time="04:00")
    asked.hears_all, asked.session = (
        False,
        {"asking": {"kind": "reminder_when", "wish": {"at": "16:00"}}},
    )

    assert heard(asked).at == time(4)


def test_a_bare_hour_of_a_morning_is_one_of_the_morning():
    every_morning = Wish(part="MO", days=EVERY_DAY)

    assert every_morning.joined(Wish(time(18))).settled(NOW) == When(time(6), EVERY_DAY)
