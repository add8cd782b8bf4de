"""What stands in the log: never who spoke, what was said, or a token."""

import logging
import re
from pathlib import Path

import pytest

from skill.speaker.device.playback import PlayerState
from skill.store.memory import MemoryStore

USER = "amzn1.ask.account.A-VERY-PRIVATE-PERSON"
DOCUMENT = Path(__file__).parents[2] / "docs" / "what-is-kept.md"
DEVICE = "amzn1.ask.device.A-VERY-PRIVATE-KITCHEN"


@pytest.fixture
def log(make_room, caplog):
    """What our own parts have to tell of a whole conversation with an outage; and its requests."""
    caplog.set_level(logging.DEBUG, "skill")
    room = make_room(user_id=USER, device_id=DEVICE)
    room.say("start my back routine")
    room.wait(150)
    room.store.down = True
    room.say("next", "how did I do this week")
    room.store.down = False
    room.say("do the plank", "ask my back routine for a purple umbrella", "that hurts", "yes")
    room.say("start a ninety minute routine", "no", "JuggleIntent", "delete my data", "yes")
    lines = [record.fields() for record in room.told]
    return f"{caplog.text} {lines}", lines, [each["request"] for each in room.requests]


def test_there_is_no_user_and_no_device_in_the_log(log):
    text, *_ = log
    assert "PRIVATE" not in text


def test_there_is_nothing_that_was_said_in_the_log(log):
    text, *_ = log
    said = ("plank", "umbrella", "ninety", "hurt")
    assert not [word for word in said if word in text.lower()]


def test_there_is_no_token_in_the_log(log):
    text, _, requests = log
    tokens = [request["token"] for request in requests if "token" in request]
    assert tokens
    assert not [token for token in tokens if token in text]


def test_there_is_one_line_for_every_request(log):
    _, lines, requests = log
    assert [line["request"] for line in lines] == [request["type"] for request in requests]


@pytest.mark.parametrize("name", ["Launch\nRequest", "my knee hurts so much", "x" * 5_000])
def test_a_name_made_up_by_a_stranger_is_not_written_down(room, caplog, name):
    caplog.set_level(logging.INFO)
    envelope = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)
    envelope["request"]["type"] = name
    room.skill.answer(envelope, "http://127.0.0.1/")
    assert name not in f"{caplog.text} {room.told}"


def test_the_document_tells_all_that_a_line_has(log):
    _, lines, _ = log
    explained = DOCUMENT.read_text().partition("## In the log")[2]
    told = set(re.findall(r"`(\w+)`", explained)) - {"LogDays"}
    assert {"event", *told} == {member for line in lines for member in line}


class Broken(MemoryStore):
    """A store with a fault that nobody foresaw, which tells what it was asked."""

    def known(self, user, _limit):
        raise KeyError(user)


def test_what_went_wrong_is_told_without_quoting_anybody(make_room, caplog):
    make_room(known=False, user_id=USER, store=Broken()).say("start my back routine")
    assert "LaunchRequest went wrong" in caplog.text
    assert "\nKeyError\n" in caplog.text
    assert "in know" in caplog.text
    assert "PRIVATE" not in caplog.text
