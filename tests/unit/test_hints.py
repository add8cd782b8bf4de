"""Every hint names words that work on the device which it is said on."""

import re
from datetime import UTC, datetime
from functools import cache

import pytest

from skill.content import load
from skill.content.phrases import Phrases
from skill.interfaces import EARS
from skill.understanding import Hearing, Moment

IN_A_QUESTION = ("misheard.", "welcome.come_back")
"""Words to answer a question with: while the microphone is open, they reach us on any device."""
PLAYBACK_WORDS = {"next"}
"""What an Echo gives to the player that was the last."""
NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
PHRASES = load().phrases
hearing = cache(Hearing.load)


def hints():
    for key, wordings in PHRASES.items():
        for wording in wordings:
            for hint in re.findall(r'"([^"]+)"', wording):
                yield key, re.sub(r"\{(exercise|first)\}", "squat", hint)


@pytest.mark.parametrize(("key", "hint"), list(hints()))
def test_a_hint_is_understood_when_it_is_said(key, hint):
    heard = hearing().hear(hint, Moment(question_open=key.startswith(IN_A_QUESTION), now=NOW))

    assert heard.intent != "AMAZON.FallbackIntent"


@pytest.mark.parametrize(
    ("key", "hint"), [pair for pair in hints() if not pair[0].startswith(IN_A_QUESTION)]
)
def test_a_hint_that_an_echo_gives_names_the_skill(key, hint):
    has_another_wording = f"{key}_named" in PHRASES

    needs_no_name = hint in PLAYBACK_WORDS or hint.startswith("Alexa, ")

    assert hearing().hear(hint, Moment()).named or has_another_wording or needs_no_name


def test_the_named_wording_stands_for_the_other():
    phrases = Phrases({"help": ("Say next.",), "help_named": ("Name me.",), "bye": ("Bye.",)})

    assert [phrases.named.say(key) for key in ("help", "bye")] == ["Name me.", "Bye."]


def test_our_own_speaker_hears_pain_without_a_name(make_room):
    room = make_room(device="local")

    assert 'say "that hurts"' in room.say("start my back routine", "help")


@pytest.mark.parametrize("device", ["echo-dot", "echo-show"])
def test_an_echo_is_told_to_name_the_skill(make_room, device):
    room = make_room(device=device)

    assert 'say "tell my back routine it hurts"' in room.say(
        "start my back routine", "ask my back routine for help"
    )


def test_only_our_own_speaker_declares_that_it_hears_everything(make_room):
    found = [make_room(device=device) for device in ("local", "echo-dot", "no-audio-player")]
    for room in found:
        room.say("open my back routine")

    assert [EARS in _interfaces(room) for room in found] == [True, False, False]


def test_a_device_whose_interfaces_cannot_be_read_is_taken_for_an_echo(make_room):
    room = make_room(device="local")
    room.say("start my back routine", "help")
    body = room.requests[-1]
    body["context"]["System"]["device"]["supportedInterfaces"] = None

    speech = room.skill.answer(body, "http://127.0.0.1/")["response"]["outputSpeech"]["ssml"]

    assert "tell my back routine it hurts" in speech or "ask my back routine" in speech


def _interfaces(room):
    return room.requests[-1]["context"]["System"]["device"]["supportedInterfaces"]
