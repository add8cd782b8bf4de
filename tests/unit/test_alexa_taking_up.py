"""A routine is taken up: with time to get there, at the start of a repetition or hold."""

import pytest

from skill.content import load
from skill.routine.exercise import Side
from skill.routine.score import timeline
from skill.routine.segment import SegmentKind
from skill.sound.shipped import estimated_lengths
from skill.speaker.device.device import Button
from skill.speaker.device.journal import Played


@pytest.fixture
def paused(known_room):
    """Some seconds into the hold of the figure four on the right."""
    known_room.say("start my back routine")
    known_room.until_heard(2)
    while known_room.tracks[-1] != ("figure-four-stretch", SegmentKind.WORK, "finished"):
        known_room.wait(1)
    known_room.wait(24)
    known_room.say("pause")
    known_room.wait(600)
    assert known_room.run.segment.side is Side.RIGHT
    return known_room


def test_side_and_position_are_said_before_the_hold_from_its_start(paused):
    said = paused.say("resume")
    assert "Figure four stretch, right side, 20 seconds to go." in said
    assert said.endswith("on the opposite knee. Right ankle over your left knee.")


def test_eight_seconds_are_left_to_get_there(paused):
    paused.say("resume")
    assert paused.answers[-1]["response"]["outputSpeech"]["ssml"].endswith(
        '<break time="8000ms"/></speak>'
    )


def test_the_hold_begins_anew_and_only_that_side_is_done(paused):
    stopped_ms = paused.played[-1][2]
    paused.say("resume")
    paused.let_finish()
    paused.until_heard(3)
    again = paused.of(Played)[-1]
    assert 0 < again.from_ms < stopped_ms
    assert paused.account(again).spot.place == (2, 2)


def test_by_button_a_track_of_its_own_gives_the_time(paused):
    before = len(paused.played)
    paused.device.press(Button.PLAY)
    paused.until_heard(3)
    ready, work = paused.of(Played)[before:]
    assert "outputSpeech" not in str(paused.answers[-1])
    assert (ready.from_ms, ready.ended) == (0, "finished")
    assert paused.account(ready).spot.then_ms == work.from_ms > 0
    assert paused.account(work).spot.then_ms is None
    assert paused.faults == []


def test_a_pause_while_it_gives_time_keeps_the_place(paused):
    head = paused.run.head
    paused.device.press(Button.PLAY)
    paused.wait(4)
    paused.say("pause")
    assert paused.run.head.place == head.place
    assert "right side" in paused.say("resume")
    paused.let_finish()
    paused.until_heard(3)
    assert paused.faults == []


def test_in_an_explanation_it_goes_on_with_the_sentence_that_was_broken_off(known_room):
    known_room.say("start my back routine")
    known_room.until_heard(1)
    known_room.wait(15)
    known_room.say("pause")
    broken_off = sentence_at(known_room, known_room.of(Played)[-1].to_ms)
    known_room.say("resume")
    known_room.let_finish()
    known_room.wait(1)
    known_room.device.power_off()
    begun = known_room.of(Played)[-1]
    assert sentence_at(known_room, begun.from_ms + 1_000) == broken_off
    assert broken_off.startswith("nerve-glide")


def sentence_at(room, offset_ms):
    """The phrase that sounds at a moment of the track that was played last, or the one before."""
    spot = room.account(room.of(Played)[-1]).spot
    lengths = estimated_lengths(load())
    line = timeline(room.run.routine.steps[spot.step], spot.segment, lengths, opens=spot.opens)
    return [cue.phrase for cue in line.cues if cue.at_ms <= offset_ms][-1]


def test_in_the_rest_it_is_said_what_comes_next(known_room):
    known_room.say("start my back routine")
    known_room.until_heard(1)
    known_room.wait(2)
    assert known_room.say("what exercise is this").startswith("Nerve glide, coming up next.")


def test_going_back_to_the_first_side_gives_time_too(paused):
    said = paused.say("the other side")
    assert "Left ankle over your right knee." in said
    paused.let_finish()
    paused.wait(5)
    assert paused.run.head.place == (2, 1)


def test_title_and_subtitle_name_exercise_side_and_number(paused):
    paused.say("resume")
    directive = paused.answers[-1]["response"]["directives"][0]
    assert directive["audioItem"]["metadata"] == {
        "title": "Figure four stretch",
        "subtitle": "Right side, exercise three of eight",
    }
