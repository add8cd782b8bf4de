"""Pause, resume, next, previous, repeat, start over, stop: in every state a run can be in."""

import pytest

from skill.routine.run import Phase, Status
from skill.speaker.device.device import Button

DAYS = 86_400


def start(room, seconds=0):
    room.say("start my back routine")
    room.wait(seconds)


def playing_step(room):
    """The exercise that sounds now, and from where; none if nothing sounds."""
    before = len(room.played)
    room.let_finish()
    room.device.power_off()
    return room.played[before][:2] if len(room.played) > before else None


@pytest.mark.parametrize(
    "word", ["pause", "resume", "next", "previous", "repeat", "stop", "cancel", "start over"]
)
def test_before_the_first_routine_every_word_is_answered_and_none_plays(room, word):
    room.say(word)
    room.until_closed()
    assert room.speech
    assert room.played == []
    assert room.runs == ()


def test_a_pause_is_silence_at_that_very_place(known_room):
    start(known_room, 90)
    known_room.say("pause")
    known_room.wait(3 * DAYS)
    heard_ms = known_room.played[-1][2]
    assert known_room.tracks[-1] == ("pelvic-tilt", "work", "stopped")
    assert len(known_room.played) == 2
    assert (known_room.run.status, known_room.run.head.offset_ms) == (Status.PAUSED, heard_ms)


@pytest.mark.parametrize("pause_s", [5, 3_600, 2 * DAYS])
def test_resume_goes_on_a_little_before_the_place_after_saying_where_it_is(known_room, pause_s):
    start(known_room, 340)
    known_room.say("pause")
    known_room.wait(pause_s)
    said = known_room.say("resume")
    exercise, stopped_ms = known_room.played[-1][0], known_room.played[-1][2]
    assert exercise.split("-")[0] in said.lower()
    again, from_ms = playing_step(known_room)
    assert again == exercise
    assert stopped_ms - 10_000 < from_ms <= stopped_ms


def test_resume_in_the_middle_of_playing_only_says_where_it_is(known_room):
    start(known_room, 90)
    known_room.say("resume")
    assert playing_step(known_room)[0] == "pelvic-tilt"


def test_resume_after_the_end_offers_a_new_routine(known_room):
    start(known_room)
    known_room.until_idle()
    known_room.say("resume")
    assert known_room.is_listening
    known_room.say("yes")
    assert playing_step(known_room) == ("pelvic-tilt", 0)
    assert len(known_room.runs) == 2


def test_resume_after_a_stop_goes_on_too(known_room):
    start(known_room, 90)
    known_room.say("stop")
    known_room.wait(60)
    known_room.say("resume")
    assert playing_step(known_room)[0] == "pelvic-tilt"


def test_next_leaves_the_exercise_out_of_what_was_done(known_room):
    start(known_room, 60)
    known_room.say("next")
    assert playing_step(known_room) == ("nerve-glide", 0)
    assert known_room.run.cut_short == {0}
    assert known_room.done() == []


def test_next_in_the_rest_after_an_exercise_goes_on_with_what_comes_next_at_once(known_room):
    start(known_room)
    known_room.until_heard(1)
    known_room.wait(3)
    known_room.say("next")
    assert playing_step(known_room) == ("nerve-glide", 0)
    assert known_room.done() == ["pelvic-tilt"]


def test_next_twice_goes_two_exercises_on(known_room):
    start(known_room, 20)
    known_room.say("next")
    known_room.wait(3)
    known_room.say("next")
    assert playing_step(known_room) == ("figure-four-stretch", 0)


def test_next_while_paused_plays_the_following(known_room):
    start(known_room, 60)
    known_room.say("pause", "next")
    assert playing_step(known_room) == ("nerve-glide", 0)


@pytest.mark.parametrize("word", ["previous", "repeat"])
def test_right_after_the_end_the_last_exercise_can_be_heard_again(known_room, word):
    start(known_room)
    known_room.until_idle()
    known_room.say(word)
    assert playing_step(known_room) == ("squat", 0)
    assert known_room.run.status is Status.FINISHED


def test_skipping_the_last_exercise_ends_kindly_and_unfinished(known_room):
    start(known_room, 10)
    for _ in range(7):
        known_room.say("next")
        known_room.wait(5)
    said = known_room.say("next")
    assert said.startswith("That was the last exercise")
    assert playing_step(known_room) is None
    assert known_room.run.status is Status.STOPPED


def test_previous_goes_one_exercise_back(known_room):
    start(known_room, 130)
    known_room.say("previous")
    assert playing_step(known_room) == ("pelvic-tilt", 0)


def test_previous_at_the_first_starts_it_again_and_says_so(known_room):
    start(known_room, 30)
    assert known_room.say("previous") == "This is the first one."
    assert playing_step(known_room) == ("pelvic-tilt", 0)


def test_repeat_plays_the_same_again(known_room):
    start(known_room, 130)
    known_room.say("repeat")
    assert playing_step(known_room) == ("nerve-glide", 0)


