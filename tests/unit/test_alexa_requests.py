"""What comes in: malformed, newer than the SDK, forged, or merely odd."""

import copy
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.reading import MalformedRequestError
from skill.speaker.device.playback import PlayerState

EMPTY = {"version": "1.0", "response": {}}


def launch(room):
    return room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)


def answer(room, envelope):
    return room.skill.answer(envelope, "http://127.0.0.1/")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"request": None},
        {"request": {"type": "LaunchRequest", "requestId": "1"}},
        {"request": {"type": "LaunchRequest", "requestId": "1"}, "context": {"System": {}}},
        {"request": [], "context": []},
        {"version": "1.0", "session": {}, "context": {}, "request": {}},
    ],
)
def test_what_lacks_the_bones_of_a_request_is_malformed(room, body):
    with pytest.raises(MalformedRequestError):
        answer(room, body)


@pytest.mark.parametrize(
    "path",
    [
        ("request", "type"),
        ("request", "requestId"),
        ("context", "System", "user", "userId"),
        ("context", "System", "device"),
        ("session",),
        ("session", "attributes"),
    ],
)
def test_a_field_of_a_wrong_kind_is_malformed(room, path):
    envelope = launch(room)
    *way, last = path
    place = envelope
    for key in way:
        place = place[key]
    place[last] = 17
    with pytest.raises(MalformedRequestError):
        answer(room, envelope)


def test_an_intent_without_a_name_is_malformed(room):
    envelope = launch(room)
    envelope["request"]["type"] = "IntentRequest"
    with pytest.raises(MalformedRequestError):
        answer(room, envelope)


def newer_viewport(envelope):
    envelope["context"]["Viewport"] = {"mode": "HOLOGRAM", "shape": "RECTANGLE"}


def newer_reason(envelope):
    envelope["request"] |= {"type": "SessionEndedRequest", "reason": "BORED"}


def newer_error(envelope):
    error = {"type": "GREMLINS", "message": "they did it"}
    envelope["request"] |= {"type": "SessionEndedRequest", "reason": "ERROR", "error": error}


def newer_dialog_state(envelope):
    intent = {"name": "AMAZON.HelpIntent", "slots": {}}
    envelope["request"] |= {"type": "IntentRequest", "intent": intent, "dialogState": "MUSING"}


def newer_confirmation(envelope):
    intent = {"name": "AMAZON.HelpIntent", "confirmationStatus": "PERHAPS", "slots": {}}
    envelope["request"] |= {"type": "IntentRequest", "intent": intent}


def newer_activity(envelope):
    envelope["context"]["AudioPlayer"] = {"playerActivity": "HUMMING"}


def newer_media_error(envelope):
    error = {"type": "MEDIA_ERROR_TOO_LOUD", "message": "too loud"}
    envelope["request"] |= {"type": "AudioPlayer.PlaybackFailed", "token": "t", "error": error}


def newer_request(envelope):
    envelope["request"]["type"] = "Alexa.Mood.Changed"


def test_a_request_newer_than_the_sdk_gets_an_empty_answer_and_a_line_in_the_log(room, caplog):
    envelope = launch(room)
    newer_request(envelope)
    with caplog.at_level(logging.WARNING):
        assert answer(room, envelope) == EMPTY
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("change", "speaks"),
    [
        (newer_viewport, True),
        (newer_activity, True),
        (newer_dialog_state, True),
        (newer_confirmation, True),
        (newer_reason, False),
        (newer_error, False),
        (newer_media_error, False),
    ],
)
def test_a_value_newer_than_the_sdk_is_as_good_as_none(room, change, speaks):
    envelope = launch(room)
    change(envelope)
    assert ("outputSpeech" in answer(room, envelope)["response"]) is speaks


@pytest.mark.parametrize(
    "kind",
    [
        "System.ExceptionEncountered",
        "Alexa.Presentation.APL.UserEvent",
        "Messaging.MessageReceived",
    ],
)
def test_known_requests_that_no_conversation_is_about_get_an_empty_answer(room, kind):
    envelope = launch(room)
    envelope["request"] |= {"type": kind, "cause": {"requestId": "1"}, "message": {}}
    assert answer(room, envelope)["response"] == {}


def test_an_intent_that_nobody_knows_gets_a_question(room):
    room.say("JuggleIntent")
    assert room.speech.endswith("?")
    assert room.is_listening


def test_fields_that_are_newer_than_the_sdk_do_not_matter(room):
    envelope = launch(room)
    envelope["context"]["System"]["mood"] = {"of": "the day"}
    envelope["request"]["luck"] = 7
    assert "outputSpeech" in answer(room, envelope)["response"]


def test_a_device_that_says_nothing_of_itself_is_answered(room):
    envelope = launch(room)
    del envelope["context"]["System"]["device"], envelope["context"]["AudioPlayer"]
    assert "outputSpeech" in answer(room, envelope)["response"]


def paths(value, way=()):
    """Every place in a JSON value."""
    yield way
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in pairs:
        if isinstance(child, (dict, list)):
            yield from paths(child, (*way, key))
        else:
            yield (*way, key)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def test_a_mutated_request_is_answered_or_malformed_and_nothing_else(known_room):
    known_room.say("start my back routine")
    known_room.wait(130)
    samples = [launch(known_room), *known_room.requests[:1], known_room.requests[-1]]

    @settings(max_examples=300, deadline=None)
    @given(st.data())
    def mutated(data):
        envelope = copy.deepcopy(data.draw(st.sampled_from(samples)))
        *way, last = data.draw(st.sampled_from([path for path in paths(envelope) if path]))
        place = envelope
        for key in way:
            place = place[key]
        if data.draw(st.booleans()):
            del place[last]
        else:
            place[last] = data.draw(json_values)
        try:
            answered = answer(known_room, envelope)
        except MalformedRequestError:
            return
        assert answered["version"] == "1.0"

    mutated()


def forged(room, token):
    """A playback event for a token."""
    return {
        **launch(room),
        "session": None,
        "request": {
            "type": "AudioPlayer.PlaybackFinished",
            "requestId": "r",
            "timestamp": "2026-11-16T07:30:00Z",
            "locale": "en-US",
            "token": token,
            "offsetInMilliseconds": 0,
        },
    }


@pytest.mark.parametrize("token", ["", "1", "1!2!3", "0" * 1_024, "<speak>", "1!" + "!" * 30])
def test_a_forged_token_changes_nothing(room, token):
    assert answer(room, forged(room, token))["response"] == {}
    assert room.runs == ()


def test_the_token_of_somebody_else_changes_nothing(known_room, make_room):
    known_room.say("start my back routine")
    known_room.wait(10)
    token = known_room.requests[-1]["request"]["token"]
    thief = make_room(store=known_room.store, user_id="amzn1.ask.account.THIEF")
    before = known_room.runs
    assert answer(thief, forged(thief, token))["response"] == {}
    assert thief.runs == ()
    assert known_room.runs == before


@pytest.mark.parametrize("offset_ms", [-1, 10**9, 10**30])
def test_an_offset_outside_its_track_is_the_nearest_inside(known_room, offset_ms):
    known_room.say("start my back routine")
    known_room.wait(10)
    stopped = copy.deepcopy(known_room.requests[-1])
    stopped["request"] |= {"type": "AudioPlayer.PlaybackStopped", "offsetInMilliseconds": offset_ms}
    answer(known_room, stopped)
    run = known_room.run
    assert 0 < run.head.offset_ms <= run.routine.length_ms[0]
