"""Mastering: bring a sound to the platform's loudness, and hold its peaks.

Source of the numbers: Amazon asks of skills' audio for -14 LUFS on average, takes -19 to -9, and
asks for a true peak of at most -2 dBTP (developer.amazon.com/en-US/docs/alexa/flashbriefing/
normalizing-the-loudness-of-audio-content.html). At -14 a voice's peaks are held at the cost of how
it sounds; at -16 they hardly are.
"""

import numpy as np
from numpy.typing import NDArray

from audio.loudness import loudness_lufs, true_peaks
from audio.pcm import PER_MS, Samples

TARGET_LUFS = -16.0
"""What a track is brought to."""
MOST_DBTP = -2.0
"""What a track's true peak may be, by the same."""
CEILING_DBTP = -3.0
"""What peaks are held at before they are encoded. MP3 at 48 kbps puts some 2 dB on top, and what is
too high then is turned down around its moment; to hold all of it beforehand costs voice quality:
at -4.5 leads are rated 0.31 below the raw voice by Distill-MOS, at -3 0.21 (`make quality`)."""
_KNEE = 0.75
"""From this part of the ceiling on, samples are bent towards it: a voice's sharpest peaks last less
than a millisecond, and the ear minds them rounded less than all around them turned down."""
_LOOK_AHEAD_MS = 2
"""How early the gain begins to fall before a peak: shorter than a voice's own period, so that only
the peak is turned down and not what follows it."""
_ROUNDS = 3
"""Holding peaks takes loudness away; so many times it is given back and held again."""
_PERSISTENCE = 1.5
"""What is given back for each decibel missing: the limiter takes part of it again."""
_MOST_PUSH_DB = 6.0
"""What is given back at most; a thin voice stays a little quieter rather than rough."""


def leveled(samples: Samples, target_lufs: float, near_enough_lu: float) -> Samples:
    """A sound at a loudness; where it has to be louder, its peaks stay under the ceiling.

    Silence stays silence.

    Args:
        samples: the sound.
        target_lufs: the loudness wanted.
        near_enough_lu: how far off it may be in the end.
    """
    missing = target_lufs - loudness_lufs(samples)
    if not np.isfinite(missing) or abs(missing) <= near_enough_lu:
        return samples
    loud = amplified(samples, missing)
    push_db = 0.0
    held = limited(loud)
    for _ in range(_ROUNDS):
        missing = target_lufs - loudness_lufs(held)
        if abs(missing) <= near_enough_lu or push_db >= _MOST_PUSH_DB:
            break
        push_db = min(push_db + _PERSISTENCE * missing, _MOST_PUSH_DB)
        held = limited(amplified(loud, push_db))
    return held


def limited(samples: Samples) -> Samples:
    """A sound whose true peaks stay under the ceiling: rounded first, the rest turned down."""
    rounded = _rounded(samples)
    return turned_down(rounded, true_peaks(rounded), CEILING_DBTP)


def _rounded(samples: Samples) -> Samples:
    ceiling = 10 ** (CEILING_DBTP / 20)
    knee = np.float32(_KNEE * ceiling)
    room = np.float32((1 - _KNEE) * ceiling)
    sizes = np.abs(samples)
    if sizes.max(initial=0) <= knee:
        return samples
    bent: Samples = knee + room * np.tanh((sizes - knee) / room)
    return np.where(sizes > knee, np.copysign(bent, samples), samples)


def turned_down(samples: Samples, peaks: Samples, ceiling_dbtp: float) -> Samples:
    """A sound with less gain around those of its milliseconds that peak above a ceiling.

    Args:
        samples: the sound.
        peaks: the peak of each of its milliseconds, as a factor of full scale.
        ceiling_dbtp: what none of them is to exceed.
    """
    ceiling = np.float32(10 ** (ceiling_dbtp / 20))
    if not peaks.size or peaks.max() <= ceiling:
        return samples
    wanted = ceiling / np.maximum(peaks, ceiling)
    reach = 2 * _LOOK_AHEAD_MS + 1
    # The least gain of a window one wider than what it is then averaged over: so no millisecond,
    # nor any moment between two of them, gets more than it can bear.
    least = _windows(wanted, reach + 2).min(axis=1)
    smooth = _windows(least, reach).mean(axis=1)
    middles = (np.arange(len(smooth)) + 0.5) * PER_MS
    gain: Samples = np.interp(np.arange(len(samples)), middles, smooth).astype(np.float32)
    return samples * gain


def amplified(samples: Samples, gain_db: float) -> Samples:
    """A sound made louder, or quieter."""
    return samples * np.float32(10 ** (gain_db / 20))


def _windows(values: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """For each value the values around it; the first and last are repeated beyond the ends."""
    padded = np.pad(values, width // 2, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, width)
