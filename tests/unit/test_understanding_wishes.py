"""Two wishes in one sentence: the safer is done, the other is told of."""

from datetime import datetime

import pytest

from skill.understanding import Hearing, Moment

PLAYING = Moment(playing=True, now=datetime(2026, 12, 1, 8))  # noqa: DTZ001 - a device's own time


@pytest.fixture(scope="module")
def hear():
    hearing = Hearing.load()
    return lambda text: hearing.hear(text, PLAYING)


@pytest.mark.parametrize(
    ("sentence", "done", "left"),
    [
        (
            "stop and remind me on friday at nine",
            "AMAZON.StopIntent",
            "remind me on friday at nine",
        ),
        ("make it shorter and then pause", "AMAZON.PauseIntent", "make it shorter"),
        ("faster and a bit gentler", "ChangePaceIntent", "a bit gentler"),
        ("leave out the cat cow but slower please", "LeaveOutIntent", "slower please"),
    ],
)
def test_the_safer_or_else_the_first_is_done(hear, sentence, done, left):
    heard = hear(sentence)
    assert (heard.intent, heard.left) == (done, left)


@pytest.mark.parametrize(
    "sentence",
    [
        "leave out the squat and the side bend",
        "every monday and friday at eight",
        "first the left and then the right",
        "yes and thank you",
        "I'm on my back and ready",
    ],
)
def test_what_is_one_wish_is_not_taken_apart(hear, sentence):
    assert hear(sentence).left == ""


@pytest.mark.parametrize(
    "sentence", ["slower and my leg has gone numb", "make it shorter and it hurts"]
)
def test_danger_and_pain_are_heard_of_the_whole(hear, sentence):
    assert hear(sentence).intent in {"LegPainIntent", "EmergencyIntent", "HurtIntent"}
