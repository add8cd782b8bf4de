"""What stands in for Alexa's own chime, which is not on this machine: two struck bells."""

import numpy as np
from numpy.typing import NDArray

from audio.pcm import PER_MS, Samples

_BELLS = ((0, 1_319.0), (320, 1_047.0))
"""When each is struck, in ms, and its pitch in hertz: a falling third, unlike any of a routine."""
_PARTIALS = ((1.0, 0.22, 420), (2.0, 0.08, 260), (3.01, 0.05, 140))
"""A bell's tones: times the pitch, how loud of full scale, in how many ms it falls to 37 %."""
_ATTACK_MS = 4


def chime(length_ms: int) -> Samples:
    """The chime, with silence up to a length."""
    at_ms = np.arange(length_ms * PER_MS) / PER_MS
    heard = [_bell(at_ms - struck_ms, hertz) for struck_ms, hertz in _BELLS]
    return np.asarray(sum(heard), np.float32)


def _bell(since_ms: NDArray[np.float64], hertz: float) -> NDArray[np.float64]:
    attack = np.clip(since_ms / _ATTACK_MS, 0, 1)
    since_ms = np.maximum(since_ms, 0)
    heard = np.zeros_like(since_ms)
    for times, loud, falls_ms in _PARTIALS:
        tone = np.sin(2 * np.pi * hertz * times / 1_000 * since_ms)
        heard += loud * attack * tone * np.exp(-since_ms / falls_ms)
    return heard
