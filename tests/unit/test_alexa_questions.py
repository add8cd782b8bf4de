"""An open question: what answers it, what does not, and what is asked then."""

from dataclasses import replace

import pytest

from skill.content import load
from skill.speaker.device.journal import Said
from skill.store.port import Profile

NONSENSE = "purple umbrella sandwich"


def ask_to_start(room):
    return room.say("start my back routine")


def ask_after_a_stretch(room):
    room.say("do the cat cow")
    room.until_idle()


def ask_to_leave_out(room):
    room.say("start my back routine")
    room.wait(60)
    room.say("that hurts")


def ask_to_delete(room):
    room.say("delete my data")


def ask_how_long(room):
    room.say("ChangeLengthIntent")


def ask_which_to_leave_out(room):
    room.say("LeaveOutIntent")


QUESTIONS = [
    ask_after_a_stretch,
    ask_to_leave_out,
    ask_to_delete,
    ask_how_long,
    ask_which_to_leave_out,
]


def test_the_first_words_ever_are_a_welcome_a_disclaimer_and_a_question(room):
    said = ask_to_start(room)
    assert "no medical advice" in said
    assert "bladder" in said
    assert said.endswith("or pregnancy?")
    assert room.is_listening


def test_the_first_words_take_less_than_25_seconds(room):
    ask_to_start(room)
    before = room.device.now_ms
    room.let_finish()
    assert room.device.now_ms - before < 25_000


def test_no_to_the_first_question_starts_at_once(room):
    ask_to_start(room)
    room.say("no")
    assert len(room.runs) == 1
    assert not room.is_listening


def test_yes_to_the_first_question_stores_nothing_and_asks_again_next_time(room):
    ask_to_start(room)
    said = room.say("yes")
    assert "let's not exercise today" in said
    assert "my doctor says I may" in said
    room.until_closed()
    assert room.runs == ()
    assert room.store.profile(room.setting.user_id) == Profile()
    assert "no medical advice" in ask_to_start(room)


def test_a_yes_that_was_meant_as_no_is_asked_again(room):
    ask_to_start(room)
    assert room.say("yes", "no").endswith("or pregnancy?")
    room.say("no")
    assert len(room.runs) == 1


def test_the_doctors_word_is_consent(room):
    ask_to_start(room)
    room.say("yes", "DoctorAllowsIntent")
    assert len(room.runs) == 1
    assert room.store.profile(room.setting.user_id).consent


@pytest.mark.parametrize("word", ["WhyAskIntent", "AMAZON.RepeatIntent", "AgreeIntent", NONSENSE])
def test_whatever_is_no_answer_to_the_first_question_is_answered_with_it(room, word):
    ask_to_start(room)
    assert room.say(word).endswith("or pregnancy?")
    assert room.runs == ()


def test_it_is_asked_again_after_a_month_away(known_room):
    start = known_room.say("start my back routine")
    assert "no medical advice" not in start
    known_room.until_idle()
    known_room.wait(31 * 86_400)
    assert known_room.say("start my back routine").endswith("or pregnancy?")


def test_it_is_asked_again_when_its_words_have_changed(known_room):
    known_room.store.change_profile(
        known_room.setting.user_id, lambda profile: replace(profile, consent="0ther0ne")
    )
    assert known_room.say("start my back routine").endswith("or pregnancy?")


def test_silence_after_the_first_question_asks_once_more_and_lets_go(room):
    ask_to_start(room)
    room.until_closed()
    assert room.speech.endswith("or pregnancy?")
    assert room.intents == ["LaunchRequest"]
    assert room.runs == ()


def test_the_disclaimer_is_heard_before_a_stretch_too(room):
    assert "no medical advice" in room.say("do the squat")
    assert room.speech.endswith("or pregnancy?")
    room.say("no")
    assert room.run.routine.steps[0].exercise.id == "squat"


def test_nobody_starts_without_the_disclaimer_by_another_way(room):
    assert "no medical advice" in room.say("resume")
    assert room.runs == ()


def test_a_length_asked_for_at_first_is_remembered_through_the_welcome(room):
    room.say("start a ten minute routine", "no")
    assert room.run.routine.total_ms == pytest.approx(600_000, abs=30_000)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_what_was_not_understood_is_asked_again_in_other_words(known_room, question):
    question(known_room)
    asked = known_room.of(Said)[-1]
    first, second = known_room.say(NONSENSE), known_room.say(NONSENSE)
    assert first != second
    for said in (first, second):
        assert said.endswith(asked.reprompt)
    assert known_room.is_listening


