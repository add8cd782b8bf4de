"""When it hurts: stop at once, say what to do, rest and go on or stop; twice ends it kindly."""

from dataclasses import fields

import pytest

from skill.routine.run import Status
from skill.store.port import Profile
from skill.store.rows import run_row

HURTS = "that hurts"


def start(room, seconds):
    room.say("start my back routine")
    room.wait(seconds)


def left_out(room):
    return room.store.profile(room.setting.user_id).preferences.left_out


def sounding(room):
    room.let_finish()
    before = len(room.played)
    room.wait(5)
    room.device.power_off()
    return [played[0] for played in room.played[before:]]


def test_the_sound_stops_before_anything_else_is_said(known_room):
    start(known_room, 60)
    said = known_room.say(HURTS)
    assert "AudioPlayer.Stop" in str(known_room.answers[-1])
    assert said.split(".")[0] in {
        "Stop, and let go gently",
        "Okay, stop there and ease out of it",
        "Okay, stop there and let go gently",
    }


def test_it_asks_to_rest_and_go_on_or_to_stop_for_today(known_room):
    start(known_room, 60)
    said = known_room.say(HURTS)
    assert "say stop to leave it for today" in said
    assert said.endswith("Shall we go on with the nerve glide?")


def test_what_to_do_is_said_by_position(known_room):
    start(known_room, 60)
    assert "Lower your legs" in known_room.say(HURTS)


def test_in_a_rest_it_is_the_exercise_before_that_hurt(known_room):
    start(known_room, 117)
    assert "leave the pelvic tilt out" in known_room.say(HURTS, "yes")


def test_left_out_after_going_on_it_stays_out_until_it_is_wanted_again(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "yes")
    assert (
        known_room.speech == "Shall I leave the pelvic tilt out of your routines until you say so?"
    )
    said = known_room.say("yes")
    assert left_out(known_room) == {"pelvic-tilt"}
    assert "bring back the pelvic tilt" in said
    assert sounding(known_room) == ["nerve-glide"]
    known_room.wait(86_400)
    start(known_room, 5)
    ids = {step.exercise.id for step in known_room.run.routine.steps}
    assert "pelvic-tilt" not in ids
    assert len(ids) == 7


def test_no_keeps_it_and_no_again_ends_it(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "no", "no")
    known_room.until_closed()
    assert left_out(known_room) == frozenset()
    assert sounding(known_room) == []
    assert known_room.run.status is Status.STOPPED


def test_what_hurt_is_not_done(known_room):
    start(known_room, 60)
    known_room.say(HURTS)
    assert known_room.run.done == frozenset()
    assert known_room.run.cut_short == {0}


def test_twice_in_one_run_ends_it_kindly(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "yes", "no")
    known_room.wait(40)
    said = known_room.say(HURTS)
    assert "for today" in said
    assert "talk to a doctor" in said
    assert not known_room.is_listening
    assert sounding(known_room) == []
    assert known_room.run.status is Status.STOPPED


def test_twice_ends_it_even_if_the_first_question_was_never_answered(known_room):
    start(known_room, 60)
    known_room.say(HURTS)
    known_room.until_closed()
    known_room.wait(120)
    known_room.say("resume")
    known_room.wait(30)
    assert "for today" in known_room.say(HURTS)


def test_what_comes_next_is_then_the_exercise_that_waits(known_room):
    start(known_room, 60)
    known_room.say(HURTS)
    known_room.until_closed()
    assert known_room.say("what comes next") == "Next comes the nerve glide."


def test_in_another_run_it_counts_anew(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "no", "no")
    known_room.wait(86_400)
    start(known_room, 60)
    assert known_room.say(HURTS).endswith("?")


def test_to_start_over_does_not_play_what_was_left_out_and_does_not_forget_that_it_hurt(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "yes", "yes")
    known_room.wait(20)
    known_room.say("start over")
    known_room.wait(20)
    assert known_room.played[-1][0] == "nerve-glide"
    assert "for today" in known_room.say(HURTS)


