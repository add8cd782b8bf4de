"""Writes sound as a file that a program can play."""

import io
import wave
from pathlib import Path

import numpy as np
import soundfile

from audio.mp3 import encoded
from audio.pcm import PER_MS, SAMPLE_RATE, Samples, resampled, to_segment
from skill.speaker.device import mp3
from skill.speaker.loudspeaker.channel import NoSoundError, Sound
from skill.speaker.loudspeaker.programs import Program


def samples_of(data: bytes) -> Samples:
    """The sound of an MP3 or WAV file.

    Raises:
        NoSoundError: when it is neither.
    """
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise NoSoundError(f"A sound cannot be read: {error}.") from error
    return resampled(np.asarray(samples.mean(axis=1), np.float32), rate)


def from_samples(samples: Samples, folder: Path, name: str, program: Program) -> Sound:
    """A file of samples, in a kind that the program plays."""
    length_ms = len(samples) // PER_MS
    if "wav" not in program.kinds:
        return _written(folder / f"{name}.mp3", encoded(samples), length_ms)
    file = folder / f"{name}.wav"
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        wav.writeframes(to_segment(samples).raw_data)
    return Sound(file, length_ms)


def from_mp3(data: bytes, from_ms: int, folder: Path, name: str, program: Program) -> Sound:
    """A file of an MP3 from some moment on, in a kind that the program plays.

    Raises:
        NoSoundError: when nothing is left to play.
    """
    rest = mp3.cut(data, from_ms)
    if not rest:
        raise NoSoundError(f"Nothing is left of a track after {from_ms} ms.")
    if "mp3" not in program.kinds:
        return from_samples(samples_of(rest), folder, name, program)
    return _written(folder / f"{name}.mp3", rest, mp3.length_ms(rest))


def _written(file: Path, data: bytes, length_ms: int) -> Sound:
    file.write_bytes(data)
    return Sound(file, length_ms)
