"""Says what the skill says, in a voice of this machine."""

from typing import Protocol

import numpy as np

from audio.pcm import PER_MS, Samples
from skill.speaker.device.sounds import FetchedSounds, SoundNotFoundError
from skill.speaker.device.speech import SENTENCE_END_MS, Speech
from skill.speaker.device.ssml import Break, Clip, Piece, Words
from skill.speaker.loudspeaker.channel import NoSoundError
from skill.speaker.loudspeaker.chime import chime
from skill.speaker.loudspeaker.files import samples_of

_ALARMS = "soundlibrary/alarms/"
"""Sounds of Amazon's library that call for somebody: they must be heard here, too."""


class Voice(Protocol):
    """Turns words into sound; `audio.voices` has several."""

    def speak(self, text: str) -> Samples:
        """The words as mono sound at 24 kHz."""
        ...


class Mouth:
    """A voice, with breaks and clips between its words."""

    def __init__(self, voice: Voice, sounds: FetchedSounds) -> None:
        self._voice = voice
        self._sounds = sounds

    def speak(self, speech: Speech) -> Samples:
        """All that is heard of a speech.

        Raises:
            NoSoundError: when a clip does not load.
            audio.voices.voice.VoiceError: when the voice fails.
        """
        parts = [self._piece(piece) for piece in speech.pieces]
        return np.concatenate([*parts, _silence(SENTENCE_END_MS)])

    def _piece(self, piece: Piece) -> Samples:
        match piece:
            case Words(text, is_spelled=True):
                return self._voice.speak(" ".join(text.replace(" ", "")))
            case Words(text):
                return self._voice.speak(" ".join(text.split()))
            case Break(length_ms):
                return _silence(length_ms)
            case Clip(url):
                return self._clip(url)

    def _clip(self, url: str) -> Samples:
        if url.startswith("soundbank://"):
            length_ms = self._sounds.sheet(url).length_ms
            return chime(length_ms) if _ALARMS in url else _silence(length_ms)
        try:
            return samples_of(self._sounds.fetch(url))
        except SoundNotFoundError as error:
            raise NoSoundError(f"{error}.") from error


def _silence(length_ms: int) -> Samples:
    return np.zeros(length_ms * PER_MS, np.float32)
