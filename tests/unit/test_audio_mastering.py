"""Loud enough, and never louder."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.loudness import loudness_lufs, true_peaks
from audio.mastering import CEILING_DBTP, TARGET_LUFS, leveled, limited
from audio.pcm import SAMPLE_RATE
from audio.voices.fakes import HummingVoice

CEILING = 10 ** (CEILING_DBTP / 20)
TEXTS = st.lists(st.sampled_from(["lie", "down", "and", "breathe", "ten"]), min_size=1, max_size=6)


@settings(deadline=None, max_examples=25)
@given(TEXTS, st.floats(-40, 30))
def test_no_peak_passes_the_ceiling(words, gain_db):
    sound = HummingVoice().speak(" ".join(words)) * np.float32(10 ** (gain_db / 20))
    assert true_peaks(limited(sound)).max() <= CEILING * 1.02


@settings(deadline=None, max_examples=25)
@given(TEXTS, st.floats(-25, 10))
def test_every_phrase_comes_out_as_loud_however_it_was_spoken(words, gain_db):
    sound = HummingVoice().speak(" ".join(words)) * np.float32(10 ** (gain_db / 20))
    loud = leveled(sound, TARGET_LUFS, near_enough_lu=0.2)
    assert loudness_lufs(loud) == pytest.approx(TARGET_LUFS, abs=0.5)


def test_what_is_under_the_ceiling_is_left_alone():
    quiet = HummingVoice().speak("rest") * np.float32(0.1)
    assert limited(quiet) is quiet


def test_what_is_near_enough_is_left_alone():
    sound = HummingVoice().speak("rest")
    assert leveled(sound, loudness_lufs(sound) + 0.4, near_enough_lu=0.5) is sound


def test_silence_stays_silence():
    silence = np.zeros(SAMPLE_RATE, np.float32)
    assert not leveled(silence, TARGET_LUFS, near_enough_lu=0.1).any()


def test_a_loud_moment_does_not_turn_down_what_is_far_from_it():
    sound = np.full(SAMPLE_RATE, 0.1, np.float32)
    sound[12_000:12_010] = 2
    calm = limited(sound)
    assert np.array_equal(calm[:11_500], sound[:11_500])
    assert np.array_equal(calm[12_500:], sound[12_500:])
