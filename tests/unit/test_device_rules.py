"""Which answers a device lets through."""

import json

import pytest

from skill import limits
from skill.speaker.device.answer import UnreadableAnswerError, read_answer
from skill.speaker.device.fakes import FakeSounds
from skill.speaker.device.profile import PROFILES
from skill.speaker.device.rules import breaches

CLIP = "https://x/a.mp3"
STOP = {"type": "AudioPlayer.Stop"}
CLEAR = {"type": "AudioPlayer.ClearQueue", "clearBehavior": "CLEAR_ALL"}
SPEECH = {"type": "PlainText", "text": "Good."}
PLAYER_EVENTS = ("Started", "Finished", "Stopped", "NearlyFinished", "Failed")


def play(behavior="REPLACE_ALL", **changes):
    stream = {"url": CLIP, "token": "a", "offsetInMilliseconds": 0} | changes
    return {
        "type": "AudioPlayer.Play",
        "playBehavior": behavior,
        "audioItem": {"stream": {k: v for k, v in stream.items() if v is not None}},
    }


def ssml(inside):
    return {"type": "SSML", "ssml": f"<speak>{inside}</speak>"}


def found(response, request="IntentRequest", device="echo-dot", clip_ms=1_000):
    body = json.dumps({"version": "1.0", "response": response}).encode()
    sounds = FakeSounds({CLIP: clip_ms})
    return breaches(read_answer(body), request, PROFILES[device], sounds)


def reasons(*args, **kwargs):
    return "; ".join(breach.reason for breach in found(*args, **kwargs))


def closing(**response):
    return {"shouldEndSession": True, **response}


def test_an_empty_response_is_legal_after_every_request():
    for kind in PLAYER_EVENTS:
        assert found({}, f"AudioPlayer.Playback{kind}") == []
    for request in ("IntentRequest", "SessionEndedRequest", "PlaybackController.NextCommandIssued"):
        assert found({}, request) == []


@pytest.mark.parametrize("kind", PLAYER_EVENTS)
@pytest.mark.parametrize(
    "part",
    [
        {"outputSpeech": SPEECH},
        {"reprompt": {"outputSpeech": SPEECH}},
        {"card": {"type": "Simple", "title": "a"}},
        {"shouldEndSession": False},
    ],
)
def test_a_player_event_gets_no_words(kind, part):
    assert found(part, f"AudioPlayer.Playback{kind}")[0].refused


def test_a_button_gets_no_words_but_may_close_the_session():
    assert "outputSpeech" in reasons(
        {"outputSpeech": SPEECH}, "PlaybackController.NextCommandIssued"
    )
    response = {"directives": [play()], "shouldEndSession": True}
    assert found(response, "PlaybackController.NextCommandIssued") == []


@pytest.mark.parametrize(
    ("kind", "plays", "stops"),
    [
        ("Started", False, True),
        ("NearlyFinished", True, True),
        ("Finished", False, True),
        ("Stopped", False, False),
        ("Failed", True, True),
    ],
)
def test_each_player_event_allows_its_own_directives(kind, plays, stops):
    request = f"AudioPlayer.Playback{kind}"
    assert (found({"directives": [play()]}, request) == []) is plays
    assert (found({"directives": [STOP, CLEAR]}, request) == []) is stops


def test_a_session_that_has_ended_gets_no_answer():
    assert found({"outputSpeech": SPEECH}, "SessionEndedRequest")[0].refused


