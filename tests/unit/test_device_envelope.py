"""The requests of a device, read by Amazon's own model."""

import json

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.speaker.device.envelope import Envelopes, Identity
from skill.speaker.device.playback import (
    Activity,
    Happening,
    HappeningKind,
    PlayerState,
    Stream,
)
from skill.speaker.device.profile import PROFILES

IDENTITY = Identity("user", "device", "app", "en-GB", "http://127.0.0.1:1", "token")
PLAYING = PlayerState("a", 5_000, Activity.PLAYING)
NOON_MS = 1_794_916_800_000


def envelopes(device="echo-dot"):
    return Envelopes(IDENTITY, PROFILES[device], "seed")


def read(envelope):
    return DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)


def happening(kind):
    stream = Stream("a", "https://x/a.mp3", 0, 60_000)
    return Happening(kind, stream, 0, 5_000, NOON_MS, PLAYING)


@pytest.mark.parametrize("device", PROFILES)
def test_a_launch_is_read_on_every_device(device):
    written = envelopes(device)
    read_back = read(written.launch(written.session(), PLAYING, NOON_MS))
    assert read_back.request.object_type == "LaunchRequest"
    assert read_back.request.locale == "en-GB"
    assert read_back.request.timestamp.isoformat() == "2026-11-17T12:00:00+00:00"
    assert read_back.context.system.api_access_token == "token"
    assert read_back.session.new is True


def test_an_echo_show_has_a_screen():
    written = envelopes("echo-show")
    context = read(written.launch(written.session(), PLAYING, NOON_MS)).context
    assert context.viewport.pixel_width == 1280
    assert context.system.device.supported_interfaces.alexa_presentation_apl is not None


def test_an_intent_carries_its_slots():
    slots = {"exercise": {"name": "exercise", "value": "squat", "confirmationStatus": "NONE"}}
    written = envelopes()
    envelope = written.intent("DoExercise", slots, written.session(), PLAYING, NOON_MS)
    assert read(envelope).request.intent.slots["exercise"].value == "squat"


@pytest.mark.parametrize("kind", [k for k in HappeningKind if k is not HappeningKind.FAILED])
def test_a_playback_event_tells_token_and_offset(kind):
    envelope = read(envelopes().playback(happening(kind)))
    assert envelope.request.object_type == f"AudioPlayer.{kind.value}"
    assert (envelope.request.token, envelope.request.offset_in_milliseconds) == ("a", 5_000)
    assert envelope.session is None


def test_a_failure_tells_its_error_and_the_players_state():
    request = read(envelopes().playback(happening(HappeningKind.FAILED))).request
    assert request.error.object_type.value == "MEDIA_ERROR_INVALID_REQUEST"
    assert request.current_playback_state.player_activity.value == "PLAYING"


def test_the_end_of_a_session_names_reason_and_error():
    written = envelopes()
    error = {"type": "INVALID_RESPONSE", "message": "why"}
    envelope = written.session_ended("ERROR", error, written.session(), PLAYING, NOON_MS)
    assert read(envelope).request.error.object_type.value == "INVALID_RESPONSE"


def test_a_button_and_an_exception_are_read():
    written = envelopes()
    button = written.button("NextCommandIssued", PLAYING, NOON_MS)
    exception = read(written.exception("why", button, NOON_MS))
    assert read(button).request.object_type == "PlaybackController.NextCommandIssued"
    assert exception.request.cause.request_id == button["request"]["requestId"]


def test_another_seed_gives_other_ids():
    ids = [Envelopes(IDENTITY, PROFILES["echo-dot"], seed).session() for seed in "ab"]
    assert ids[0].session_id != ids[1].session_id
