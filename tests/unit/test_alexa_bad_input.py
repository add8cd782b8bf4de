"""Requests that are well made and hold what nobody expects; a fuzzer found each of them."""

import json
import logging
from dataclasses import replace

import pytest

from skill.alexa import token
from skill.alexa.reading import MalformedRequestError
from skill.content import load
from skill.routine.draft import Doings
from skill.routine.events import Spot
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.sound.shipped import estimated_lengths
from skill.speaker.device.playback import Happening, HappeningKind, PlayerState, Stream

CONTENT = load()


@pytest.fixture
def asked(known_room, caplog):
    """Asks with an intent whose request was changed; gives the words of the answer."""

    def asked(intent, slots=None, change=dict):
        session = known_room.envelopes.session()
        body = known_room.envelopes.intent(intent, slots or {}, session, PlayerState(), 0)
        change(body)
        answer = known_room.skill.answer(json.loads(json.dumps(body)), "http://127.0.0.1/")
        assert "went wrong" not in caplog.text
        return answer["response"].get("outputSpeech", {}).get("ssml", "")

    return asked


def resolved(authorities):
    """A slot with these resolutions."""
    resolutions = {"resolutionsPerAuthority": authorities}
    return {"name": "exercise", "value": "cat cow", "resolutions": resolutions}


def known_as(**value):
    match = {"value": value}
    return resolved([{"status": {"code": "ER_SUCCESS_MATCH"}, "values": [match]}])


@pytest.mark.parametrize("value", [{"id": "downward-dog"}, {"id": None}, {}])
def test_an_exercise_that_is_not_in_the_catalog_is_told_of(asked, value):
    assert "cat cow" in asked("DoExerciseIntent", {"exercise": known_as(**value)})


@pytest.mark.parametrize(
    "authorities", [None, [], [None], [{"values": None}], [{"values": [None]}]]
)
def test_a_slot_that_stands_for_nothing_is_told_of(asked, authorities):
    assert "cat cow" in asked("DoExerciseIntent", {"exercise": resolved(authorities)})


@pytest.mark.parametrize("intent", ["DoExerciseIntent", "ExplainExerciseIntent"])
def test_more_than_anybody_says_is_not_said_back(asked, intent):
    answer = asked(intent, {"exercise": {"name": "exercise", "value": "purple " * 5_000}})
    assert 100 < len(answer) < 1_000


def test_a_topic_of_a_newer_model_is_not_answered_as_another(asked):
    slots = {"topic": known_as(id="breathing") | {"name": "topic"}}
    assert "I only know about the exercises of this routine" in asked("FaqIntent", slots)


@pytest.mark.parametrize(
    "value", [{"type": "Simple", "values": 7}, {"type": "List"}, {"type": "List", "values": [None]}]
)
def test_several_days_that_are_no_list_are_none(asked, value):
    assert asked("SetReminderIntent", {"day": {"name": "day", "slotValue": value}})


@pytest.mark.parametrize("intent", ["SetReminderIntent", "BreakTimerIntent", "ChangeLengthIntent"])
@pytest.mark.parametrize("said", ["9" * 5_000, f"PT{'9' * 5_000}M", "²", "٤٥"])
def test_a_number_too_long_to_be_one_is_asked_for_again(asked, intent, said):
    slots = {name: {"name": name, "value": said} for name in ("minutes", "duration", "time")}
    assert asked(intent, slots)
    del slots["duration"]
    assert asked(intent, slots)


def test_a_consent_without_a_status_is_none(asked):
    def change(body):
        body["context"]["System"]["user"]["permissions"] = {"scopes": {"x": None}}

    assert asked("AMAZON.HelpIntent", change=change)


@pytest.mark.parametrize("name", ["apiEndpoint", "apiAccessToken"])
def test_services_without_an_address_or_a_token_are_none(asked, name):
    def change(body):
        del body["context"]["System"][name]

    assert asked("WeeklySummaryIntent", change=change)


def test_an_intent_of_another_kind_of_request_is_not_for_us(asked):
    def change(body):
        body["request"]["type"] = "CanFulfillIntentRequest"

    assert asked("TimeLeftIntent", change=change) == ""


def test_what_another_request_calls_a_task_is_none(asked):
    def change(body):
        body["request"]["task"] = {"name": "StartRoutine"}

    assert asked("AMAZON.HelpIntent", change=change)


def test_a_session_too_deep_to_copy_is_forgotten(asked):
    def change(body):
        deep = []
        for _ in range(400):
            deep = {"asking": [deep]}
        body["session"]["attributes"] = deep

    assert asked("AMAZON.HelpIntent", change=change)


@pytest.mark.parametrize("who", ["user", "device", "person"])
def test_half_a_character_in_an_id_is_refused(asked, who):
    def change(body):
        body["context"]["System"][who] = {f"{who}Id": "amzn1.\ud800"}

    with pytest.raises(MalformedRequestError):
        asked("AMAZON.HelpIntent", change=change)


def test_the_log_has_no_name_that_is_an_id(asked, caplog):
    caplog.set_level(logging.INFO)

    def change(body):
        body["request"]["type"] = "amzn1.ask.account.PRIVATE"

    asked("AMAZON.HelpIntent", change=change)
    assert "PRIVATE" not in caplog.text


def test_a_refusal_of_alexas_is_told_without_quoting_it(known_room, caplog):
    launch = known_room.envelopes.launch(known_room.envelopes.session(), PlayerState(), 0)
    known_room.skill.answer(known_room.envelopes.exception("my knee", launch, 0), "http://x/")
    assert "INVALID_RESPONSE" in caplog.text
    assert "knee" not in caplog.text


def test_a_routine_of_several_sets_can_go_on_without_a_player(make_room):
    kitchen = make_room()
    one = frozenset(CONTENT.catalog) - {"figure-four-stretch"}
    wanted = Preferences(minutes=6, left_out=one)
    kitchen.store.change_profile(
        kitchen.setting.user_id, lambda profile: replace(profile, preferences=wanted)
    )
    kitchen.say("start my back routine")
    assert kitchen.run.step.dose.sets == 3
    elsewhere = make_room(store=kitchen.store, device="no-audio-player", device_id="amzn1.x")
    elsewhere.say("AMAZON.RepeatIntent")
    assert elsewhere.faults == []
    assert "That was the last exercise" in elsewhere.speech


def test_an_account_of_another_routine_changes_nothing_that_is_kept(known_room):
    known_room.say("start my back routine")
    kept, user = known_room.run, known_room.setting.user_id
    short = plan(
        CONTENT.catalog, Preferences(minutes=4), estimated_lengths(CONTENT), Doings()
    ).routine
    forged = token.write(
        replace(kept, routine=short), Spot(1, 0, 1, segment=1, length_ms=90_000), user, kept=True
    )
    stream = Stream(forged, "https://example.com/1.mp3", 0, None)
    finished = Happening(HappeningKind.FINISHED, stream, 0, 0, 0, PlayerState())
    known_room.skill.answer(known_room.envelopes.playback(finished), "http://127.0.0.1/")
    assert known_room.run == kept
