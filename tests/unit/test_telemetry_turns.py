"""What is told of a turn: one line, with how it ended and how long it took."""

import hashlib
import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from audio.library import FolderLibrary
from audio.shelves import LocalShelf
from interaction_model.compiled import load_compiled
from skill.alexa.reading import MalformedRequestError
from skill.alexa.recorded import KNOWN, RecordedSkill
from skill.bootstrap import estimated_lengths, skill_of
from skill.speaker.device.playback import PlayerState
from skill.store.memory import MemoryStore
from skill.telemetry.record import Outcome

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


class Told:
    """A room whose skill tells us its records."""

    def __init__(self, room, folder):
        self.room, self.records = room, []
        shelf = LocalShelf(FolderLibrary(folder / "told"), None)
        about = (room.store, room.clock, shelf, estimated_lengths, (self.records.append,))
        self.skill = room.skill = skill_of(*about)

    def say(self, *sentences):
        """Gives what was told of the last turn."""
        self.room.say(*sentences)
        return self.records[-1]

    def launch(self):
        """A request to change and to send."""
        envelopes = self.room.envelopes
        return envelopes.launch(envelopes.session(), PlayerState(), 0)

    def ask(self, body):
        self.skill.answer(body, "http://127.0.0.1/")
        return self.records[-1]


@pytest.fixture
def told(known_room, tmp_path):
    return Told(known_room, tmp_path)


def test_a_turn_is_told_whole(told):
    fields = told.say("how did I do this week").fields()
    assert set(fields) == FIELDS
    assert (fields["event"], fields["request"]) == ("turn", "IntentRequest")
    assert (fields["intent"], fields["outcome"]) == ("WeeklySummaryIntent", "answered")
    assert fields["turn_ms"] > 0


def test_it_tells_what_the_store_had_to_do(told):
    started = told.say("start my back routine").store
    assert started.reads >= 1
    assert started.writes >= 1
    assert 0 < started.ns < told.records[-1].took_ns


def test_what_the_store_did_for_one_turn_is_not_told_of_the_next(told):
    told.say("start my back routine")
    assert told.ask(told.launch()).store.writes <= 1
    assert told.say("HelpIntent").store.writes == 0


def test_a_turn_without_the_store_is_told_as_one(told):
    told.room.store.down = True
    record = told.say("how did I do this week")
    assert (record.outcome, record.store.failures) == (Outcome.STORE_DOWN, 1)


def test_a_routine_that_goes_on_without_the_store_is_told_as_one_too(told):
    told.say("start my back routine")
    told.room.store.down = True
    assert told.say("next").outcome is Outcome.STORE_DOWN


@pytest.fixture
def apologizing(make_room, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    return Told(make_room(store=BrokenStore(), known=False), tmp_path)


def test_an_apology_is_told_with_the_error_that_it_is_for(apologizing):
    record = apologizing.say("start my back routine")
    assert (record.outcome, record.fault) == (Outcome.APOLOGIZED, "KeyError")


def test_where_an_error_came_from_is_in_the_log_and_what_it_quotes_is_not(apologizing, caplog):
    apologizing.say("start my back routine")
    assert "in profile" in caplog.text
    assert BrokenStore.heard not in caplog.text


def test_a_request_newer_than_the_sdk_is_told_as_one(told):
    body = told.launch()
    body["request"]["type"] = "Alexa.Mood.Changed"
    record = told.ask(body)
    assert (record.outcome, record.request) == (Outcome.NEWER, "other")


@pytest.mark.parametrize("body", [{}, {"request": []}, {"context": {"System": 1}}, {"session": {}}])
def test_what_is_no_request_is_told_as_refused(told, body):
    with pytest.raises(MalformedRequestError):
        told.ask(body)
    assert told.records[-1].outcome is Outcome.REFUSED


def test_a_turn_without_any_answer_is_told_as_failed(told):
    class Failing:
        def answer(self, *_):
            raise ZeroDivisionError

    told.skill = RecordedSkill(Failing(), told.room.clock, (told.records.append,))
    with pytest.raises(ZeroDivisionError):
        told.ask(told.launch())
    assert (told.records[-1].outcome, told.records[-1].fault) == ("failed", "ZeroDivisionError")


@pytest.mark.parametrize("name", ["JuggleIntent", "my knee hurts", "LaunchRequest\n", "x" * 5_000])
def test_a_name_that_the_skill_does_not_know_is_one_of_the_others(told, name):
    body = told.room.envelopes.intent(name, {}, told.room.envelopes.session(), PlayerState(), 0)
    assert told.ask(body).intent == "other"


def test_every_intent_of_the_model_is_known_by_its_name():
    assert {"AMAZON.FallbackIntent", *load_compiled("en-US").intents} <= KNOWN


def test_only_the_first_turn_of_a_process_is_a_cold_start(told):
    told.say("start my back routine", "next", "pause")
    assert [record.is_first for record in told.records][:3] == [True, False, False]
    assert sum(record.is_first for record in told.records) == 1


def test_a_person_has_the_same_hash_everywhere_and_is_not_to_be_known_by_it(told):
    record = told.ask(told.launch())
    digest = hashlib.sha256(told.room.setting.user_id.encode()).hexdigest()
    assert record.user == digest[:8]


def test_that_it_hurts_is_told_of_nobody(told):
    told.say("start my back routine")
    record = told.say("that hurts")
    assert (record.intent, record.user) == ("other", "")
    assert "hurt" not in str(record.fields()).lower()


def test_many_at_once_are_told_apart_each_with_its_own_calls(told):
    week = told.room.envelopes.intent(
        "WeeklySummaryIntent", {}, told.room.envelopes.session(), PlayerState(), 0
    )
    alone = told.ask(week).store.reads
    bodies = [json.loads(json.dumps(week)) for _ in range(160)]
    told.records.clear()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda body: told.skill.answer(body, "http://127.0.0.1/"), bodies))
    assert len(told.records) == 160
    assert {record.store.reads for record in told.records} == {alone}
