"""Danger in every state: the sound stops in that turn and does not come back by itself."""

from dataclasses import replace

import pytest

from skill.speaker.device.device import Button

HOUR = 3_600
SAID = {
    "EmergencyIntent": ("I've lost control of my bladder", "I can't get up", "my chest hurts"),
    "SeeDoctorIntent": ("I fell down the stairs yesterday", "I have a fever"),
    "FaintIntent": ("I'm so dizzy, everything is spinning",),
    "LegPainIntent": ("the pain shoots all the way down my leg", "yes but my foot went numb"),
}
SENTENCES = [(intent, words) for intent, said in SAID.items() for words in said]
NUMBERED = {"EmergencyIntent", "SeeDoctorIntent", "FaintIntent"}
"""Those whose answer names the number to call."""


def at_rest(room):
    pass


def while_it_plays(room):
    room.say("start my back routine")
    room.wait(150)


def while_it_is_paused(room):
    while_it_plays(room)
    room.say("pause")
    room.until_closed()


def at_the_question_after_a_pause(room):
    while_it_plays(room)
    room.say("pause")


def at_the_question_after_a_hurt(room):
    while_it_plays(room)
    room.say("that hurts")


def at_the_question_about_leaving_out(room):
    while_it_plays(room)
    room.say("that hurts", "yes")


def at_the_question_whether_to_delete(room):
    room.say("delete my data")


def at_the_question_which_reminder(room):
    room.say("remind me")


def in_a_stretch(room):
    room.say("do the cat cow")
    room.wait(20)


def after_a_stretch(room):
    room.say("do the cat cow")
    room.let_finish()


def after_senseless_words(room):
    while_it_plays(room)
    room.say("purple umbrella sandwich")


STATES = [
    at_rest,
    while_it_plays,
    while_it_is_paused,
    at_the_question_after_a_pause,
    at_the_question_after_a_hurt,
    at_the_question_about_leaving_out,
    at_the_question_whether_to_delete,
    at_the_question_which_reminder,
    in_a_stretch,
    after_a_stretch,
    after_senseless_words,
]


def an_hour_later(room):
    room.let_finish()
    before = len(room.played)
    room.wait(HOUR)
    return room.played[before:]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize(("intent", "words"), SENTENCES, ids=[words for _, words in SENTENCES])
def test_it_is_heard_and_nothing_plays_within_an_hour(known_room, state, intent, words):
    state(known_room)
    said = known_room.interrupt(words)
    assert known_room.intents[-1] == intent
    assert "didn't catch" not in said
    assert an_hour_later(known_room) == []
    assert known_room.faults == []


@pytest.mark.parametrize(("intent", "words"), SENTENCES, ids=[words for _, words in SENTENCES])
def test_it_is_heard_at_the_screening_question(room, intent, words):
    room.say("start my back routine", words)
    assert room.intents[-1] == intent
    assert room.runs == ()
    assert an_hour_later(room) == []


@pytest.mark.parametrize("device", ["echo-dot", "no-audio-player"])
@pytest.mark.parametrize("words", ["I lost control of my bladder", "I can't get up"])
def test_it_is_heard_in_one_sentence_with_our_name(make_room, device, words):
    room = make_room(device=device)
    while_it_plays(room)
    assert "call 911" in room.say(f"tell my back routine {words}")
    assert an_hour_later(room) == []


@pytest.mark.parametrize("word", ["resume", "start my back routine", "next", "do the cat cow"])
@pytest.mark.parametrize(
    ("intent", "words"), [pair for pair in SENTENCES if pair[0] in NUMBERED], ids=str
)
def test_whatever_would_play_on_that_day_asks_first(known_room, intent, words, word):  # noqa: ARG001
    while_it_plays(known_room)
    known_room.say(words, word)
    if known_room.speech.endswith("Shall we leave it for today?"):
        known_room.say("yes")
    assert an_hour_later(known_room) == []


def test_after_no_to_leaving_it_the_routine_begins(known_room):
    while_it_plays(known_room)
    known_room.say("I feel faint", "start my back routine", "no")
    known_room.wait(30)
    assert len(known_room.runs) == 2


def test_on_the_next_day_nothing_is_asked(known_room):
    while_it_plays(known_room)
    known_room.say("I have a fever")
    known_room.wait(24 * HOUR)
    assert "leave it" not in known_room.say("start my back routine")


def test_by_button_nothing_plays_on_that_day(known_room):
    while_it_plays(known_room)
    known_room.say("I can't feel my legs")
    for button in (Button.PLAY, Button.NEXT, Button.PREVIOUS):
        known_room.device.press(button)
    assert an_hour_later(known_room) == []


def test_only_the_moment_is_kept_and_never_why(known_room):
    while_it_plays(known_room)
    known_room.say("I've lost control of my bladder")
    kept = known_room.store.kept(known_room.setting.user_id)
    assert "rest_until" in kept["~PROFILE"]
    assert "mergency" not in str(kept)
    assert known_room.told[-1].intent == "other"
    assert known_room.told[-1].user == ""


@pytest.mark.parametrize(
    ("locale", "number"),
    [("en-US", "911"), ("en-CA", "911"), ("en-GB", "999"), ("en-IN", "112"), ("en-AU", "000")],
)
def test_on_an_echo_the_number_is_that_of_the_locale(make_room, locale, number):
    room = make_room(device="echo-dot", locale=locale)
    assert f"call {number} now" in room.say("ask my back routine to call an ambulance")


@pytest.mark.parametrize(
    ("zone", "number"),
    [
        ("Europe/London", "999"),
        ("Europe/Dublin", "112"),
        ("America/Toronto", "911"),
        ("Asia/Calcutta", "112"),
        ("Australia/Sydney", "000"),
        ("Europe/Berlin", "your local emergency number"),
    ],
)
def test_on_our_speaker_the_number_is_that_of_the_time_zone(known_room, zone, number):
    known_room.store.change_profile(
        known_room.setting.user_id,
        lambda p: replace(p, zone=zone, zone_seen_at=known_room.clock.now()),
    )
    assert f"call {number} now" in known_room.say("call an ambulance")


def test_half_a_danger_is_asked_about_and_a_no_goes_on_only_after_a_yes(known_room):
    while_it_plays(known_room)
    assert known_room.say("something is wrong").endswith("Is something wrong that needs a doctor?")
    assert known_room.say("no").endswith("Shall we go on?")
    assert an_hour_later(known_room) == []


def test_half_a_danger_that_is_one_ends_the_day(known_room):
    while_it_plays(known_room)
    assert "emergency number now" in known_room.say("something is wrong", "yes")
    assert an_hour_later(known_room) == []


def test_what_was_not_understood_while_it_plays_leaves_it_paused_until_a_yes(known_room):
    while_it_plays(known_room)
    said = known_room.say("purple umbrella sandwich")
    assert said.endswith("If something hurts, tell me. Shall we go on?")
    assert an_hour_later(known_room) == []
    known_room.say("resume")
    known_room.wait(10)
    assert len(known_room.runs) == 1
