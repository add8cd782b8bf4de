"""Whoever wants a copy of their data is never taken to want it deleted."""

from datetime import UTC, datetime
from functools import cache

import pytest

from skill.understanding import Hearing, Moment

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
hearing = cache(Hearing.load)


def intent(text):
    return hearing().hear(text, Moment(question_open=False, now=NOW)).intent


@pytest.mark.parametrize(
    "text",
    [
        "export my data",
        "export all my data please",
        "can you export everything you know about me",
        "i want to export everything you have stored on me before i go",
        "clear export of my data",
        "download all my records",
        "download everything and go",
        "copy all my records off here",
        "give me a copy of all my data",
        "back up my data",
        "send everything you've stored about me away to my email",
        "take my data away with me",
        "get all my data off",
        "let my data go with me",
        "move all my data off to my phone",
    ],
)
def test_a_copy_is_no_deletion(text):
    assert intent(text) != "DeleteMyDataIntent"


@pytest.mark.parametrize(
    "text",
    ["delete my data", "get rid of all my data", "take all my data and wipe it", "bin my records"],
)
def test_a_deletion_still_is(text):
    assert intent(text) == "DeleteMyDataIntent"