def test_senseless_words_out_of_the_blue_get_two_different_questions(known_room):
    first, second, third = (known_room.say(NONSENSE) for _ in range(3))
    assert first.endswith("?")
    assert second.endswith("?")
    assert first == third != second


def test_after_senseless_words_a_yes_still_answers_what_was_asked(known_room):
    ask_after_a_stretch(known_room)
    known_room.say(NONSENSE, "yes")
    assert [run.routine.steps[0].exercise.id for run in known_room.runs] == ["cat-cow"] * 2


def test_a_yes_never_answers_a_question_that_was_not_heard_last(known_room):
    known_room.store.change_profile(
        known_room.setting.user_id, lambda profile: replace(profile, zone="Europe/London")
    )
    ask_to_delete(known_room)
    said = known_room.say(NONSENSE)
    assert said.endswith("Shall I delete it all?")


def test_after_a_hint_what_can_be_said_start_starts(known_room):
    known_room.say(NONSENSE, "start my routine")
    assert len(known_room.runs) == 1


def test_a_yes_to_what_would_you_like_is_asked_about(known_room):
    assert known_room.say(NONSENSE, "yes") == "Shall I start your routine?"
    known_room.say("yes")
    assert len(known_room.runs) == 1


@pytest.mark.parametrize("word", ["yes", "no"])
def test_a_yes_or_no_to_nothing_gets_a_question(known_room, word):
    said = known_room.say("AMAZON.YesIntent" if word == "yes" else "AMAZON.NoIntent")
    assert said.endswith("?")
    assert known_room.is_listening


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_no_leaves_all_as_it_is(known_room, question):
    question(known_room)
    before = known_room.store.profile(known_room.setting.user_id).preferences
    known_room.say("no")
    assert known_room.store.profile(known_room.setting.user_id).preferences == before


@pytest.mark.parametrize("word", ["stop", "cancel"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_stop_ends_every_question(known_room, question, word):
    question(known_room)
    before = known_room.store.profile(known_room.setting.user_id).preferences
    known_room.say(word)
    known_room.until_closed()
    assert not known_room.is_listening
    assert known_room.store.profile(known_room.setting.user_id).preferences == before
    assert known_room.faults == []


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [("start a ninety minute routine", 25), ("start a one minute routine", 4)],
)
def test_a_length_out_of_range_gets_the_nearest_offered(known_room, asked, minutes):
    known_room.say(asked)
    assert known_room.is_listening
    assert known_room.runs == ()
    known_room.say("yes")
    assert known_room.run.routine.total_ms == pytest.approx(minutes * 60_000, abs=30_000)


def test_another_length_may_be_said_instead_of_the_one_offered(known_room):
    known_room.say("start a ninety minute routine", "ten minutes")
    assert known_room.run.routine.total_ms == pytest.approx(600_000, abs=30_000)


@pytest.mark.parametrize(
    "asked", ["do my routine for half an hour", "do my routine for 20 minutes"]
)
def test_a_length_may_be_said_as_a_duration(known_room, asked):
    known_room.say(asked)
    if known_room.is_listening:
        assert "25 minutes" in known_room.speech
    else:
        assert known_room.run.routine.total_ms == pytest.approx(1_200_000, abs=30_000)


def test_how_many_minutes_is_answered_with_a_number(known_room):
    ask_how_long(known_room)
    assert "about ten minutes" in known_room.say("ten minutes")
    assert known_room.store.profile(known_room.setting.user_id).preferences.minutes == 10


def test_a_name_answers_the_question_that_asked_for_it(known_room):
    ask_which_to_leave_out(known_room)
    known_room.say("the squat")
    preferences = known_room.store.profile(known_room.setting.user_id).preferences
    assert preferences.left_out == {"squat"}
    assert known_room.runs == ()


def test_an_exercise_that_nobody_knows_is_named_and_another_offered(known_room):
    said = known_room.say("do the plank")
    assert "plank" in said
    assert said.endswith("How about the pelvic tilt?")
    known_room.say("yes")
    assert known_room.run.routine.steps[0].exercise.id == "pelvic-tilt"


def test_with_everything_left_out_a_launch_offers_to_bring_all_back(known_room):
    user = known_room.setting.user_id
    everything = frozenset(load().catalog)
    known_room.store.change_profile(
        user,
        lambda p: replace(p, preferences=replace(p.preferences, left_out=everything)),
    )
    ask_to_start(known_room)
    assert known_room.is_listening
    known_room.say("yes")
    assert len(known_room.run.routine) == 8
