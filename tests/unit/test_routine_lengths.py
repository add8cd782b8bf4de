"""How long phrases last: measured, or estimated from letters and pauses."""

import pytest

from skill.content import load
from skill.routine.draft import Doings
from skill.routine.lengths import (
    COMMA_MS,
    LETTER_MS,
    SENTENCE_MS,
    Lengths,
    estimate_ms,
    estimated,
)
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.sound.shipped import shipped_lengths

CONTENT = load()
ESTIMATED, MEASURED = estimated(CONTENT.narration), shipped_lengths(CONTENT, "hibari")


def test_every_letter_takes_its_time():
    assert estimate_ms("a" * 100) == 100 * LETTER_MS


def test_sentences_and_commas_take_a_pause():
    assert estimate_ms("One. Two.") - estimate_ms("One1 Two2") == 2 * SENTENCE_MS
    assert estimate_ms("One, two") - estimate_ms("One1 two") == COMMA_MS


def test_even_an_empty_phrase_takes_some_time():
    assert estimate_ms("") > 0


def test_every_line_of_the_content_is_estimated():
    narration = CONTENT.narration
    assert all(ESTIMATED.of(key) == estimate_ms(text) for key, text in narration.items())
    assert ESTIMATED.voice == "estimated"


@pytest.mark.parametrize("minutes", [None, 5, 10, 15])
def test_a_routine_is_estimated_within_five_percent_of_the_voice_that_ships(minutes):
    wanted = Preferences(minutes=minutes) if minutes else Preferences()
    about, truly = (
        plan(CONTENT.catalog, wanted, lengths, Doings()).routine.total_ms
        for lengths in (ESTIMATED, MEASURED)
    )
    assert about == pytest.approx(truly, rel=0.05)


def test_so_is_the_sum_of_all_phrases():
    about, truly = (
        sum(lengths.of(key) for key in CONTENT.narration) for lengths in (ESTIMATED, MEASURED)
    )
    assert about == pytest.approx(truly, rel=0.05)


def test_an_unknown_phrase_is_refused_by_its_name():
    with pytest.raises(KeyError, match=r"squat\.sing"):
        Lengths("any", {"squat.go": 900}).of("squat.sing")
