"""Slots have the shape of a real request."""

from datetime import UTC, datetime

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Intent

from skill.understanding import Hearing, Moment, plainly

AT_REST = Moment(now=datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
THREE_DAYS = "remind me every Monday, Wednesday and Friday at quarter past seven in the evening"


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


def test_a_custom_value_is_resolved_to_its_id_and_name(hearing):
    slot = hearing.hear("do the piriformis stretch", AT_REST).slots["exercise"]

    authority = slot["resolutions"]["resolutionsPerAuthority"][0]
    assert slot["value"] == "piriformis stretch"
    assert authority["status"] == {"code": "ER_SUCCESS_MATCH"}
    assert authority["values"] == [
        {"value": {"name": "figure four stretch", "id": "figure-four-stretch"}}
    ]
    assert slot["slotValue"]["resolutions"] == slot["resolutions"]


def test_a_built_in_value_has_no_resolutions(hearing):
    slot = hearing.hear("do a ten minute routine", AT_REST).slots["minutes"]

    assert slot == {
        "name": "minutes",
        "value": "10",
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {"type": "Simple", "value": "10"},
    }


def test_an_empty_slot_is_there_without_a_value(hearing):
    slots = hearing.hear("do a ten minute routine", AT_REST).slots

    assert slots["level"] == {"name": "level", "confirmationStatus": "NONE"}


def test_several_days_are_a_list(hearing):
    slot = hearing.hear(THREE_DAYS, AT_REST).slots["day"]

    assert "value" not in slot
    assert slot["slotValue"]["type"] == "List"
    assert [value["value"] for value in slot["slotValue"]["values"]] == [
        "Monday",
        "Wednesday",
        "Friday",
    ]


@pytest.mark.parametrize("text", [THREE_DAYS, "do the cat cow", "do the plank", "next"])
def test_the_sdk_reads_every_slot(hearing, text):
    heard = hearing.hear(text, AT_REST)
    intent = {"name": heard.intent, "confirmationStatus": "NONE", "slots": heard.slots}

    read = DefaultSerializer().deserialize(_json(intent), Intent)

    assert set(read.slots) == set(heard.slots)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("do a ninety minute routine", {"minutes": 90}),
        ("do a routine for an hour and a half", {"minutes": 90}),
        (THREE_DAYS, {"day": ["Monday", "Wednesday", "Friday"], "time": "19:15"}),
        ("remind me tomorrow morning", {"date": "2026-11-23", "time": "MO"}),
        ("remind me every day at seven pm", {"often": "every-day", "time": "19:00"}),
        ("remind me to get up in half an hour", {"duration": "PT30M"}),
        ("remind me in five days", {"date": "2026-11-27"}),
        ("remind me on thursday at five", {"day": "Thursday", "time": "17:00"}),
        (
            "remind me every day apart from monday at ten",
            {"often": "every-day", "without": "Monday", "time": "10:00"},
        ),
        ("remind me every other day at nine", {"often": "other-rhythm", "time": "09:00"}),
        ("I want to be reminded at ten, not at nine", {"time": "10:00"}),
        ("push my reminder from eight to ten", {"old_time": "08:00", "time": "10:00"}),
        ("instead of nine, ten", {"old_time": "09:00", "time": "10:00"}),
        ("lengthen the timer by a quarter of an hour", {"change": "longer", "minutes": 15}),
        ("shorter by three minutes", {"change": "shorter", "minutes": 3}),
        ("today I would like something gentle", {"level": "gentle"}),
        ("slower from now on", {"pace": "slower", "scope": "always"}),
        ("did I do my stretches yesterday", {"date": "2026-11-21"}),
        ("do the plank", {"exercise": "plank"}),
    ],
)
def test_slots_can_be_told_plainly(hearing, text, plain):
    assert plainly(hearing.hear(text, AT_REST).slots) == plain


def test_without_a_clock_there_is_no_tomorrow(hearing):
    heard = hearing.hear("remind me tomorrow morning", Moment())

    assert "date" not in plainly(heard.slots)


def _json(intent):
    import json  # noqa: PLC0415

    return json.dumps(intent)
