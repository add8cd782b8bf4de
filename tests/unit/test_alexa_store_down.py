"""The store fails: playing goes on, and nothing that was heard to its end is lost."""

import logging

import pytest

from skill.routine.run import Status
from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button
from skill.speaker.device.playback import HappeningKind, PlayerState
from skill.store.memory import MemoryStore


def start(room, seconds):
    """A start; to the screening question, which an outage brings back, nothing applies."""
    room.say("start my back routine")
    if room.is_listening:
        room.say("no")
    room.wait(seconds)


def test_down_in_the_middle_playing_goes_on_to_the_end(known_room):
    start(known_room, 60)
    known_room.store.down = True
    known_room.until_idle()
    assert len(known_room.exercises_heard) == 8
    assert known_room.faults == []


def test_back_again_one_event_brings_all_that_was_missed(known_room):
    start(known_room, 60)
    known_room.store.down = True
    while len(known_room.exercises_heard) < 3:
        known_room.wait(5)
    assert known_room.done() == []
    known_room.store.down = False
    known_room.until_idle()
    assert known_room.done() == known_room.exercises_heard
    assert known_room.run.status is Status.FINISHED


@pytest.mark.parametrize(
    "word", ["next", "previous", "repeat", "start over", "pause", "stop", "what exercise is this"]
)
def test_a_word_during_the_outage_is_obeyed_and_what_was_heard_is_not_lost(known_room, word):
    start(known_room, 60)
    known_room.store.down = True
    while len(known_room.exercises_heard) < 2:
        known_room.wait(5)
    heard = known_room.exercises_heard
    known_room.wait(20)
    known_room.say(word)
    known_room.wait(20)
    known_room.store.down = False
    known_room.say("resume")
    known_room.wait(20)
    assert set(heard) <= set(known_room.done())


def test_next_during_the_outage_is_kept_as_cut_short(known_room):
    start(known_room, 60)
    known_room.store.down = True
    known_room.say("next")
    known_room.wait(20)
    known_room.store.down = False
    known_room.until_idle()
    assert known_room.run.cut_short == {0}
    assert len(known_room.done()) == 7


def test_a_routine_finished_in_the_outage_is_kept_when_anybody_asks_for_the_week(known_room):
    start(known_room, 60)
    known_room.store.down = True
    known_room.until_idle()
    known_room.store.down = False
    assert "all eight exercises" in known_room.say("how did I do this week").lower()
    assert known_room.run.status is Status.FINISHED


def test_a_week_is_told_with_what_another_run_took_the_place_of_in_the_outage(known_room):
    known_room.store.down = True
    start(known_room, 0)
    known_room.until_idle()
    start(known_room, 5)
    known_room.say("stop")
    known_room.wait(60)
    known_room.store.down = False
    assert "all eight exercises" in known_room.say("how did I do this week").lower()
    assert known_room.runs[0].status is Status.FINISHED


def test_a_routine_begun_and_finished_in_the_outage_is_kept_by_the_next_launch(known_room):
    known_room.store.down = True
    start(known_room, 0)
    known_room.until_idle()
    assert known_room.runs == ()
    known_room.store.down = False
    start(known_room, 5)
    assert [run.status for run in known_room.runs] == [Status.FINISHED, Status.UNDER_WAY]


def test_down_at_the_start_it_apologizes_and_plays(known_room):
    known_room.store.down = True
    assert "Does any of these apply to you" in known_room.say("start my back routine")
    assert known_room.say("no").startswith("Sorry, I can't reach my notes right now")
    known_room.until_idle()
    assert len(known_room.exercises_heard) == 8


def test_down_at_the_very_first_start_the_screening_is_not_skipped(room):
    room.store.down = True
    room.say("start my back routine", "yes")
    room.until_closed()
    assert room.exercises_heard == []


def test_down_at_the_very_first_start_it_plays_after_a_no(room):
    room.store.down = True
    room.say("start my back routine", "no")
    room.until_idle()
    assert len(room.exercises_heard) == 8


def test_the_welcome_keeps_what_was_finished_in_the_outage_before_it(room):
    room.store.down = True
    room.say("start my back routine", "no")
    room.until_idle()
    room.store.down = False
    assert room.say("start my back routine").startswith("Hello")
    assert room.done() == room.exercises_heard


def test_the_apology_comes_once_and_not_with_every_word(known_room):
    known_room.store.down = True
    start(known_room, 30)
    assert "notes" not in known_room.say("next")


def test_pause_and_resume_in_one_outage(known_room):
    start(known_room, 150)
    known_room.store.down = True
    known_room.say("pause")
    known_room.wait(30)
    known_room.say("resume")
    known_room.wait(10)
    assert known_room.played[-1][0] == "nerve-glide"
    known_room.until_idle()
    assert known_room.exercises_heard[-1] == "squat"


def test_a_late_report_in_an_outage_starts_nothing_after_a_pause(known_room):
    start(known_room, 3)
    known_room.store.down = True
    known_room.device.expect(Fault.LATE, HappeningKind.NEARLY_FINISHED)
    known_room.wait(30)
    known_room.device.press(Button.PAUSE)
    known_room.until_idle()
    known_room.store.down = False
    known_room.say("how did I do this week")
    assert known_room.done() == known_room.exercises_heard == []


