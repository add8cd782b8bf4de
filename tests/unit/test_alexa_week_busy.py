"""A week of more runs than a turn reads of a person: all of them count, the one just heard, too."""

import re

import pytest

from skill.alexa.knowing import LATEST

WEEK = "how did my week go"


@pytest.fixture
def busy_room(known_room):
    """More stretches in one week than are read at once."""
    for _ in range(LATEST + 1):
        known_room.say("do the cat cow", "no")
    return known_room


def times_told(room):
    (told,) = re.findall(r"(\d+) times", room.say(WEEK))
    return int(told)


def test_all_count(busy_room):
    assert times_told(busy_room) == LATEST + 1


def test_so_does_the_one_that_was_heard_just_before(busy_room):
    busy_room.say("do the cat cow")
    assert times_told(busy_room) == LATEST + 2
    assert times_told(busy_room) == LATEST + 2
