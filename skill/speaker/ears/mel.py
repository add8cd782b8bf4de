"""Sound as Whisper takes it: the logarithm of its loudness in 80 bands, 100 times a second.

The figures are those of Whisper's own `log_mel_spectrogram`, with Slaney's scale of pitch.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HOP = 160
"""Samples from one frame to the next: 10 ms."""
_WINDOW = 400
_BANDS = 80
_RATE = 16_000
_LINEAR_HZ = 200 / 3
"""Width of a mel below 1 kHz; above, 27 mels make a factor of 6.4."""
_KNEE_HZ = 1_000.0
_LOG_STEP = np.log(6.4) / 27
_RANGE = 8.0
"""What is more than 80 dB below the loudest is silence."""


def log_mel(samples: Floats) -> Floats:
    """Bands by frames, of 16 kHz sound with full scale of 1."""
    padded = np.pad(samples, _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP]
    window = np.hanning(_WINDOW + 1)[:-1]
    power = np.abs(np.fft.rfft(frames * window, axis=1)[:-1]) ** 2
    loudness = np.log10(np.maximum(_bands() @ power.T, 1e-10))
    held = np.maximum(loudness, loudness.max() - _RANGE)
    return np.ascontiguousarray((held + 4) / 4, np.float32)


@cache
def _bands() -> NDArray[np.float64]:
    """How much of each frequency goes into each band."""
    pitches = np.linspace(0, _mels(_RATE / 2), _BANDS + 2)
    edges = np.where(
        pitches < _mels(_KNEE_HZ),
        pitches * _LINEAR_HZ,
        _KNEE_HZ * np.exp(_LOG_STEP * (pitches - _mels(_KNEE_HZ))),
    )
    steps = np.diff(edges)
    ramps = edges[:, None] - np.fft.rfftfreq(_WINDOW, 1 / _RATE)[None, :]
    rising, falling = -ramps[:-2] / steps[:-1, None], ramps[2:] / steps[1:, None]
    weights = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(weights * (2 / (edges[2:] - edges[:-2]))[:, None], np.float64)


def _mels(hz: float) -> float:
    if hz <= _KNEE_HZ:
        return hz / _LINEAR_HZ
    return _KNEE_HZ / _LINEAR_HZ + float(np.log(hz / _KNEE_HZ) / _LOG_STEP)
