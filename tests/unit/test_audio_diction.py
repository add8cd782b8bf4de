"""A phrase begins where it is put, and ends without a click."""

import numpy as np
import pytest

from audio.diction import GIVE_MS, cut_short, prepared
from audio.pcm import PER_MS, SAMPLE_RATE
from audio.voices.fakes import HummingVoice


def onset_ms(clip, dbfs):
    return np.argmax(np.abs(clip) > 10 ** (dbfs / 20)) / PER_MS


@pytest.mark.parametrize("dbfs", [-46, -40, -34])
def test_the_first_sound_stands_at_the_start(dbfs):
    assert onset_ms(prepared(HummingVoice().speak("Lie down.")), dbfs) < 8


def test_silence_before_and_after_the_words_is_cut():
    words = HummingVoice().speak("Lie down.")
    silence = np.zeros(SAMPLE_RATE, np.float32)
    padded = prepared(np.concatenate([silence, words, silence]))
    assert len(padded) == pytest.approx(len(prepared(words)), abs=3 * PER_MS)


def test_a_clip_is_whole_milliseconds_long():
    assert len(prepared(HummingVoice().speak("And rest."))) % PER_MS == 0


def test_a_soft_beginning_is_lifted_until_it_can_be_heard():
    """A th of 60 ms, 45 dB under the vowel that follows."""
    generator = np.random.default_rng(0)
    vowel = HummingVoice().speak("um")[1_440:]
    hiss = generator.standard_normal(1_440).astype(np.float32) * np.abs(vowel).max() / 250
    clip = prepared(np.concatenate([np.zeros(2_400, np.float32), hiss, vowel]))
    assert onset_ms(clip, -34) < 10


def test_the_end_fades_to_nothing():
    clip = prepared(HummingVoice().speak("And rest."))
    assert abs(clip[-1]) < 1e-4


def test_a_clip_cut_short_fades_to_nothing_too():
    clip = prepared(HummingVoice().speak("And rest."))
    shorter = cut_short(clip, len(clip) // PER_MS - GIVE_MS)
    assert len(shorter) == len(clip) - GIVE_MS * PER_MS
    assert abs(shorter[-1]) < 1e-4


def test_silence_is_no_phrase():
    with pytest.raises(ValueError, match="silence"):
        prepared(np.zeros(SAMPLE_RATE, np.float32))
