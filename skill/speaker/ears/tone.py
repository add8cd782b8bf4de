"""A pure tone, as a beep or a whistle is: no voice sounds like one."""

from skill.speaker.ears.recognizer import SAMPLE_RATE

_PURE = 0.97
"""Share of the power that a tone has in one narrow band, for two thirds of the time. The 61 beeps,
chimes and whistles of tests/spoken/noises.py have 0.99 or more, in a noisy room as well; of 49
words and cries by 12 voices only a hasty "me" has it, and no sentence of ours more than 0.96."""
_FOR_ALL_BUT = 1 / 3
"""Share of the time that may sound otherwise: a tone begins and ends with a click."""
_FRAME, _STEP, _POINTS = 400, 160, 512
"""Samples: 25 ms each 10 ms, as recognizers look at sound."""
_BAND = 2
"""Lines of the spectrum on each side of the strongest."""
_AUDIBLE = 0.01
"""Share of the loudest frame's power; softer frames are silence."""


def is_tone(pcm: bytes) -> bool:
    """Whether 16 kHz mono sound of 16 bits is nothing but a tone, or several one after another."""
    import numpy as np  # noqa: PLC0415 - recognizers are told of before they are installed

    sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
    if len(sound) < _FRAME or len(sound) > 30 * SAMPLE_RATE:
        return False
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[::_STEP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_FRAME), _POINTS)) ** 2
    loud = power.sum(axis=1)
    if not loud.max():
        return False
    heard = power[loud > _AUDIBLE * loud.max()]
    padded = np.pad(heard, ((0, 0), (_BAND, _BAND)))
    lines = np.arange(2 * _BAND + 1) + heard.argmax(axis=1)[:, None]
    narrow = np.take_along_axis(padded, lines, axis=1).sum(axis=1)
    return bool(np.quantile(narrow / heard.sum(axis=1), _FOR_ALL_BUT) >= _PURE)
