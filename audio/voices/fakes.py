"""A voice for tests: it takes no time to load, and every word sounds its own."""

import hashlib

import numpy as np

from audio.pcm import SAMPLE_RATE, Samples

_WORD_S = 0.3
_GAP_S = 0.06


class HummingVoice:
    """Hums each word on a pitch and in a colour that depend on it."""

    name = "humming"

    def __init__(self, variant: str = "1") -> None:
        self.id = f"humming-{variant}"
        self.said: list[str] = []

    def speak(self, text: str) -> Samples:
        """A note for each word, with silence before, between and after."""
        self.said.append(text)
        parts = [_silence()]
        for word in text.split():
            parts += [_hummed(word), _silence()]
        return np.concatenate(parts)


def _hummed(word: str) -> Samples:
    seed = hashlib.sha256(word.encode()).digest()
    seconds = np.arange(int(_WORD_S * SAMPLE_RATE)) / SAMPLE_RATE
    hertz = 110 + seed[0] / 2
    overtones = (
        seed[number] / 255 / number * np.sin(2 * np.pi * number * hertz * seconds)
        for number in range(1, 12)
    )
    swell = np.sin(np.pi * seconds / _WORD_S) ** 0.3
    hum: Samples = (0.1 * swell * np.sum(list(overtones), axis=0)).astype(np.float32)
    return hum


def _silence() -> Samples:
    return np.zeros(int(_GAP_S * SAMPLE_RATE), np.float32)
