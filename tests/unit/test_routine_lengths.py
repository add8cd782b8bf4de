"""How long phrases last: measured, or estimated from words a minute."""

import pytest

from skill.content import load
from skill.routine.lengths import BREATH_MS, WORDS_A_MINUTE, Lengths, estimate_ms, estimated


def test_words_a_minute_give_the_time():
    assert estimate_ms("word " * WORDS_A_MINUTE) == 60_000


def test_every_end_of_a_sentence_takes_a_breath():
    assert estimate_ms("One. Two.") - estimate_ms("One Two") == 2 * BREATH_MS


def test_even_an_empty_phrase_takes_some_time():
    assert estimate_ms("") > 0


def test_every_line_of_the_content_is_estimated():
    narration = load().narration
    lengths = estimated(narration)
    assert all(lengths.of(key) == estimate_ms(text) for key, text in narration.items())
    assert lengths.voice == "estimated"


def test_an_unknown_phrase_is_refused_by_its_name():
    with pytest.raises(KeyError, match=r"squat\.sing"):
        Lengths("any", {"squat.go": 900}).of("squat.sing")
