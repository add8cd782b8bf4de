"""What a person wants is kept, said back, and heard in the very next routine."""

import pytest

from skill.routine.exercise import Side
from skill.routine.preferences import Detail, Level, Pace


def wanted(room):
    return room.store.profile(room.setting.user_id).preferences


@pytest.mark.parametrize(
    ("sentence", "what", "becomes"),
    [
        ("go slower", "pace", Pace.SLOWER),
        ("go faster", "pace", Pace.FASTER),
        ("make it stronger", "level", Level.STRONG),
        ("that was too easy", "level", Level.STEADY),
        ("explain more", "detail", Detail.MORE),
        ("explain less", "detail", Detail.LESS),
        ("right side first", "side_first", Side.RIGHT),
        ("leave out the squat", "left_out", frozenset({"squat"})),
        ("make my routine ten minutes long", "minutes", 10),
    ],
)
def test_a_wish_is_kept_and_said_back(known_room, sentence, what, becomes):
    said = known_room.say(sentence)
    assert getattr(wanted(known_room), what) == becomes
    assert said
    assert not known_room.faults


def test_a_routine_that_was_too_hard_becomes_gentler_and_no_gentler_than_that(known_room):
    known_room.say("make it stronger", "that was too hard")
    assert wanted(known_room).level is Level.STEADY
    known_room.say("that was too hard", "that was too hard")
    assert wanted(known_room).level is Level.GENTLE


def test_just_right_changes_nothing(known_room):
    before = wanted(known_room)
    known_room.say("that was just right")
    assert wanted(known_room) == before


def test_the_next_routine_is_what_was_wished_for(known_room):
    known_room.say("leave out the squat", "right side first", "go slower", "start my back routine")
    steps = known_room.run.routine.steps
    assert "squat" not in [step.exercise.id for step in steps]
    assert {step.side_first for step in steps} == {Side.RIGHT}
    assert {step.pace for step in steps} == {Pace.SLOWER}


def test_what_was_left_out_comes_back(known_room):
    known_room.say("leave out the squat", "bring back the squat")
    assert wanted(known_room).left_out == frozenset()
