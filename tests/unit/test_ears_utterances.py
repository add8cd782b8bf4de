from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.speaker.ears.utterances import FRAME_BYTES, Utterances, loudness_db

SECOND = 32_000


def sound(seconds, size, seed=0):
    chance = Random(seed)
    noise = bytearray()
    for _ in range(int(seconds * 16_000)):
        noise += round(chance.uniform(-size, size)).to_bytes(2, "little", signed=True)
    return bytes(noise)


QUIET, WORDS, CLICK = sound(2, 30), sound(0.8, 6_000), sound(0.04, 9_000)


def fed(*pieces):
    utterances = Utterances()
    return [utterance for piece in pieces for utterance in utterances.feed(piece)]


def test_silence_is_no_utterance():
    assert fed(QUIET, QUIET) == []


def test_words_between_silences_are_one_utterance_with_a_margin():
    (said,) = fed(QUIET, WORDS, QUIET)
    assert WORDS in said
    assert len(WORDS) + 0.3 * SECOND < len(said) < len(WORDS) + 1.2 * SECOND


def test_a_breath_between_words_does_not_cut_them_apart():
    assert len(fed(QUIET, WORDS, QUIET[: int(0.3 * SECOND)], WORDS, QUIET)) == 1


def test_two_sentences_are_two_utterances():
    assert len(fed(QUIET, WORDS, QUIET, WORDS, QUIET)) == 2


def test_a_click_is_no_utterance():
    assert fed(QUIET, CLICK, QUIET) == []


def test_a_steady_fan_is_the_room_and_words_above_it_are_heard():
    fan = sound(2, 600)
    (said,) = fed(fan, WORDS, fan)
    assert WORDS[FRAME_BYTES:-FRAME_BYTES] in said


def test_who_speaks_without_end_is_cut_off_after_ten_seconds():
    ended = fed(QUIET, sound(11, 6_000))
    assert len(ended) == 1
    assert len(ended[0]) == pytest.approx(10 * SECOND, abs=FRAME_BYTES)


def test_the_end_of_the_stream_ends_what_was_being_said():
    utterances = Utterances()
    assert utterances.feed(QUIET + WORDS) == []
    assert utterances.is_within
    assert WORDS[: len(WORDS) - FRAME_BYTES] in utterances.end()
    assert not utterances.is_within


@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=40))
def test_it_does_not_matter_how_the_stream_is_cut_into_pieces(lengths):
    stream = QUIET + WORDS + QUIET
    utterances, said, at = Utterances(), [], 0
    for length in [*lengths, len(stream)]:
        said += utterances.feed(stream[at : at + length])
        at += length
    assert said == fed(stream)


def test_loudness_is_against_full_scale():
    assert loudness_db(b"\x00\x40" * 480) == pytest.approx(-6.0, abs=0.1)
    assert loudness_db(bytes(960)) == -100.0