def test_repeat_in_the_rest_means_what_was_just_done_and_does_not_undo_it(known_room):
    start(known_room)
    known_room.until_heard(1)
    known_room.wait(3)
    known_room.say("repeat")
    assert known_room.run.step.exercise.id == "pelvic-tilt"
    known_room.wait(5)
    assert known_room.done() == ["pelvic-tilt"]


def test_start_over_begins_at_the_first(known_room):
    start(known_room, 130)
    known_room.say("start over")
    assert playing_step(known_room) == ("pelvic-tilt", 0)
    assert len(known_room.runs) == 1


def test_start_over_after_the_end_is_a_new_run(known_room):
    start(known_room)
    known_room.until_idle()
    known_room.say("start over")
    assert len(known_room.runs) == 2


def test_start_over_days_later_is_a_new_run_of_that_day(known_room):
    start(known_room, 130)
    known_room.say("pause")
    known_room.wait(2 * DAYS)
    known_room.say("start over")
    assert len(known_room.runs) == 2
    assert known_room.run.started_at.day == 18


@pytest.mark.parametrize("word", ["stop", "cancel"])
def test_to_stop_ends_the_sound_and_keeps_what_was_done(known_room, word):
    start(known_room, 150)
    said = known_room.say(word)
    assert "one of eight exercises" in said
    assert playing_step(known_room) is None
    assert known_room.run.status is Status.STOPPED
    assert known_room.done() == ["pelvic-tilt"]


def test_stop_is_never_a_finished_routine_not_even_in_the_last_exercise(known_room):
    start(known_room, 985)
    known_room.say("stop")
    assert known_room.played[-1][0] == "squat"
    assert known_room.run.status is Status.STOPPED


def test_stop_during_the_last_words_ends_them(known_room):
    start(known_room)
    known_room.until_heard(8)
    known_room.say("stop")
    assert playing_step(known_room) is None
    assert known_room.run.status is Status.FINISHED


def test_pause_during_the_last_words_ends_them_too(known_room):
    start(known_room)
    known_room.until_heard(8)
    assert known_room.say("pause").startswith("You had just done the last")
    assert playing_step(known_room) is None


@pytest.mark.parametrize("word", ["stop", "pause", "next", "previous", "repeat"])
def test_long_after_the_end_a_word_is_only_answered(known_room, word):
    start(known_room)
    known_room.until_idle()
    known_room.wait(DAYS)
    known_room.say(word)
    assert playing_step(known_room) is None
    assert known_room.run.status is Status.FINISHED


def test_stop_days_after_a_pause_is_only_a_goodbye(known_room):
    start(known_room, 150)
    known_room.say("pause")
    known_room.wait(2 * DAYS)
    assert "and I've kept that" not in known_room.say("stop")
    assert known_room.run.head.phase is Phase.PAUSED


@pytest.mark.parametrize("word", ["loop", "turn on loop", "shuffle", "turn off shuffle"])
def test_the_order_stays_and_playing_goes_on(known_room, word):
    start(known_room, 60)
    known_room.say(word)
    known_room.until_idle()
    assert len(known_room.done()) == 8


def test_after_a_whole_routine_no_older_half_is_taken_up(known_room):
    start(known_room, 150)
    known_room.say("pause")
    known_room.wait(DAYS)
    start(known_room)
    known_room.until_idle()
    assert known_room.say("resume").startswith("There's nothing to go on with")


def test_a_launch_soon_after_a_pause_goes_on_there(known_room):
    start(known_room, 150)
    known_room.say("pause")
    known_room.wait(600)
    start(known_room)
    assert playing_step(known_room)[0] == "nerve-glide"
    assert len(known_room.runs) == 1


def test_a_launch_the_next_day_is_a_new_run(known_room):
    start(known_room, 150)
    known_room.say("pause")
    known_room.wait(DAYS)
    start(known_room)
    assert playing_step(known_room) == ("pelvic-tilt", 0)
    assert len(known_room.runs) == 2


@pytest.mark.parametrize(
    ("button", "exercise"),
    [("next", "figure-four-stretch"), ("previous", "pelvic-tilt"), ("play", "nerve-glide")],
)
def test_a_button_does_as_the_word_without_a_word(known_room, button, exercise):
    start(known_room, 150)
    said = known_room.speech
    known_room.device.press(Button[button.upper()])
    assert known_room.speech == said
    assert playing_step(known_room)[0] == exercise


def test_the_pause_button_is_silence(known_room):
    start(known_room, 150)
    known_room.device.press(Button.PAUSE)
    assert playing_step(known_room) is None
    assert known_room.run.status is Status.PAUSED
    assert known_room.faults == []


def test_resume_on_a_second_device_goes_on_with_the_latest_open_run(known_room, make_room):
    start(known_room, 150)
    known_room.say("pause")
    other = make_room(
        store=known_room.store, start=known_room.clock.now(), device_id="amzn1.ask.device.KITCHEN"
    )
    other.say("resume")
    assert playing_step(other)[0] == "nerve-glide"
    assert len(other.runs) == 1
