"""MP3 as both of Alexa's players take it: MPEG-2 Layer III, 48 kbps, 24 kHz, mono, constant.

lameenc writes neither an ID3 tag nor an Info frame, and the same bytes each time.
"""

import io

import lameenc
import numpy as np
import soundfile

from audio.pcm import SAMPLE_RATE, Samples

KBPS = 48
DELAY_SAMPLES = 576 + 529
"""How late a decoder gives back what was encoded: LAME's own delay and that of any decoder.

Without an Info frame no decoder makes up for it: FFmpeg, mpg123 and libmad agree to the sample.
"""
_QUALITY = 5
"""On LAME's scale from 0 to 9; from 0 to 4 it would choose the borders of its code books freely.

One of those borders is read differently by decoders: at 24 kHz the standard's scale factor band 18
begins at line 332, but for FFmpeg 5.1, and so for many players, at 330. A frame that changes its
code book there comes out as a chirp, in one frame of a hundred. With 5 none does; what is lost
cannot be measured (0.2 dB of noise, either way).
"""
_LAME_SCALE = 0.95
"""LAME turns everything down by this before it encodes; here it is turned up first."""


def encoded(samples: Samples) -> bytes:
    """A sound as MP3 whose *decoded* samples stand where they stood.

    The first 46 ms are cut off, and the delay takes their place: they must be silent.
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(KBPS)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(_QUALITY)
    louder = np.clip(samples[DELAY_SAMPLES:] / np.float32(_LAME_SCALE), -1, 1)
    whole = np.rint(louder * 32_767).astype("<i2")
    return bytes(encoder.encode(whole.tobytes()) + encoder.flush())


def decoded(mp3: bytes) -> Samples:
    """The sound that a player makes of an MP3."""
    samples, _ = soundfile.read(io.BytesIO(mp3), dtype="float32")
    return np.asarray(samples, np.float32)
