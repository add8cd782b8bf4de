"""Anything may happen, in any order: the rules of the platform hold and nothing heard is lost."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.alexa import token
from skill.content import load
from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button
from skill.speaker.device.journal import Played, Said
from skill.speaker.device.playback import HappeningKind
from skill.understanding.compiled import load_compiled

CATALOG = load().catalog
INTENTS = sorted(
    {"AMAZON.FallbackIntent", *load_compiled("en-US").intents} - {"DeleteMyDataIntent"}
)
SENTENCES = [
    "start my back routine",
    "start a ten minute routine",
    "do the cat cow",
    "the squat",
    "that hurts",
    "how did I do this week",
    "resume",
    "next",
    "yes",
    "no",
]
KINDS = [kind for kind in HappeningKind if kind is not HappeningKind.FAILED]
happenings = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(SENTENCES)),
    st.tuples(st.just("say"), st.sampled_from(INTENTS)),
    st.tuples(st.just("interrupt"), st.sampled_from(SENTENCES)),
    st.tuples(st.just("wait"), st.sampled_from([0.4, 7, 60, 115, 400, 90_000])),
    st.tuples(st.just("press"), st.sampled_from(Button)),
    st.tuples(st.just("fault"), st.tuples(st.sampled_from(Fault), st.sampled_from(KINDS))),
    st.tuples(st.just("store"), st.booleans()),
    st.tuples(st.just("restart"), st.sampled_from(["service", "device"])),
)


def happen(room, kind, what):
    match kind:
        case "say":
            room.say(what)
        case "interrupt":
            room.interrupt(what)
        case "wait":
            room.wait(what)
        case "press" if room.setting.profile.audio_player:
            room.device.press(what)
        case "fault":
            room.device.expect(*what)
        case "store":
            room.store.down = what
        case "restart":
            room.switch_on() if what == "service" else room.restart()


def heard_to_the_end(room):
    """Which exercises of which run the device played to their end."""
    for line in room.of(Played):
        account = token.read(line.token, room.setting.user_id, CATALOG)
        step = account.run.routine.steps[account.spot.step]
        is_work = account.spot.then_ms is None  # or it only gave time to get into position
        if is_work and line.ended == "finished" and account.spot.segment == step.last_work:
            yield account.run.id, line.exercise


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tracks")


@pytest.mark.parametrize("device", ["local", "echo-dot", "no-audio-player"])
def test_the_rules_hold_whatever_happens(new_room, folder, device, caplog):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(happenings, max_size=25))
    def anything(script):
        caplog.clear()
        room = new_room(folder, device=device)
        for each in script:
            happen(room, *each)
            assert room.faults == []
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
        for said in room.of(Said):
            assert said.text.endswith("?") == said.session_is_open

    anything()


def test_nothing_that_was_heard_to_its_end_is_lost(new_room, folder):
    calm = happenings.filter(lambda each: each != ("restart", "device"))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(calm, max_size=25))
    def anything(script):
        room = new_room(folder)
        for each in [("say", "start my back routine"), *script]:
            happen(room, *each)
        heard = set(heard_to_the_end(room))
        room.store.down = False
        room.say("how did I do this week")
        kept = {(run.id, exercise) for run in room.runs for exercise in room.done(run)}
        assert heard <= kept

    anything()
