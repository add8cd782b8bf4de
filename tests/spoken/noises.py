"""Sounds of a home that are no words: beeps, chimes, knocks, whistles, grunts, noise."""

from collections.abc import Iterator

import numpy as np
from scipy.signal import lfilter

from tests.spoken.rooms import noise
from tests.spoken.speakers import RATE, Samples

_HALF_AMPLITUDE = 0.2
_BEEPS_HZ = (220, 330, 440, 600, 800, 1_000, 1_400, 2_000, 3_000)
_CHIMES_HZ = ((660, 880), (880, 660), (1_000, 1_500), (500, 400), (1_200, 900))


def noises() -> Iterator[tuple[str, Samples]]:
    """Each with its name, and a third of a second of silence around it; the same each time."""
    chance = np.random.default_rng(1)
    silence = np.zeros(RATE // 3)
    for name, sound in (*_tones(), *_others(chance)):
        yield name, np.concatenate([silence, sound, silence])


def _tones() -> Iterator[tuple[str, Samples]]:
    for hertz in _BEEPS_HZ:
        for seconds in (0.12, 0.25, 0.5, 0.9):
            yield f"beep of {hertz} Hz, {seconds} s", _tone(hertz, seconds)
    for first, second in _CHIMES_HZ:
        for seconds in (0.15, 0.3):
            both = np.concatenate([_tone(first, seconds), _tone(second, seconds)])
            yield f"chime of {first} and {second} Hz, {seconds} s", both
    for hertz in (700, 1_000, 2_000):
        once = np.concatenate([_tone(hertz, 0.12), np.zeros(RATE // 10)])
        for count in (2, 3, 4):
            yield f"{count} beeps of {hertz} Hz", np.tile(once, count)


def _others(chance: np.random.Generator) -> Iterator[tuple[str, Samples]]:
    for number in range(12):
        count = int(chance.uniform(0.15, 1.5) * RATE)
        yield f"noise {number}", _faded(noise(count, number) * chance.uniform(2, 30), 0.05)
    for number in range(10):
        yield f"knock {number}", _knock(chance)
    for number in range(6):
        yield f"whistle {number}", _whistle(chance)
    for number in range(6):
        yield f"grunt {number}", _grunt(chance)


def _tone(hertz: float, seconds: float) -> Samples:
    return _faded(_HALF_AMPLITUDE * np.sin(2 * np.pi * hertz * _time(seconds)), 0.01)


def _knock(chance: np.random.Generator) -> Samples:
    time = _time(chance.uniform(0.05, 0.4))
    struck = chance.normal(size=len(time)) * np.exp(-time / chance.uniform(0.01, 0.08))
    return 2 * _HALF_AMPLITUDE * struck / np.abs(struck).max()


def _whistle(chance: np.random.Generator) -> Samples:
    begin, end = chance.uniform(300, 2_500, 2)
    time = _time(chance.uniform(0.3, 0.8))
    turns = begin * time + (end - begin) * time**2 / (2 * time[-1])
    return _faded(_HALF_AMPLITUDE * np.sin(2 * np.pi * turns), 0.03)


def _grunt(chance: np.random.Generator) -> Samples:
    """A voice without a word: pulses through three resonances."""
    sound = np.zeros(len(_time(chance.uniform(0.2, 0.5))))
    sound[:: int(RATE / chance.uniform(90, 220))] = 1
    for hertz in chance.uniform(300, 3_000, 3):
        sound = lfilter([1], [1, -2 * 0.97 * np.cos(2 * np.pi * hertz / RATE), 0.97**2], sound)
    return _faded(_HALF_AMPLITUDE * sound / np.abs(sound).max(), 0.05)


def _faded(sound: Samples, seconds: float) -> Samples:
    count = min(int(seconds * RATE), len(sound) // 2)
    ramp = np.linspace(0, 1, count)
    return np.concatenate([sound[:count] * ramp, sound[count:-count], sound[-count:] * ramp[::-1]])


def _time(seconds: float) -> Samples:
    return np.arange(int(seconds * RATE)) / RATE
