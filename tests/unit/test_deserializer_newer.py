"""What ask-sdk-core stumbles over, and a plan does not."""

import copy
import json

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope, User
from ask_sdk_model.interfaces.viewport import TypedViewportState
from ask_sdk_model.services.reminder_management import GetRemindersResponse

from skill.alexa.deserializer import PlannedSerializer

serializer = PlannedSerializer()


def read(body):
    return serializer.model(body, RequestEnvelope)


def sdk_refuses(body):
    with pytest.raises(SerializationException):
        DefaultSerializer().deserialize(json.dumps(body), RequestEnvelope)
    return True


def test_a_request_of_a_new_type_has_what_all_requests_have():
    body = {"request": {"type": "Alexa.Mood.Changed", "requestId": "r", "mood": "good"}}
    assert sdk_refuses(body)
    request = read(body).request
    assert type(request) is Request
    assert (request.object_type, request.request_id, request.mood) == (
        "Alexa.Mood.Changed",
        "r",
        "good",
    )


@pytest.mark.parametrize("kind", [None, 17, [], {}, "", "LaunchRequest "])
def test_what_is_no_type_at_all_is_a_new_type(kind):
    assert type(read({"request": {"type": kind}}).request) is Request


def test_a_new_value_of_an_enumeration_is_as_good_as_none():
    body = {"request": {"type": "SessionEndedRequest", "reason": "BORED", "locale": "en-US"}}
    assert sdk_refuses(body)
    assert read(body).request.reason is None
    assert read(body).request.locale == "en-US"


@pytest.mark.parametrize("value", [17, True, [], {}, ["ERROR"]])
def test_so_is_what_is_no_value_of_any(value):
    body = {"request": {"type": "SessionEndedRequest", "reason": value}}
    assert read(body).request.reason is None


def test_a_new_kind_of_viewport_stands_beside_the_others():
    known = {"type": "APL", "id": "main"}
    body = {"context": {"Viewports": [known, {"type": "HOLOGRAM", "id": "air"}]}}
    assert sdk_refuses(body)
    first, second = read(body).context.viewports
    assert (type(first).__name__, first.id) == ("APLViewportState", "main")
    assert (type(second), second.id) == (TypedViewportState, "air")


def test_a_new_field_never_takes_the_place_of_a_known_one():
    body = {"userId": "somebody", "user_id": "else", "to_dict": 1, "__class__": 2, "mood": "good"}
    user = serializer.model(body, User)
    assert (user.user_id, user.mood) == ("somebody", "good")
    assert type(user) is User
    assert user.to_dict()["user_id"] == "somebody"


@pytest.mark.parametrize(
    "body",
    [
        {"session": []},
        {"session": ""},
        {"session": 17},
        {"context": {"Viewports": {}}},
        {"context": {"Viewports": "APL"}},
        {"session": {"attributes": []}},
        {"request": "LaunchRequest"},
        {"request": {"type": "LaunchRequest", "timestamp": "soon"}},
        {"request": {"type": "LaunchRequest", "timestamp": 1_795_348_800}},
        {"request": {"type": "LaunchRequest", "timestamp": "2026-11-16T07:30:00Z" + " " * 100}},
        {"context": {"AudioPlayer": {"offsetInMilliseconds": "later"}}},
        {"context": {"AudioPlayer": {"offsetInMilliseconds": float("inf")}}},
    ],
)
def test_a_value_of_a_wrong_kind_is_refused_without_being_quoted(body):
    with pytest.raises(SerializationException) as refused:
        read(body)
    assert str(refused.value) == "a value is of a wrong kind"


@pytest.mark.parametrize("text", ["", "{", "\ud800", "[" * 100_000])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(SerializationException):
        serializer.deserialize(text, RequestEnvelope)


def test_what_is_too_deep_is_refused():
    deep = {"type": "Simple"}
    for _ in range(10_000):
        deep = {"type": "List", "values": [deep]}
    slots = {"a": {"slotValue": deep}}
    with pytest.raises(SerializationException):
        read({"request": {"type": "IntentRequest", "intent": {"slots": slots}}})


def test_null_is_nothing():
    assert serializer.deserialize(None, RequestEnvelope) is None
    assert serializer.deserialize("null", RequestEnvelope) is None
    assert serializer.deserialize("[1, null]", "list[int]") == [1, None]


def test_a_class_that_the_sdk_names_and_does_not_have_is_told():
    answer = {"alerts": [{"alertInfo": {"spokenInfo": {"content": []}}}]}
    with pytest.raises(SerializationException):
        serializer.deserialize(json.dumps(answer), GetRemindersResponse)


def test_a_body_is_left_as_it_was():
    body = {"request": {"type": "LaunchRequest"}, "session": {"attributes": {"a": [1]}}}
    before = copy.deepcopy(body)
    envelope = read(body)
    envelope.session.attributes["b"] = 2
    envelope.request.locale = "de-DE"
    assert body == before


def test_two_models_share_nothing():
    first, second = (read({"request": {"type": "LaunchRequest"}}) for _ in range(2))
    first.request.locale = "en-US"
    assert second.request.locale is None
