"""The meter, held to another one and to signals whose figures are known."""

import numpy as np
import pyloudnorm
import pytest

from audio.loudness import loudness_lufs, moving_mean, true_peaks
from audio.pcm import SAMPLE_RATE

SECONDS = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE


def sine(hertz, amplitude=0.5, phase=0.0):
    return (amplitude * np.sin(2 * np.pi * hertz * SECONDS + phase)).astype(np.float32)


def test_a_full_scale_sine_at_997_hertz_is_at_minus_3_lufs():
    """The calibration of BS.1770-4."""
    assert loudness_lufs(sine(997, amplitude=1)) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("hertz", [60, 200, 1_000, 4_000, 9_000])
def test_the_meter_agrees_with_another_one(hertz):
    theirs = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sine(hertz).astype(float))
    assert loudness_lufs(sine(hertz)) == pytest.approx(theirs, abs=0.3)


def test_silence_between_words_does_not_count():
    words = sine(500)
    spaced = np.concatenate([words, np.zeros(20 * SAMPLE_RATE, np.float32), words])
    assert loudness_lufs(spaced) == pytest.approx(loudness_lufs(words), abs=0.2)


def test_silence_has_no_loudness():
    assert loudness_lufs(np.zeros(SAMPLE_RATE, np.float32)) == float("-inf")
    assert loudness_lufs(np.zeros(0, np.float32)) == float("-inf")


def test_a_sound_shorter_than_a_block_is_measured_all_the_same():
    assert loudness_lufs(sine(997)[:2_400]) == pytest.approx(loudness_lufs(sine(997)), abs=0.5)


def test_a_peak_between_two_samples_is_found():
    """A sine at a quarter of the rate, sampled where it is at 71 %."""
    hidden = sine(6_000, phase=np.pi / 4)
    assert np.abs(hidden).max() == pytest.approx(0.354, abs=0.001)
    assert true_peaks(hidden)[10:-10].max() == pytest.approx(0.5, rel=0.01)


def test_a_peak_is_found_in_its_own_millisecond():
    click = np.zeros(SAMPLE_RATE, np.float32)
    click[240:250] = 0.9
    assert true_peaks(click).argmax() == 10


def test_a_moving_mean_keeps_the_place_of_what_it_smooths():
    bump = np.zeros(99, np.float32)
    bump[50] = 5
    assert np.flatnonzero(moving_mean(bump, 5)).tolist() == [48, 49, 50, 51, 52]
