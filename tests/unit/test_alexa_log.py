"""What stands in the log: never who spoke, what was said, or a token."""

import logging

import pytest

from skill.speaker.device.playback import PlayerState
from skill.store.memory import MemoryStore

USER = "amzn1.ask.account.A-VERY-PRIVATE-PERSON"
DEVICE = "amzn1.ask.device.A-VERY-PRIVATE-KITCHEN"


@pytest.fixture
def log(make_room, caplog):
    """A whole conversation, with an outage, at the level of a production log."""
    caplog.set_level(logging.INFO)
    room = make_room(user_id=USER, device_id=DEVICE)
    room.say("start my back routine")
    room.wait(150)
    room.store.down = True
    room.say("next", "how did I do this week")
    room.store.down = False
    room.say("do the plank", "ask my back routine for a purple umbrella", "that hurts", "yes")
    room.say("start a ninety minute routine", "no", "JuggleIntent", "delete my data", "yes")
    tokens = [r["request"]["token"] for r in room.requests if "token" in r["request"]]
    return caplog.text, tokens


def test_there_is_no_user_and_no_device_in_the_log(log):
    text, _ = log
    assert "PRIVATE" not in text


def test_there_is_nothing_that_was_said_in_the_log(log):
    text, _ = log
    assert not [word for word in ("plank", "umbrella", "ninety", "hurts") if word in text]


def test_there_is_no_token_in_the_log(log):
    text, tokens = log
    assert tokens
    assert not [token for token in tokens if token in text]


def test_there_is_a_line_for_every_request(log):
    text, _ = log
    assert text.count(" in ") >= 10


@pytest.mark.parametrize("name", ["Launch\nRequest", "my knee hurts so much", "x" * 5_000])
def test_a_name_made_up_by_a_stranger_is_not_written_down(room, caplog, name):
    caplog.set_level(logging.INFO)
    envelope = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)
    envelope["request"]["type"] = name
    room.skill.answer(envelope, "http://127.0.0.1/")
    assert name not in caplog.text


class Broken(MemoryStore):
    """A store with a fault that nobody foresaw, which tells what it was asked."""

    def profile(self, user):
        raise KeyError(user)


def test_what_went_wrong_is_told_without_quoting_anybody(make_room, caplog):
    make_room(known=False, user_id=USER, store=Broken()).say("start my back routine")
    assert "LaunchRequest went wrong: KeyError" in caplog.text
    assert "in load_profile" in caplog.text
    assert "PRIVATE" not in caplog.text
