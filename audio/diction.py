"""A spoken phrase made ready for its slot: as loud as every other, cut to its words."""

import numpy as np

from audio.loudness import moving_mean
from audio.mastering import leveled
from audio.pcm import PER_MS, SAMPLE_RATE, Samples

_WORDS_LUFS = -15.4
"""Above the target of a track, which sounds and the edges of words pull down by as much."""
_NEAR_ENOUGH_LU = 0.3
_TOP_HERTZ = 10_000
"""Above this MP3 at 48 kbps has no bits to spare: what is left of it there makes peaks."""
_TOP_SLOPE_HERTZ = 200
_BORDER_HERTZ = (6_800, 7_000)
"""Lines 330 and 331 of an MP3 at 24 kHz, which decoders scale differently (see audio/mp3.py): a gap
that nobody hears leaves nothing there to differ in."""
_ONSET_DBFS = -44.0
"""A mastered phrase begins where its level first passes this; background stays 10 dB below."""
_END_DBFS = -52.0
"""It ends where its level last passes this."""
_SHARP_DBFS = -30.0
"""A soft first consonant (th, f, h) is lifted towards this, so that its start can be heard."""
_MOST_LIFT_DB = 9.0
_ONSET_WITHIN_MS = 120
"""A consonant that is longer than this is no onset."""
_WINDOW_MS = 3
"""Over how long a level is measured."""
RUN_OUT_MS = 80
"""Kept after the last sound, fading: a voice that is cut at its end sounds clipped."""
GIVE_MS = 60
"""So much of it a slot may lack: another version of a voice's runtime differs by up to 30 ms."""
_RUN_IN_MS = 3
"""Kept before the first sound, fading in: the encoder blurs a sharp start to some ms earlier."""


def prepared(spoken: Samples) -> Samples:
    """What a voice spoke, mastered and trimmed: its first sound stands at the start.

    Returns:
        Whole milliseconds of sound; the last `RUN_OUT_MS` of them fade out.

    Raises:
        ValueError: there is no sound in it.
    """
    sound = leveled(_softened(spoken), _WORDS_LUFS, _NEAR_ENOUGH_LU)
    level_dbfs = _level_dbfs(sound)
    loud = np.flatnonzero(level_dbfs > _ONSET_DBFS)
    if not loud.size:
        raise ValueError("nothing but silence was spoken: try another voice or wording")
    start = max(0, loud[0] - _RUN_IN_MS * PER_MS)
    end = np.flatnonzero(level_dbfs > _END_DBFS)[-1] + 1
    length_ms = -(-(end - start) // PER_MS) + RUN_OUT_MS
    clip = np.zeros(length_ms * PER_MS, np.float32)
    words = sound[start : start + clip.size]
    clip[: words.size] = words
    return _faded(_sharpened(clip))


def cut_short(clip: Samples, length_ms: int) -> Samples:
    """A prepared phrase that fades out a little earlier than it would."""
    return _fade_out(clip[: length_ms * PER_MS].copy(), RUN_OUT_MS - GIVE_MS)


def _softened(sound: Samples) -> Samples:
    """The sound without what the encoder cannot carry well."""
    hertz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    kept = 1 / (1 + np.exp((hertz - _TOP_HERTZ) / _TOP_SLOPE_HERTZ))
    kept[(hertz > _BORDER_HERTZ[0]) & (hertz < _BORDER_HERTZ[1])] = 0
    return np.fft.irfft(np.fft.rfft(sound) * kept, len(sound)).astype(np.float32)


def _level_dbfs(sound: Samples) -> Samples:
    width = _WINDOW_MS * PER_MS
    return 10 * np.log10(np.maximum(moving_mean(sound * sound, width), np.float32(1e-12)))


def _sharpened(clip: Samples) -> Samples:
    """The clip with a soft beginning lifted, up to where the voice comes in by itself."""
    level_dbfs = _level_dbfs(clip)
    loud = np.flatnonzero(level_dbfs > _SHARP_DBFS)
    soft = loud[0] if loud.size else 0
    if soft > _ONSET_WITHIN_MS * PER_MS:
        return clip
    lift_db = np.zeros_like(clip)
    lift_db[:soft] = np.clip(_SHARP_DBFS - level_dbfs[:soft], 0, _MOST_LIFT_DB)
    width = _WINDOW_MS * PER_MS
    smooth_db = moving_mean(np.pad(lift_db, width, mode="edge"), width)
    return (clip * 10 ** (smooth_db[width:-width] / 20)).astype(np.float32)


def _faded(clip: Samples) -> Samples:
    rise = _RUN_IN_MS * PER_MS
    clip[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    return _fade_out(clip, RUN_OUT_MS)


def _fade_out(clip: Samples, fade_ms: int) -> Samples:
    fall = min(fade_ms * PER_MS, clip.size)
    clip[clip.size - fall :] *= np.linspace(1, 0, fall, dtype=np.float32) ** 2
    return clip
