"""What was begun while the store was down, and forgotten since, does not come back."""

import copy

import pytest


@pytest.fixture
def begun(known_room):
    """A routine begun while the store was down; the last report of it is held back."""
    known_room.store.down = True
    known_room.say("start my back routine", "no")
    known_room.wait(150)
    known_room.late = copy.deepcopy(known_room.requests[-1])
    known_room.store.down = False
    return known_room


def report(room, kind="AudioPlayer.PlaybackStopped"):
    """The report comes after all."""
    room.late["request"] |= {"type": kind, "offsetInMilliseconds": 20_000}
    room.late.pop("session", None)
    room.skill.answer(room.late, "http://127.0.0.1/")


def test_a_run_of_an_outage_is_kept_by_a_later_report(begun):
    report(begun)
    assert len(begun.runs) == 1


def test_but_not_when_its_person_was_forgotten_since(begun):
    begun.say("delete my data", "yes")
    begun.until_closed()
    report(begun)
    assert begun.runs == ()


def test_nor_by_what_the_device_remembers(begun):
    begun.say("delete my data", "yes")
    begun.until_closed()
    begun.say("how did I do this week", "resume", "stop")
    assert begun.runs == ()


def test_what_is_begun_afterwards_is_kept(begun):
    begun.say("delete my data", "yes")
    begun.until_closed()
    begun.wait(5)
    begun.say("start my back routine", "no")
    begun.wait(150)
    assert len(begun.runs) == 1
