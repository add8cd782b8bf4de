"""Whoever cries out in pain is heard, whatever else they ask for."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.understanding import Hearing, Moment

NOW = datetime(2026, 12, 1, 8)  # noqa: DTZ001 - a device's own time
MOMENTS = [
    Moment(now=NOW),
    Moment(playing=True, now=NOW),
    Moment(question_open=True, in_session=True, now=NOW),
]
WISHES = [
    *("next", "go back", "a bit faster", "louder", "only the right side", "skip this side"),
    *("the other side", "repeat that", "how long is this one", "what comes after this", "carry on"),
    *("yes", "no", "the figure four", "leave out the squat", "remind me at nine", "let's do it"),
    *("how did my week go", "stop the timer", "start over", "delete everything about me"),
]
HEARING = Hearing.load()


@given(
    wish=st.sampled_from(WISHES),
    cry=st.sampled_from(["ow", "Ouch!", "owww", "owie", "aargh", "yowch", "ow ow"]),
    moment=st.sampled_from(MOMENTS),
    is_first=st.booleans(),
)
def test_pain_is_heard_before_any_wish(wish, cry, moment, is_first):
    text = f"{cry} {wish}" if is_first else f"{wish}, {cry}"
    heard = HEARING.hear(text, moment)
    assert (heard.intent, heard.left) == ("HurtIntent", "")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    "sentence",
    [
        "not so fast, ow",
        "not that one, ouch",
        "don't go on, ow",
        "nothing on my knees, ow",
        "like I said, ow",
        "no, ow, that's enough for today",
        "no more of this ow",
    ],
)
def test_what_is_refused_with_a_cry_hurts(sentence, moment):
    assert HEARING.hear(sentence, moment).intent == "HurtIntent"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    "sentence",
    [
        "ow, both my legs have gone numb",
        "ouch, I can't feel my bladder",
        "next, aargh, I can't breathe",
    ],
)
def test_danger_goes_before_a_cry(sentence, moment):
    assert HEARING.hear(sentence, moment).intent == "EmergencyIntent"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    "sentence",
    [
        "it does not make me go ouch",
        "I never said ouch",
        "no ouch at all",
        "how about the next one",
        "oh now the cow",
        "that one without an ouch",
    ],
)
def test_no_pain_is_heard_where_none_is_told(sentence, moment):
    assert HEARING.hear(sentence, moment).intent != "HurtIntent"
