"""Where it is spoken: in silence, in a room with noise, and while our own routine plays."""

from functools import cache

import numpy as np

from audio.pcm import to_samples
from audio.sounds import sound
from skill.content import load
from skill.routine.timeline import CueKind
from skill.sound.lengths import measured
from skill.sound.repertoire import needed_tracks
from tests.spoken.speakers import RATE, Samples, Speaker, resampled, speakers

ROUTINE_DB, NOISE_DB = -15.0, -20.0
"""Loudness beside the speech; both are full scale of 1 with speech at -20 dB."""
SPEECH_DB = -20.0
OURS = Speaker("hibari", "heart", 0.9)
"""The voice that our routine speaks in, where it is installed."""
_MINUTES = 3


def clean(speech: Samples, seed: int) -> Samples:
    """A silent room."""
    del seed
    return speech


def noisy(speech: Samples, seed: int) -> Samples:
    """A room with a fan and traffic: noise that falls by 3 dB an octave."""
    return speech + noise(len(speech), seed)


def with_routine(speech: Samples, seed: int) -> Samples:
    """Our own routine plays from the same speaker."""
    music = routine()
    start = np.random.default_rng(seed).integers(0, len(music) - len(speech))
    return speech + music[start : start + len(speech)]


ROOMS = {"clean": clean, "room noise, -20 dB": noisy, "the routine, -15 dB": with_routine}


def noise(count: int, seed: int) -> Samples:
    """Noise of a room."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=count))
    spectrum /= np.sqrt(np.arange(len(spectrum)) + 30.0)
    return _at(np.fft.irfft(spectrum, count), SPEECH_DB + NOISE_DB)


@cache
def routine(minutes: int = _MINUTES) -> Samples:
    """So many minutes of our routine, spoken and sounded, at its level."""
    voice = OURS if OURS.is_here else speakers()[0]
    content = load("en-US")
    tracks = needed_tracks(content, measured({"voice": "here", "ms": {}}, content.narration))
    whole = np.zeros(RATE * 60 * minutes)
    begun = 0
    for track in tracks:
        for cue in track.sheet()["cues"]:
            at = begun + cue["at_ms"] * RATE // 1_000
            if at >= len(whole):
                return _at_speech_level(whole)
            text = cue["text"]
            heard = voice.speak(text) if text else _sound(cue["kind"])
            piece = heard[: len(whole) - at]
            whole[at : at + len(piece)] += piece
        begun += track.length_ms * RATE // 1_000
    return _at_speech_level(whole)


def _sound(kind: str) -> Samples:
    return resampled(to_samples(sound(CueKind(kind))).astype(float), 24_000)


def _at_speech_level(samples: Samples) -> Samples:
    """Its louder parts at the level of speech, and then as much lower as a device hears itself."""
    loud = samples[np.abs(samples) > np.abs(samples).max() / 20]
    return samples * (10 ** ((SPEECH_DB + ROUTINE_DB) / 20) / np.sqrt(np.mean(loud**2)))


def _at(samples: Samples, db: float) -> Samples:
    return samples * (10 ** (db / 20) / np.sqrt(np.mean(samples**2)))
