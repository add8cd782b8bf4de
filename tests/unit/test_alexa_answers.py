"""Every conversation answers a bare intent, at any time, with something to hear."""

import pytest

from skill.alexa.skill import CONVERSATIONS
from skill.speaker.device.journal import Said
from skill.understanding.compiled import load_compiled

INTENTS = sorted({"AMAZON.FallbackIntent", *load_compiled("en-US").intents})
SILENT = ("AudioPlayer.", "PlaybackController.", "AlexaSkillEvent.", "System.", "SessionEnded")
REQUESTS = (*SILENT, "LaunchRequest", "Connections.", "Messaging.")
ASIDES = ("TimeLeftIntent", "WhereAmIIntent", "WhatsNextIntent", "AMAZON.HelpIntent")


def unheard(_room):
    """Nothing happened yet."""


def playing(room):
    room.say("start my back routine")
    room.wait(140)


def paused(room):
    playing(room)
    room.say("pause")
    room.wait(5)


def finished(room):
    room.say("start my back routine")
    room.until_idle()


def asked(room):
    room.say("do the cat cow")
    room.wait(10)


def hurting(room):
    playing(room)
    room.say("that hurts")


def long_after(room):
    paused(room)
    room.wait(3 * 86_400)


STATES = [unheard, playing, paused, finished, asked, hurting, long_after]


def registered():
    return {name for conversation in CONVERSATIONS for name in conversation.ANSWERS}


def test_every_intent_of_the_model_has_a_conversation():
    assert set(INTENTS) <= registered()


def test_every_conversation_is_about_an_intent_of_the_model_or_another_request():
    requests = {name for name in registered() if name.startswith(REQUESTS)}
    assert registered() - requests == set(INTENTS)


def test_no_request_has_two_conversations():
    names = [name for conversation in CONVERSATIONS for name in conversation.ANSWERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("intent", INTENTS)
def test_somebody_new_hears_something(room, intent):
    said = room.say(intent)
    room.until_closed()
    assert said
    assert room.faults == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("intent", INTENTS)
def test_a_bare_intent_is_answered(known_room, intent, state):
    state(known_room)
    heard_before = len(known_room.of(Said))
    known_room.say(intent)
    assert len(known_room.of(Said)) > heard_before
    assert known_room.faults == []


@pytest.mark.parametrize("intent", ASIDES)
def test_a_question_by_the_way_does_not_end_the_routine(known_room, intent):
    playing(known_room)
    known_room.say(intent)
    known_room.until_idle()
    assert len(known_room.done()) == 8


@pytest.mark.parametrize("intent", ASIDES)
def test_a_question_in_a_turn_keeps_the_session_open(make_room, intent):
    room = make_room(device="no-audio-player")
    room.say("start my back routine")
    room.wait(15)
    room.say(intent)
    assert room.is_listening
    assert room.faults == []