def test_a_stretch_that_hurts_stops_and_offers_no_routine(known_room):
    known_room.say("do the cat cow")
    known_room.wait(15)
    known_room.interrupt(HURTS)
    assert known_room.speech.endswith("Shall we leave it at that for today?")
    assert "leave the cat cow stretch out" in known_room.say("no")
    known_room.say("yes")
    assert left_out(known_room) == {"cat-cow"}
    assert not known_room.is_listening
    assert known_room.run.done == frozenset()


def test_a_stretch_that_hurt_does_not_touch_a_routine_that_waits(known_room):
    start(known_room, 150)
    known_room.say("pause", "do the cat cow")
    known_room.wait(15)
    known_room.interrupt(HURTS)
    known_room.say("no", "no")
    assert not known_room.is_listening
    routine = known_room.runs[0]
    assert routine.status is Status.PAUSED
    assert routine.cut_short == frozenset()


def test_with_nothing_running_it_says_what_to_do_and_whether_to_leave_it_for_today(known_room):
    said = known_room.say(HURTS)
    assert "talk to a doctor" in said
    assert said.endswith("Shall we leave it at that for today?")
    assert known_room.runs == ()


def test_an_exercise_named_with_nothing_running_can_be_left_out(known_room):
    known_room.say("the cat cow hurts", "yes", "yes")
    assert left_out(known_room) == {"cat-cow"}


def test_days_after_a_pause_it_does_not_cut_the_old_run_short(known_room):
    start(known_room, 150)
    known_room.say("pause")
    known_room.wait(2 * 86_400)
    known_room.say(HURTS)
    assert known_room.run.cut_short == frozenset()


def test_on_a_device_without_player_it_is_the_same(make_room):
    room = make_room(device="no-audio-player")
    room.say("start my back routine")
    room.wait(30)
    room.interrupt(HURTS)
    assert room.speech.endswith("Shall we go on with the nerve glide?")
    room.say("yes", "no")
    room.wait(20)
    room.interrupt(HURTS)
    assert "for today" in room.speech
    assert room.faults == []


def test_pain_is_acted_on_and_never_stored(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "yes", "no")
    assert "hurts" not in run_row(known_room.run)
    assert known_room.run.hurts == 0
    assert not [field.name for field in fields(Profile) if "hurt" in field.name]


@pytest.mark.parametrize("words", ["ow", "my back hurts", "this is painful", "I feel a sharp pain"])
def test_pain_is_heard_in_many_words(known_room, words):
    start(known_room, 60)
    assert "Shall we go on with the nerve glide?" in known_room.say(words)


def rests_until(room):
    return room.store.profile(room.setting.user_id).rest_until


def test_the_second_time_of_a_day_is_said_in_short(known_room):
    start(known_room, 60)
    assert "physiotherapist" in known_room.say(HURTS)
    known_room.say("no", "no")
    known_room.wait(60)
    assert "physiotherapist" not in known_room.say(HURTS)


def test_stop_after_a_hurt_is_for_today(known_room):
    start(known_room, 60)
    said = known_room.say(HURTS, "stop")
    assert "enough for today" in said
    assert not known_room.is_listening
    assert rests_until(known_room).isoformat() == "2026-11-17T00:00:00+00:00"


@pytest.mark.parametrize("word", ["resume", "start my back routine", "do the cat cow"])
def test_after_the_second_time_any_start_asks_first(known_room, word):
    start(known_room, 60)
    known_room.say(HURTS, "yes", "no")
    known_room.wait(40)
    known_room.say(HURTS)
    assert known_room.say(word).endswith("Shall we leave it for today?")
    assert sounding(known_room) == []


def test_three_times_in_a_day_end_it_in_single_stretches_too(known_room):
    known_room.say("do the cat cow")
    known_room.wait(15)
    known_room.interrupt(HURTS)
    known_room.say(HURTS)
    assert "for today" in known_room.say(HURTS)
    assert not known_room.is_listening
    assert rests_until(known_room) is not None


def test_a_loose_yes_does_not_go_on_after_a_hurt(known_room):
    start(known_room, 60)
    known_room.say(HURTS, "AgreeIntent")
    assert known_room.speech.endswith("Shall we go on with the nerve glide?")
    assert sounding(known_room) == []
