"""What is told of a turn: one line, with how it ended and how long it took."""

import hashlib
import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from skill.alexa.reading import MalformedRequestError
from skill.alexa.recorded import KNOWN, RecordedSkill
from skill.speaker.device.playback import PlayerState
from skill.store.memory import MemoryStore
from skill.telemetry.record import Outcome
from skill.understanding.compiled import load_compiled

FIELDS = {
    "event", "request", "intent", "outcome", "fault", "turn_ms", "store_ms",
    "store_reads", "store_writes", "store_failures", "cold_start", "user",
}  # fmt: skip


class BrokenStore(MemoryStore):
    """Fails in a way that nobody foresaw, and quotes what was said."""

    heard = "my knee hurts"

    def profile(self, _):
        raise KeyError(self.heard)

    latest_runs = profile


def say(room, *sentences):
    """Gives what was told of the last turn."""
    room.say(*sentences)
    return room.told[-1]


def ask(room, body):
    """Gives what was told of a request."""
    room.skill.answer(body, "http://127.0.0.1/")
    return room.told[-1]


def launch(room):
    """A request to change and to send."""
    return room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)


def intent(room, name):
    return room.envelopes.intent(name, {}, room.envelopes.session(), PlayerState(), 0)


def test_a_turn_is_told_whole(known_room):
    fields = say(known_room, "how did I do this week").fields()
    assert set(fields) == FIELDS
    assert (fields["event"], fields["request"]) == ("turn", "IntentRequest")
    assert (fields["intent"], fields["outcome"]) == ("WeeklySummaryIntent", "answered")
    assert fields["turn_ms"] > 0


def test_it_tells_what_the_store_had_to_do(known_room):
    started = say(known_room, "start my back routine").store
    assert started.reads >= 1
    assert started.writes >= 1
    assert 0 < started.ns < known_room.told[-1].took_ns


def test_what_the_store_did_for_one_turn_is_not_told_of_the_next(known_room):
    say(known_room, "start my back routine")
    assert ask(known_room, launch(known_room)).store.writes <= 1
    assert say(known_room, "AMAZON.HelpIntent").store.writes == 0


def test_a_turn_without_the_store_is_told_as_one(known_room):
    known_room.store.down = True
    record = say(known_room, "how did I do this week")
    assert (record.outcome, record.store.failures) == (Outcome.STORE_DOWN, 1)


def test_a_routine_that_goes_on_without_the_store_is_told_as_one_too(known_room):
    say(known_room, "start my back routine")
    known_room.store.down = True
    assert say(known_room, "next").outcome is Outcome.STORE_DOWN


def test_an_apology_is_told_with_the_error_that_it_is_for(make_room):
    room = make_room(store=BrokenStore(), known=False)
    record = say(room, "start my back routine")
    assert (record.outcome, record.fault) == (Outcome.APOLOGIZED, "KeyError")


def test_where_an_error_came_from_is_in_the_log_and_what_it_quotes_is_not(make_room, caplog):
    caplog.set_level(logging.DEBUG)
    make_room(store=BrokenStore(), known=False).say("start my back routine")
    assert "in profile" in caplog.text
    assert BrokenStore.heard not in caplog.text


def test_a_request_newer_than_the_sdk_is_told_as_one(known_room):
    body = launch(known_room)
    body["request"]["type"] = "Alexa.Mood.Changed"
    record = ask(known_room, body)
    assert (record.outcome, record.request) == (Outcome.NEWER, "other")


@pytest.mark.parametrize("body", [{}, {"request": []}, {"context": {"System": 1}}, {"session": {}}])
def test_what_is_no_request_is_told_as_refused(known_room, body):
    with pytest.raises(MalformedRequestError):
        ask(known_room, body)
    assert known_room.told[-1].outcome is Outcome.REFUSED


def test_a_turn_without_any_answer_is_told_as_failed(known_room):
    class Failing:
        def answer(self, *_):
            raise ZeroDivisionError

    known_room.skill = RecordedSkill(Failing(), known_room.clock, (known_room.told.append,))
    with pytest.raises(ZeroDivisionError):
        ask(known_room, launch(known_room))
    assert (known_room.told[-1].outcome, known_room.told[-1].fault) == (
        "failed",
        "ZeroDivisionError",
    )


@pytest.mark.parametrize("name", ["JuggleIntent", "my knee hurts", "LaunchRequest\n", "x" * 5_000])
def test_a_name_that_the_skill_does_not_know_is_one_of_the_others(known_room, name):
    assert ask(known_room, intent(known_room, name)).intent == "other"


def test_every_intent_of_the_model_is_known_by_its_name():
    assert {"AMAZON.FallbackIntent", *load_compiled("en-US").intents} <= KNOWN


def test_only_the_first_turn_of_a_process_is_a_cold_start(known_room):
    say(known_room, "start my back routine", "next", "pause")
    assert [record.is_first for record in known_room.told[:3]] == [True, False, False]
    assert sum(record.is_first for record in known_room.told) == 1


def test_a_person_has_the_same_hash_everywhere_and_is_not_to_be_known_by_it(known_room):
    record = ask(known_room, launch(known_room))
    digest = hashlib.sha256(known_room.setting.user_id.encode()).hexdigest()
    assert record.user == digest[:8]


def test_that_it_hurts_is_told_of_nobody(known_room):
    say(known_room, "start my back routine")
    record = say(known_room, "that hurts")
    assert (record.intent, record.user) == ("other", "")
    assert "hurt" not in str(record.fields()).lower()


def test_many_at_once_are_told_apart_each_with_its_own_calls(known_room):
    week = intent(known_room, "WeeklySummaryIntent")
    alone = ask(known_room, week).store.reads
    bodies = [json.loads(json.dumps(week)) for _ in range(160)]
    for number, body in enumerate(bodies):
        body["request"]["requestId"] = f"request {number}"
    known_room.told.clear()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda body: known_room.skill.answer(body, "http://127.0.0.1/"), bodies))
    assert len(known_room.told) == 160
    assert {record.store.reads for record in known_room.told} == {alone}
