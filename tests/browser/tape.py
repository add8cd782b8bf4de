"""What Chromium's fake microphone hears: a file that is played from its start at each opening."""

import shutil
import wave

import numpy as np

from tests.spoken.speakers import RATE, SPEAKERS, Speaker, pcm

VOICE = next(each for each in SPEAKERS if each.voice == "slt")
GAP_MS = 300
"""Before and after each sentence, besides the silence that a speaker leaves."""


class Tape:
    """A recording that can be changed while the browser runs."""

    def __init__(self, folder, voice: Speaker = VOICE):
        self._file, self._next = folder / "heard.wav", folder / "next.wav"
        self._voice = voice

    @property
    def flags(self):
        """What Chromium is started with to hear it, once at each opening, and then silence."""
        return (
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={self._file}%noloop",
        )

    @property
    def can_speak(self):
        """Whether its voice is installed."""
        return self._voice.is_here

    def hold(self, *sentences):
        """From the next opening on these are heard; tells how many milliseconds that takes."""
        gap = np.zeros(RATE * GAP_MS // 1_000)
        pieces = [piece for each in sentences for piece in (self._voice.speak(each), gap)]
        samples = np.concatenate([gap, *pieces])
        with wave.open(str(self._next), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(pcm(samples))
        shutil.move(self._next, self._file)
        return round(1_000 * len(samples) / RATE)
