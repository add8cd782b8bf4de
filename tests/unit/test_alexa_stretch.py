"""One stretch on demand, as a turn of a session; explained; chosen from the list."""

import pytest

from skill.content import load
from skill.routine.run import Kind, Status
from skill.speaker.device.journal import Said

CONTENT = load()


def exercises(room):
    return [run.routine.steps[0].exercise.id for run in room.runs]


def test_a_stretch_is_done_alone_and_ends_in_a_question(known_room):
    said = known_room.say("do the figure four stretch")
    assert said.endswith("You can say another one, or stop. Would you like it again?")
    assert said.count("ankle over your") == 1  # the change of sides is in the second clip
    known_room.until_closed()
    assert known_room.run.kind is Kind.STRETCH
    assert known_room.done() == ["figure-four-stretch"]
    assert known_room.faults == []


@pytest.mark.parametrize("exercise_id", CONTENT.catalog)
@pytest.mark.parametrize("device", ["echo-dot", "echo-show", "no-audio-player"])
def test_every_exercise_keeps_the_rules_on_every_device(make_room, exercise_id, device):
    room = make_room(device=device)
    room.say(f"ask my back routine for the {CONTENT.name(exercise_id)}")
    room.until_closed()
    assert exercises(room) == [exercise_id]
    assert room.done() == [exercise_id]
    assert room.faults == []


def test_who_breaks_off_early_has_not_done_it(known_room):
    known_room.say("do the cat cow")
    known_room.wait(20)
    known_room.interrupt("stop")
    assert known_room.run.status is Status.STOPPED
    assert known_room.done() == []


def test_again_does_the_same_once_more(known_room):
    known_room.say("do the cat cow", "again")
    known_room.until_closed()
    assert exercises(known_room) == ["cat-cow", "cat-cow"]
    assert [run.status for run in known_room.runs] == [Status.FINISHED] * 2


def test_another_one_asks_which_and_offers_the_following(known_room):
    known_room.say("do the cat cow")
    assert known_room.say("another one").endswith("How about the prone press up?")
    known_room.say("yes")
    assert exercises(known_room) == ["cat-cow", "prone-press-up"]


def test_another_one_by_name(known_room):
    known_room.say("do the cat cow", "another one", "the squat")
    assert exercises(known_room) == ["cat-cow", "squat"]


def test_next_after_a_stretch_is_the_following_and_previous_the_one_before(known_room):
    known_room.say("do the cat cow", "next", "previous", "previous")
    ids = ["cat-cow", "prone-press-up", "cat-cow", "figure-four-stretch"]
    assert exercises(known_room) == ids


@pytest.mark.parametrize("word", ["stop", "no", "cancel"])
def test_stop_after_a_stretch_says_goodbye_and_keeps_it(known_room, word):
    known_room.say("do the cat cow", word)
    known_room.until_closed()
    assert known_room.done() == ["cat-cow"]
    assert not known_room.is_listening


def test_a_stretch_is_explained_in_full_twice_and_then_in_a_sentence(known_room):
    for _ in range(3):
        known_room.say("do the cat cow")
        known_room.until_closed()
    lengths = [len(said.text) for said in known_room.of(Said) if "cat cow" in said.text]
    assert lengths[0] == lengths[1] > lengths[2]


def test_a_stretch_paused_can_be_resumed(known_room):
    known_room.say("do the cat cow")
    known_room.wait(20)
    known_room.interrupt("pause")
    known_room.wait(60)
    known_room.say("resume")
    assert exercises(known_room) == ["cat-cow", "cat-cow"]


def test_a_routine_that_plays_waits_while_a_stretch_is_done(known_room):
    known_room.say("start my back routine")
    known_room.wait(150)
    known_room.say("do the cat cow", "stop")
    known_room.wait(60)
    assert known_room.exercises_heard == ["pelvic-tilt"]
    assert known_room.tracks[-1] == ("nerve-glide", "lead", "stopped")
    assert known_room.runs[0].status is Status.PAUSED


def test_after_the_stretch_resume_goes_on_with_the_routine(known_room):
    known_room.say("start my back routine")
    known_room.wait(150)
    known_room.say("do the cat cow", "resume")
    assert "Nerve glide" in known_room.speech


def test_how_it_is_done_is_explained_without_counting(known_room):
    said = known_room.say("how do I do a pelvic tilt")
    assert "Rock your pelvis back" in said
    assert said.endswith("Shall we do it now?")
    assert known_room.runs == ()
    known_room.say("yes")
    assert exercises(known_room) == ["pelvic-tilt"]


def test_an_explanation_while_a_routine_plays_lets_it_go_on(known_room):
    known_room.say("start my back routine")
    known_room.wait(30)
    assert known_room.say("how do I do this").startswith("The pelvic tilt")
    assert not known_room.is_listening
    known_room.until_idle()
    assert len(known_room.done()) == 8


def test_a_name_after_the_question_what_to_explain_is_explained(known_room):
    known_room.say("ExplainExerciseIntent")
    assert known_room.speech.endswith("?")
    assert known_room.say("the squat").endswith("Shall we do it now?")
    assert known_room.runs == ()


def test_the_list_names_all_and_asks_which(known_room):
    said = known_room.say("which exercises are there")
    assert all(CONTENT.name(exercise_id) in said for exercise_id in CONTENT.catalog)
    assert said.endswith("Which one would you like?")
    known_room.say("the squat")
    assert exercises(known_room) == ["squat"]


def test_a_question_in_the_middle_of_a_stretch_offers_to_start_it_again(known_room):
    known_room.say("do the cat cow")
    known_room.wait(20)
    known_room.interrupt("what exercise is this")
    assert known_room.speech.endswith("Shall we start it again?")
    known_room.say("yes")
    assert exercises(known_room) == ["cat-cow", "cat-cow"]
