"""Playback events lost, doubled and late: what is stored is what an undisturbed run stores."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.routine.run import Status
from skill.speaker.device.courier import Fault
from skill.speaker.device.playback import HappeningKind

KINDS = [
    HappeningKind.STARTED,
    HappeningKind.NEARLY_FINISHED,
    HappeningKind.FINISHED,
    HappeningKind.STOPPED,
]
SILENCING = {
    (Fault.LOSE, HappeningKind.NEARLY_FINISHED),
    (Fault.LATE, HappeningKind.NEARLY_FINISHED),
}
"""After these nothing may start a stream, so the person has to say a word."""


def talked_through(room, words=(), faults=()):
    """A whole routine with words at times in it; faults meet the events that come from then on."""
    room.say("start my back routine")
    room.wait(5)
    for fault, kind in faults:
        room.device.expect(fault, kind)
    for seconds, word in words:
        room.wait(seconds)
        room.say(word)
    room.until_idle()
    for _ in range(4):
        if room.run.status is not Status.FINISHED:
            room.say("resume")
            room.until_idle()
    room.device.deliver_late()
    assert room.faults == []
    run = room.run
    return run.done, run.cut_short, run.status, run.over


WORDS = [(100, "pause"), (60, "resume"), (200, "next"), (90, "what exercise is this")]


@pytest.mark.parametrize(
    ("fault", "kind"),
    list(product(Fault, KINDS)),
    ids=lambda each: each.name.lower(),
)
def test_one_disturbed_event_changes_nothing_that_is_stored(make_room, fault, kind):
    undisturbed = talked_through(make_room(), WORDS)
    assert talked_through(make_room(), WORDS, [(fault, kind)]) == undisturbed


@pytest.mark.parametrize(
    ("fault", "kind"),
    [each for each in product(Fault, KINDS) if each not in SILENCING],
    ids=lambda each: each.name.lower(),
)
def test_not_even_if_every_event_of_a_kind_is_disturbed(make_room, fault, kind):
    undisturbed = talked_through(make_room(), WORDS)
    assert talked_through(make_room(), WORDS, [(fault, kind)] * 12) == undisturbed


words = st.sampled_from(
    ["pause", "resume", "next", "repeat", "what exercise is this", "how much longer", "help"]
)


@settings(max_examples=20, deadline=None)
@given(
    said=st.lists(st.tuples(st.integers(2, 400), words), max_size=4),
    faults=st.lists(
        st.sampled_from([each for each in product(Fault, KINDS) if each not in SILENCING]),
        max_size=8,
    ),
)
def test_any_faults_in_any_talk_store_the_same(make_quiet_room, said, faults):
    undisturbed = talked_through(make_quiet_room(), said)
    assert talked_through(make_quiet_room(), said, faults) == undisturbed


@pytest.fixture(scope="module")
def make_quiet_room(new_room, tmp_path_factory):
    """Rooms that share a folder of tracks: hypothesis asks for many."""
    folder = tmp_path_factory.mktemp("tracks")
    return lambda: new_room(folder)


@pytest.mark.parametrize("word", ["resume", "next", "start my back routine"])
def test_after_a_lost_cue_the_silence_ends_with_the_exercise_that_follows(known_room, word):
    known_room.say("start my back routine")
    known_room.wait(40)
    known_room.device.expect(Fault.LOSE, HappeningKind.NEARLY_FINISHED)
    known_room.until_idle()
    known_room.wait(30)
    known_room.say(word)
    known_room.wait(20)
    known_room.device.power_off()
    assert [(exercise, segment) for exercise, segment, _ in known_room.tracks] == [
        *(("pelvic-tilt", "lead"), ("pelvic-tilt", "work"), ("nerve-glide", "lead"))
    ]
    assert known_room.done() == ["pelvic-tilt"]
    assert known_room.run.cut_short == frozenset()


def test_a_track_that_fails_is_tried_once_more_and_then_left(known_room):
    known_room.say("start my back routine")
    known_room.wait(10)
    letter = dict(known_room.requests[-1])
    token = letter["request"]["token"]
    letter["request"] = {
        **letter["request"],
        "type": "AudioPlayer.PlaybackFailed",
        "error": {"type": "MEDIA_ERROR_SERVICE_UNAVAILABLE", "message": "no sound"},
        "currentPlaybackState": {
            "token": token,
            "offsetInMilliseconds": 0,
            "playerActivity": "PLAYING",
        },
    }
    (again,) = known_room.skill.answer(letter, "http://127.0.0.1/")["response"]["directives"]
    assert again["playBehavior"] == "REPLACE_ALL"
    letter["request"] |= {"token": again["audioItem"]["stream"]["token"]}
    assert known_room.skill.answer(letter, "http://127.0.0.1/")["response"] == {}