def test_the_button_works_in_an_outage(known_room):
    start(known_room, 60)
    known_room.store.down = True
    known_room.device.press(Button.NEXT)
    known_room.until_idle()
    assert len(known_room.exercises_heard) == 7


def test_to_stop_in_an_outage_does_not_claim_to_have_kept_anything(known_room):
    start(known_room, 150)
    known_room.store.down = True
    said = known_room.say("stop")
    assert "You did one of eight exercises." in said
    assert "kept" not in said


@pytest.mark.parametrize("asked", ["how did I do this week", "what is my streak", "delete my data"])
def test_what_only_the_store_knows_is_apologized_for(known_room, asked):
    known_room.store.down = True
    known_room.say(asked)
    if known_room.is_listening:
        known_room.say("yes")
    assert known_room.speech.startswith("Sorry, I can't reach my notes right now.")
    assert known_room.faults == []


@pytest.mark.parametrize("asked", ["make it gentle", "leave out the squat", "slower"])
def test_a_wish_in_an_outage_is_not_said_to_be_kept(known_room, asked):
    known_room.store.down = True
    assert known_room.say(asked).endswith("please tell me again later.")


def test_a_stretch_in_an_outage_is_done_all_the_same(known_room):
    known_room.store.down = True
    said = known_room.say("do the cat cow", "no")
    assert said.startswith("Sorry, I can't reach my notes right now")
    assert said.endswith("?")
    known_room.until_closed()
    assert known_room.faults == []


def test_a_stretch_done_in_an_outage_is_kept_by_a_later_word_of_the_session(known_room):
    known_room.say("do the cat cow")
    known_room.let_finish()
    known_room.store.down = True
    known_room.say("yes")
    known_room.let_finish()
    known_room.store.down = False
    known_room.say("stop")
    assert [run.done for run in known_room.runs] == [{0}, {0}]


def test_that_hurts_in_an_outage_stops_all_the_same(known_room):
    start(known_room, 60)
    known_room.store.down = True
    assert known_room.say("that hurts").endswith("?")
    known_room.say("yes", "yes")
    known_room.wait(5)
    assert known_room.faults == []
    assert known_room.say("what exercise is this").startswith("Nerve glide")


class CountingStore(MemoryStore):
    """Counts the calls that fail."""

    failed = 0

    def _answer(self):
        self.failed += self.down
        super()._answer()


@pytest.mark.parametrize(
    "sentence",
    ["start my back routine", "do the cat cow", "how did I do this week", "resume", "start over"],
)
def test_a_store_that_does_not_answer_is_asked_once_a_turn(make_room, sentence):
    room = make_room(store=CountingStore())
    start(room, 60)
    room.store.down, room.store.failed = True, 0
    before = len(room.requests)
    room.interrupt(sentence)
    kinds = [request["request"]["type"] for request in room.requests[before:]]
    assert room.store.failed <= len(kinds)


def test_each_outage_leaves_one_line_a_request_in_the_log(known_room, caplog):
    known_room.store.down = True
    with caplog.at_level(logging.WARNING):
        known_room.skill.answer(
            known_room.envelopes.launch(known_room.envelopes.session(), PlayerState(), 0),
            "http://127.0.0.1/",
        )
    assert len(caplog.records) == 1


def until_it_reports(room, event):
    while event not in room.events:
        room.wait(1)


def begin_in_an_outage(room):
    """The store is back when the first track has begun."""
    room.store.down = True
    room.say("start my back routine", "no")
    until_it_reports(room, "PlaybackStarted")
    room.store.down = False


def test_a_run_begun_in_an_outage_is_kept_as_soon_as_its_device_reports_anything(known_room):
    begin_in_an_outage(known_room)
    until_it_reports(known_room, "PlaybackNearlyFinished")
    assert len(known_room.runs) == 1


def test_a_token_says_that_the_store_knows_a_run_only_once_it_does(known_room):
    begin_in_an_outage(known_room)
    until_it_reports(known_room, "PlaybackNearlyFinished")
    known_room.store.down = True
    known_room.until_idle()
    known_room.store.down = False
    known_room.say("how did I do this week")
    assert known_room.done() == known_room.exercises_heard
    assert len(known_room.done()) == 8


def test_the_next_work_tells_of_the_end_of_one_that_was_lost(known_room):
    start(known_room, 60)
    known_room.device.expect(Fault.LOSE, HappeningKind.FINISHED)
    known_room.until_heard(1)
    assert known_room.done() == []
    while len(known_room.played) < 4:
        known_room.wait(1)
    assert known_room.tracks[-1] == ("nerve-glide", "work", "finished")
    assert known_room.done() == known_room.exercises_heard == ["pelvic-tilt"]


def test_a_week_told_right_after_a_stretch_has_it_in_it(known_room):
    known_room.say("do the cat cow")
    known_room.let_finish()
    assert "your back once, on Monday" in known_room.say("how did I do this week")
