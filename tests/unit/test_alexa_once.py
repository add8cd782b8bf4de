"""The same request delivered twice does nothing twice."""

import copy
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from skill.alexa.once import REMEMBERED, AnswersGiven
from skill.routine.run import Status
from skill.speaker.device.device import Button


def again(room):
    """The last request once more."""
    return room.skill.answer(copy.deepcopy(room.requests[-1]), "http://127.0.0.1/")


def request(number=1, kind="LaunchRequest"):
    system = {"user": {"userId": "u"}}
    return {"request": {"requestId": f"r{number}", "type": kind}, "context": {"System": system}}


def test_that_hurts_delivered_twice_counts_once(known_room):
    known_room.say("start my back routine")
    known_room.wait(40)
    known_room.say("that hurts")
    assert again(known_room) == known_room.answers[-1]
    assert known_room.run.status is not Status.STOPPED
    known_room.say("yes")
    assert known_room.run.cut_short == {0}


@pytest.mark.parametrize("word", ["next", "previous", "start my back routine", "make it longer"])
def test_a_word_delivered_twice_moves_nothing_twice(known_room, word):
    known_room.say("start my back routine")
    known_room.wait(200)
    known_room.say(word)
    kept = known_room.store.kept(known_room.setting.user_id)
    assert again(known_room) == known_room.answers[-1]
    assert known_room.store.kept(known_room.setting.user_id) == kept


def test_the_second_copy_waits_for_the_answer_to_the_first():
    given, going, asked = AnswersGiven(), Event(), []

    def slowly():
        asked.append(1)
        going.wait(5)
        return {"said": len(asked)}

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(given.once, request(), slowly) for _ in range(2)]
        going.set()
        assert [each.result() for each in both] == [{"said": 1}] * 2


def test_a_request_that_was_not_answered_is_answered_anew():
    given = AnswersGiven()
    with pytest.raises(ZeroDivisionError):
        given.once(request(), lambda: {"said": 1 // 0})
    assert given.once(request(), lambda: {"said": 1}) == {"said": 1}


def test_others_are_no_copies():
    given = AnswersGiven()
    bodies = [request(), request(2), request(kind="SessionEndedRequest")]
    assert [given.once(b, lambda n=n: {"n": n}) for n, b in enumerate(bodies)] == [
        {"n": n} for n in range(3)
    ]


def test_no_more_answers_are_held_than_a_second_copy_may_need():
    given = AnswersGiven()
    for number in range(REMEMBERED + 1):
        given.once(request(number), dict)
    assert given.once(request(0), lambda: {"said": "anew"}) == {"said": "anew"}


def test_a_report_that_the_store_did_not_hear_of_is_kept_when_it_comes_again(known_room):
    known_room.say("start my back routine")
    known_room.wait(60)
    known_room.store.down = True
    known_room.until_heard(1)
    known_room.store.down = False
    *_, finished = (
        r for r in known_room.requests if r["request"]["type"].endswith("PlaybackFinished")
    )
    known_room.skill.answer(copy.deepcopy(finished), "http://127.0.0.1/")
    assert known_room.run.done == {0}


def again_elsewhere(room):
    """The last request once more, at another process of the service."""
    room.switch_on()
    return again(room)


def without_marks(answer):
    """What is said and done; wordings and tokens may carry more."""
    return answer["response"]["outputSpeech"], answer["sessionAttributes"].get("asking")


def test_that_hurts_delivered_to_two_processes_counts_once(known_room):
    known_room.say("start my back routine")
    known_room.wait(40)
    known_room.say("that hurts")
    kept = known_room.store.kept(known_room.setting.user_id)
    assert without_marks(again_elsewhere(known_room)) == without_marks(known_room.answers[-1])
    assert known_room.store.kept(known_room.setting.user_id) == kept
    assert known_room.run.head.step == 1
    assert known_room.run.status is not Status.STOPPED


@pytest.mark.parametrize(
    "word", ["next", "previous", "pause", "stop", "start over", "that hurts", "resume"]
)
def test_a_word_delivered_to_two_processes_moves_nothing_twice(known_room, word):
    known_room.say("start my back routine")
    known_room.wait(200)
    known_room.interrupt(word)
    run = known_room.run
    again_elsewhere(known_room)
    assert known_room.run == run


def test_a_button_delivered_to_two_processes_moves_nothing_twice(known_room):
    known_room.say("start my back routine")
    known_room.wait(200)
    known_room.device.press(Button.NEXT)
    pressed = next(r for r in known_room.requests[::-1] if "NextCommand" in r["request"]["type"])
    run = known_room.run
    known_room.switch_on()
    known_room.skill.answer(copy.deepcopy(pressed), "http://127.0.0.1/")
    assert known_room.run == run


@pytest.mark.parametrize("word", ["start my back routine", "do the cat cow"])
def test_a_start_delivered_to_two_processes_begins_one_run(known_room, word):
    known_room.interrupt(word)
    runs = known_room.runs
    known_room.clock.move_to(known_room.device.now_ms + 1_500)
    answer = again_elsewhere(known_room)
    assert known_room.runs == runs
    assert len(runs) == 1
    assert answer["response"].keys() == known_room.answers[-1]["response"].keys()
