"""Who speaks into the microphone in tests: every voice at hand, slowly and quickly.

What was once spoken is kept under `build/spoken`, by a hash of the words and the speaker.
"""

import hashlib
import io
import shutil
import subprocess
import wave
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 16_000
"""Samples a second, as the recognizer takes them."""
KEPT = Path(__file__).resolve().parents[2] / "build" / "spoken"
Samples = NDArray[np.float64]
"""Mono sound; full scale is -1 to 1."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice at a speed."""

    program: str
    """`hibari`, `flite` or `espeak-ng`."""
    voice: str
    """The program's name for it."""
    speed: float
    """1 is the program's own; 1.2 is a fifth faster."""

    @property
    def name(self) -> str:
        """To show in tables."""
        return f"{self.program} {self.voice} x{self.speed:g}"

    @property
    def is_here(self) -> bool:
        """Whether the program is installed."""
        if self.program == "hibari":
            return find_spec("hibari") is not None
        return shutil.which(self.program) is not None

    def speak(self, words: str) -> Samples:
        """The words at 16 kHz, with a third of a second of silence around them, at one level."""
        key = hashlib.sha256(f"1 {self.name} {words}".encode()).hexdigest()[:24]
        file = KEPT / f"{key}.wav"
        if not file.exists():
            KEPT.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_bytes(_wav(_leveled(*self._spoken(words))))
            part.replace(file)
        return read_wav(file.read_bytes())[0]

    def _spoken(self, words: str) -> tuple[Samples, int]:
        match self.program:
            case "hibari":
                return np.asarray(_hibari()(words, speed=self.speed, seed=0), float), 24_000
            case "flite":
                stretch = f"duration_stretch={1 / self.speed:.3f}"
                command = ["flite", "-voice", self.voice, "--setf", stretch, "-t", words]
                return _run([*command, "-o", "/dev/stdout"])
            case _:
                pace = str(round(165 * self.speed))
                return _run(["espeak-ng", "-v", self.voice, "-s", pace, "--stdout", words])


SPEAKERS = (
    Speaker("hibari", "heart", 0.9),
    Speaker("hibari", "heart", 1.1),
    Speaker("flite", "slt", 1.0),
    Speaker("flite", "slt", 1.2),
    Speaker("flite", "rms", 1.0),
    Speaker("flite", "awb", 1.0),
    Speaker("flite", "kal16", 0.9),
    Speaker("espeak-ng", "en-us", 0.9),
    Speaker("espeak-ng", "en-us+f2", 1.0),
    Speaker("espeak-ng", "en-gb", 0.9),
    Speaker("espeak-ng", "en-gb-x-rp+m3", 1.0),
    Speaker("espeak-ng", "en-gb-scotland", 1.0),
)


def speakers() -> list[Speaker]:
    """Those whose programs are installed."""
    return [speaker for speaker in SPEAKERS if speaker.is_here]


def pcm(samples: Samples) -> bytes:
    """Sound as 16-bit samples, clipped at full scale."""
    return np.rint(np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes()


def read_wav(data: bytes) -> tuple[Samples, int]:
    """The samples of a WAV file of 16 bits, mono, and its rate; its stated length may be wrong."""
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
    start = data.index(b"data") + 8
    whole = np.frombuffer(data[start : start + (len(data) - start) // 2 * 2], "<i2")
    return whole / 32_768, rate


def resampled(samples: Samples, rate: int) -> Samples:
    """The same sound at 16 kHz."""
    return samples if rate == RATE else resample_poly(samples, RATE, rate)


def _leveled(samples: Samples, rate: int) -> Samples:
    ours = resampled(samples, rate)
    loud = ours[np.abs(ours) > np.abs(ours).max() / 20]
    ours = ours * (10 ** (-20 / 20) / np.sqrt(np.mean(loud**2)))
    silence = np.zeros(RATE // 3)
    return np.concatenate([silence, ours, silence])


def _run(command: list[str]) -> tuple[Samples, int]:
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    return read_wav(done.stdout)


def _wav(samples: Samples) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm(samples))
    return held.getvalue()


@cache
def _hibari():
    from hibari import Hibari  # noqa: PLC0415 - a second, and only where it is installed

    return Hibari(voice="heart")
