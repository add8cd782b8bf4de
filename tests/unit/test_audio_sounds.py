"""The sounds: where they begin, how long they last, and that none is taken for another."""

from itertools import combinations

import numpy as np
import pytest

from audio.loudness import true_peaks
from audio.mastering import CEILING_DBTP
from audio.pcm import PER_MS, to_samples
from audio.sounds import sound
from skill.routine.timeline import SOUND_MS, CueKind

WINDOW = 512


def spectrogram(kind, length_ms=1_500):
    """Level in dB over time and pitch, 60 dB deep."""
    samples = np.zeros(length_ms * PER_MS)
    heard = to_samples(sound(kind))[: samples.size]
    samples[: heard.size] = heard
    frames = samples.reshape(-1, 480)
    power = np.abs(np.fft.rfft(frames * np.hanning(480), WINDOW))[:, :128] ** 2
    level = 10 * np.log10(np.maximum(power / power.max(), 1e-6)) + 60
    return level.ravel()


def strikes_ms(kind):
    """When notes are struck: where the level jumps by 6 dB within 10 ms."""
    samples = to_samples(sound(kind))
    level = np.sqrt((samples.reshape(-1, 5 * PER_MS) ** 2).mean(axis=1)) + 1e-4
    jumps = np.flatnonzero(level[1:] / level[:-1] > 2) + 1
    starts = [0] if level[0] > 1e-2 else []
    return [*starts, *(int(jump) * 5 for jump in jumps)]


@pytest.mark.parametrize("kind", SOUND_MS)
def test_a_sound_fills_its_slot_exactly(kind):
    assert len(sound(kind)) == SOUND_MS[kind]
    assert len(to_samples(sound(kind))) == SOUND_MS[kind] * PER_MS


@pytest.mark.parametrize("kind", SOUND_MS)
def test_a_sound_can_be_placed_within_a_few_milliseconds(kind):
    samples = np.abs(to_samples(sound(kind)))
    assert np.argmax(samples > 10 ** (-34 / 20)) / PER_MS < 3


@pytest.mark.parametrize("kind", SOUND_MS)
def test_a_sound_neither_clicks_at_its_end_nor_passes_the_ceiling(kind):
    samples = to_samples(sound(kind))
    assert abs(samples[-1]) < 1e-3
    assert true_peaks(samples).max() < 10 ** (CEILING_DBTP / 20)


@pytest.mark.parametrize(("one", "other"), list(combinations(SOUND_MS, 2)))
def test_no_sound_is_taken_for_another(one, other):
    alike = np.corrcoef(spectrogram(one), spectrogram(other))[0, 1]
    assert alike < 0.8


def test_three_two_one_is_three_pips_a_second_apart():
    assert strikes_ms(CueKind.COUNTDOWN) == [0, 1_000, 2_000]


@pytest.mark.parametrize(
    ("kind", "notes"),
    [(CueKind.TICK, 1), (CueKind.HALFWAY, 2), (CueKind.SWITCH, 4), (CueKind.REST, 1)],
)
def test_each_sound_has_a_rhythm_of_its_own(kind, notes):
    assert len(strikes_ms(kind)) == notes


def test_speech_is_no_sound():
    with pytest.raises(KeyError):
        sound(CueKind.SAY)
