"""How loud a sound is to the ear: loudness and true peak after ITU-R BS.1770-4.

Written with numpy alone: pyloudnorm needs scipy.signal, whose import takes seconds on a small
machine, and the first track of a routine is due in five. The tests hold this meter to pyloudnorm
and to ffmpeg's.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio.pcm import PER_MS, SAMPLE_RATE, Samples

_BLOCK_MS = 400
"""Length of a gating block (BS.1770-4, annex 1)."""
_HOP_MS = 100
"""From one block to the next: they overlap by three quarters."""
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691
_OVERSAMPLING = 4
"""True peak is read at four times the sample rate (BS.1770-4, annex 2)."""
_REACH = 12
"""Samples on either side that the oversampling filter looks at: twice what annex 2 asks for, whose
filter reads up to a decibel too little where speech is bright."""
_KAISER_BETA = 5.0
"""Shape of its window: stop band 50 dB down."""
_LOUD = 0.25
"""Under this factor of full scale no peak between two samples is looked for."""
_STRETCH = 1 << 15
"""Samples that are filtered at a time, through their spectrum."""
_RUN_IN = 1 << 12
"""Samples before each stretch that only set the filter ringing: a sixth of a second."""


def loudness_lufs(samples: Samples) -> float:
    """Integrated loudness, gated, in LUFS; minus infinity for silence.

    Sound shorter than a block is measured as one block of its own length.
    """
    weighted = _k_weighted(samples)
    energy = _block_energies(weighted**2)
    energy = energy[_lufs(energy) > _ABSOLUTE_GATE_LUFS]
    if not energy.size:
        return float("-inf")
    gate = _lufs(energy.mean()) + _RELATIVE_GATE_LU
    return float(_lufs(energy[_lufs(energy) > gate].mean()))


def true_peaks(samples: Samples) -> Samples:
    """The highest true peak of each millisecond, as a factor of full scale.

    Where the samples stay below a quarter of full scale the sample peak is given: no limit that is
    held here is anywhere near.
    """
    count = -(-len(samples) // PER_MS)
    padded = np.zeros(count * PER_MS + 2 * _REACH, np.float32)
    padded[_REACH : _REACH + len(samples)] = samples
    peaks: Samples = np.abs(padded[_REACH:-_REACH].reshape(count, PER_MS)).max(axis=1)
    loud = peaks > _LOUD
    if not loud.any():
        return peaks
    # Each loud millisecond with a little of what surrounds it, one after another.
    windows = np.lib.stride_tricks.sliding_window_view(padded, PER_MS + 2 * _REACH)[::PER_MS][loud]
    for phase in _BETWEEN:
        between = np.convolve(windows.reshape(-1), phase, "same").reshape(windows.shape)
        inner = np.abs(between[:, _REACH:-_REACH]).max(axis=1)
        peaks[loud] = np.maximum(peaks[loud], inner)
    return peaks


def moving_mean(values: Samples, width: int) -> Samples:
    """The mean of the values around each value; beyond the ends there is silence."""
    before = width // 2
    padded = np.pad(values, (before + 1, width - before - 1))
    sums = np.cumsum(padded, dtype=np.float64)
    means: Samples = ((sums[width:] - sums[:-width]) / width).astype(np.float32)
    return means


def _lufs(energy: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return _OFFSET_LU + 10 * np.log10(energy)


def _block_energies(squares: Samples) -> NDArray[np.float64]:
    """Mean square of each gating block."""
    block, hop = _BLOCK_MS * PER_MS, _HOP_MS * PER_MS
    if len(squares) < block:
        return np.atleast_1d(np.float64(squares.mean())) if squares.size else np.zeros(0)
    hops = squares[: len(squares) // hop * hop].reshape(-1, hop).sum(axis=1, dtype=np.float64)
    per_block = block // hop
    return np.convolve(hops, np.ones(per_block), "valid") / block


def _k_weighted(samples: Samples) -> Samples:
    """The sound as the ear weighs it, filtered in stretches that each begin a little early."""
    fresh = _STRETCH - _RUN_IN
    count = max(1, -(-len(samples) // fresh))
    padded = np.zeros(count * fresh + _RUN_IN, np.float32)
    padded[_RUN_IN : _RUN_IN + len(samples)] = samples
    stretches = np.lib.stride_tricks.sliding_window_view(padded, _STRETCH)[::fresh]
    weighted = np.fft.irfft(np.fft.rfft(stretches) * _k_response(), _STRETCH)[:, _RUN_IN:]
    return weighted.reshape(-1)[: len(samples)].astype(np.float32)


@cache
def _k_response() -> NDArray[np.complex64]:
    """What the K-weighting filter does to each frequency of a stretch's spectrum.

    The two filters of BS.1770-4 annex 1 are given for 48 kHz; their analogue parameters, which fit
    any rate, are those of libebur128 (De Man, "Evaluation of Implementations of the EBU R128
    Loudness Measurement", AES 2018).
    """
    size = _STRETCH
    turn = np.exp(-1j * np.linspace(0, np.pi, size // 2 + 1, dtype=np.float32))
    k, q = np.tan(np.pi * 1681.974450955533 / SAMPLE_RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = (
        (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k),
        (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k),
    )
    k, q = np.tan(np.pi * 38.13547087602444 / SAMPLE_RATE), 0.5003270373238773
    high_pass = (
        (1.0, -2.0, 1.0),
        (1.0, 2 * (k * k - 1) / (1 + k / q + k * k), (1 - k / q + k * k) / (1 + k / q + k * k)),
    )
    response = np.ones_like(turn)
    for (b0, b1, b2), (a0, a1, a2) in (shelf, high_pass):
        response *= (b0 + turn * (b1 + turn * b2)) / (a0 + turn * (a1 + turn * a2))
    exact: NDArray[np.complex64] = response.astype(np.complex64)
    return exact


def _between() -> list[Samples]:
    """Windowed sincs that read the signal at one, two and three quarters between two samples."""
    moments = np.arange(-_REACH, _REACH + 1)
    phases = []
    for quarter in range(1, _OVERSAMPLING):
        at = moments + quarter / _OVERSAMPLING
        taps = np.sinc(at) * np.i0(_KAISER_BETA * np.sqrt(np.clip(1 - (at / _REACH) ** 2, 0, 1)))
        phases.append((taps / taps.sum()).astype(np.float32))
    return phases


_BETWEEN = _between()