def test_only_one_stream_an_answer():
    assert "only one Play" in reasons(closing(directives=[play(), play()]))


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        (play("ENQUEUE"), "must name its expectedPreviousToken"),
        (play(expectedPreviousToken="b"), "only with ENQUEUE"),
        (play("LATER"), "playBehavior"),
        (play(url=None), "not https"),
        (play(url="http://example.com/a.mp3"), "not https"),
        (play(url="soundbank://soundlibrary/a"), "not https"),
        (play(url=f"https://x/{'a' * limits.STREAM_URL_CHARACTERS}"), "characters"),
        (play(token=None), "stream.token"),
        (play(token="a" * (limits.TOKEN_CHARACTERS + 1)), "stream.token"),
        (play(offsetInMilliseconds=-1), "offsetInMilliseconds"),
        (play(offsetInMilliseconds=1.5), "offsetInMilliseconds"),
        ({"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL"}, "no audioItem"),
        ({"type": "AudioPlayer.ClearQueue"}, "clearBehavior"),
        ({"type": "AudioPlayer.Pause"}, "not supported"),
    ],
)
def test_a_directive_must_be_whole(directive, complaint):
    assert complaint in reasons(closing(directives=[directive]))


def test_a_stream_on_this_machine_needs_no_certificate():
    assert found(closing(directives=[play(url="http://127.0.0.1:5000/a.mp3")])) == []


def test_a_screen_is_needed_to_show_something():
    response = closing(directives=[{"type": "Alexa.Presentation.APL.RenderDocument"}])
    assert "not supported" in reasons(response)
    assert found(response, device="echo-show") == []


@pytest.mark.parametrize(
    ("response", "clip_ms", "complaint"),
    [
        ({"outputSpeech": ssml("a" * limits.SPEECH_CHARACTERS)}, 0, "characters"),
        ({"outputSpeech": ssml('<break time="11s"/>')}, 0, "a break in outputSpeech has 11000"),
        ({"outputSpeech": ssml(f'<audio src="{CLIP}"/>' * 6)}, 1, "6 audio clips"),
        ({"outputSpeech": ssml(f'<audio src="{CLIP}"/>')}, 240_001, "240001 ms"),
        ({"reprompt": {"outputSpeech": ssml(f'<audio src="{CLIP}"/>')}}, 90_001, "90001 ms"),
        ({"outputSpeech": ssml('<audio src="https://x/b.mp3"/>')}, 0, "does not load"),
        ({"outputSpeech": ssml('<audio src="http://x/a.mp3"/>')}, 0, "not https"),
        ({"card": {"type": "Simple", "content": "a" * 9_000}}, 0, "the card"),
        ({"directives": [{"type": "Dialog.X", "x": "a" * 130_000}]}, 0, "bytes"),
    ],
)
def test_every_limit_is_watched(response, clip_ms, complaint):
    assert complaint in reasons(closing(**response), clip_ms=clip_ms)


def test_at_its_limits_an_answer_passes():
    clips = f'<audio src="{CLIP}"/>' * 5 + '<break time="10s"/>'
    assert found(closing(outputSpeech=ssml(clips)), clip_ms=48_000) == []


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        ({"outputSpeech": SPEECH, "shouldEndSession": False}, "nothing was asked"),
        ({"outputSpeech": SPEECH, "shouldEndSession": None}, "nothing was asked"),
        (closing(outputSpeech=ssml("Shall we?")), "right after a question"),
        (
            {
                "outputSpeech": ssml("Shall we?"),
                "directives": [play()],
                "shouldEndSession": False,
            },
            "while the session stays open",
        ),
    ],
)
def test_what_certification_fails_is_told_but_not_refused(response, complaint):
    (breach,) = found(response)
    assert complaint in breach.reason
    assert not breach.refused


def test_a_question_may_be_followed_by_more_words_and_a_closed_session():
    assert found(closing(outputSpeech=ssml("Ready? Here we go."))) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"version": "1.0"}',
        b'{"version": "1.0", "response": []}',
        b'{"version": "1.0", "response": {"outputSpeech": "hello"}}',
        b'{"version": "1.0", "response": {"shouldEndSession": "no"}}',
        b'{"version": "1.0", "response": {"directives": [{}]}}',
        b'{"version": "1.0", "response": {"directives": {}}}',
    ],
)
def test_what_is_no_response_is_unreadable(body):
    with pytest.raises(UnreadableAnswerError):
        read_answer(body)
