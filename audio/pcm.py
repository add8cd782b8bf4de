"""Samples, between numpy (where they are measured) and pydub (where they are put together)."""

import numpy as np
from numpy.typing import NDArray
from pydub import AudioSegment

Samples = NDArray[np.float32]
"""Mono sound; full scale is -1 to 1."""

SAMPLE_RATE = 24_000
"""Samples a second, everywhere: legal in SSML and AudioPlayer, and what the voices speak at."""
PER_MS = SAMPLE_RATE // 1_000
"""Samples a millisecond, exactly."""
_FULL_SCALE = 32_767


def to_segment(samples: Samples) -> AudioSegment:
    """Samples as a pydub segment of 16 bits, clipped at full scale."""
    whole = np.rint(np.clip(samples, -1, 1) * _FULL_SCALE).astype("<i2")
    return AudioSegment(whole.tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=1)


def to_samples(segment: AudioSegment) -> Samples:
    """The samples of a pydub segment."""
    whole = np.frombuffer(segment.raw_data, "<i2")
    return (whole / np.float32(_FULL_SCALE)).astype(np.float32)


def resampled(samples: Samples, rate: int) -> Samples:
    """Sound of another sample rate at ours, through its spectrum; meant for single phrases."""
    if rate == SAMPLE_RATE:
        return samples
    count = round(len(samples) * SAMPLE_RATE / rate)
    spectrum = np.fft.rfft(samples)
    bins = min(len(spectrum), count // 2 + 1)
    ours = np.zeros(count // 2 + 1, complex)
    ours[:bins] = spectrum[:bins]
    return (np.fft.irfft(ours, count) * (count / len(samples))).astype(np.float32)


def joined(segments: list[AudioSegment]) -> AudioSegment:
    """Segments one after another, in one copy; adding them up would copy all for each."""
    data = b"".join(segment.raw_data for segment in segments)
    return AudioSegment(data, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)
