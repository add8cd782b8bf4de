"""What a person wants of their routine, and that it holds from the next one on."""

import pytest

from skill.routine.exercise import Side
from skill.routine.preferences import Detail, Level, Pace


def wanted(room):
    return room.store.profile(room.setting.user_id).preferences


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("slower", {"pace": Pace.SLOWER}),
        ("faster", {"pace": Pace.FASTER}),
        ("make it ten minutes", {"minutes": 10}),
        ("make it gentle", {"level": Level.GENTLE}),
        ("make it stronger", {"level": Level.STRONG}),
        ("keep it short", {"detail": Detail.LESS}),
        ("explain in more detail", {"detail": Detail.MORE}),
        ("start with the right side", {"side_first": Side.RIGHT}),
        ("leave out the squat", {"left_out": {"squat"}}),
    ],
)
def test_a_wish_is_kept_and_said_again(known_room, said, facts):
    known_room.say(said)
    assert {name: getattr(wanted(known_room), name) for name in facts} == facts
    assert not known_room.is_listening
    assert known_room.faults == []


@pytest.mark.parametrize(("said", "minutes"), [("ninety", 25), ("one", 4)])
def test_a_length_out_of_range_is_made_the_nearest_and_named(known_room, said, minutes):
    known_room.say(f"make it {said} minutes")
    assert wanted(known_room).minutes == minutes
    assert "between four and twenty-five minutes" in known_room.speech


def test_twice_slower_is_as_slow_as_it_goes(known_room):
    known_room.say("slower")
    assert known_room.say("slower") == "That's already the slowest I go."


def test_this_one_is_the_exercise_that_plays(known_room):
    known_room.say("start my back routine")
    known_room.wait(150)
    known_room.say("leave this one out from now on")
    assert wanted(known_room).left_out == {"nerve-glide"}


def test_a_wish_while_it_plays_lets_it_go_on(known_room):
    known_room.say("start my back routine")
    known_room.wait(60)
    known_room.say("slower")
    known_room.until_idle()
    assert len(known_room.done()) == 8


def test_the_only_one_left_out_is_offered_back(known_room):
    known_room.say("leave out the squat")
    assert known_room.say("BringBackIntent").endswith("Shall I bring it back?")
    known_room.say("yes")
    assert wanted(known_room).left_out == frozenset()


def test_of_several_left_out_one_is_asked_for(known_room):
    known_room.say("leave out the squat", "leave out the side bend")
    said = known_room.say("BringBackIntent")
    assert said == "These are left out: side bend and squat. Which one shall I bring back?"
    known_room.say("the squat")
    assert wanted(known_room).left_out == {"side-bend"}


def test_what_is_left_out_can_be_done_alone_all_the_same(known_room):
    known_room.say("leave out the squat", "do the squat")
    assert known_room.run.routine.steps[0].exercise.id == "squat"


def test_a_gentle_routine_once_changes_nothing_for_good(known_room):
    known_room.say("start a strong routine")
    assert wanted(known_room).level is Level.GENTLE


@pytest.mark.parametrize(
    ("sentence", "way_back"),
    [
        ("start my back routine", "start my back routine"),
        ("ask my back routine for the cat cow", "ask my back routine for the cat cow"),
    ],
)
def test_a_pause_without_a_player_says_which_words_go_on(make_room, sentence, way_back):
    room = make_room(device="no-audio-player")
    room.say(sentence)
    room.wait(20)
    room.interrupt("pause")
    assert way_back in room.speech
    room.say(way_back)
    assert room.is_listening


@pytest.mark.parametrize(
    "said",
    [
        "leave out the squat just for today",
        "not the squat this time",
        "start with the right side today",
        "explain less today",
        "harder for now",
        "make it twelve minutes just this once",
        "today I would like it quicker",
    ],
)
def test_what_is_said_for_today_is_never_kept_without_a_yes(known_room, said):
    before = wanted(known_room)
    assert known_room.say(said).endswith("?")
    known_room.say("no")
    assert wanted(known_room) == before


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("start with the right side today", {"side_first": Side.RIGHT}),
        ("explain less today", {"detail": Detail.LESS}),
    ],
)
def test_what_can_only_be_kept_is_kept_after_a_yes(known_room, said, facts):
    known_room.say(said)
    assert known_room.say("yes").endswith("until you say otherwise.")
    assert {name: getattr(wanted(known_room), name) for name in facts} == facts


def test_a_routine_for_now_is_as_wished_and_the_next_one_as_ever(known_room):
    known_room.say("slower just this once", "yes")
    assert {step.pace for step in known_room.run.routine.steps} == {Pace.SLOWER}
    assert wanted(known_room).pace is Pace.NORMAL


@pytest.mark.parametrize(
    ("said", "minutes"), [("longer by four minutes", 21), ("shorter by six", 11)]
)
def test_so_many_minutes_more_or_less_are_counted_from_the_present_length(
    known_room, said, minutes
):
    known_room.say(said)
    assert wanted(known_room).minutes == minutes


def test_the_volume_changes_nothing_of_ours(known_room):
    before = wanted(known_room)
    known_room.say("start my back routine")
    known_room.wait(60)
    assert "volume is your device's own" in known_room.say("turn it down")
    known_room.until_idle()
    assert len(known_room.done()) == 8
    assert wanted(known_room) == before


@pytest.mark.parametrize("said", ["skip this side", "other side"])
def test_a_side_can_not_be_left_without_a_player_and_that_is_said(make_room, said):
    room = make_room(device="no-audio-player")
    room.say("start my back routine")
    assert "can't jump between them" in room.say(said)
    assert room.is_listening
