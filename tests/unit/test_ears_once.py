"""Whisper says short sentences several times over."""

import pytest

from skill.speaker.ears.whisper import once


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pause pause pause", "pause"),
        ("open my routine open my routine open my", "open my routine"),
        ("do the side bend do the", "do the side bend"),
    ],
)
def test_what_is_said_over_and_over_is_taken_once(said, meant):
    assert once(said) == meant


@pytest.mark.parametrize("said", ["", "stop", "no not now no", "side to side", "again it hurts"])
def test_a_sentence_said_once_stays_as_it_is(said):
    assert once(said) == said
