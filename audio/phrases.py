"""Spoken phrases: each is spoken once in a voice, and kept by the hash of what it is."""

import hashlib
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from pydub import AudioSegment

from audio.diction import prepared
from audio.pcm import PER_MS, SAMPLE_RATE, to_segment
from audio.voices.voice import Voice
from skill.sound.files import write_whole
from skill.sound.track import SPEAKING

_log = logging.getLogger(__name__)
_MS_BYTES = 2 * PER_MS
"""A millisecond of 16-bit samples."""
_AT_ONCE = 2
"""One phrase is with the voice, one is being mastered; numpy lets go of the interpreter."""


class Phrases:
    """All that one voice ever said, in a folder that may be deleted at any time."""

    def __init__(self, voice: Voice, folder: Path) -> None:
        """Keep what a voice says under a folder, which need not exist yet."""
        self.voice = voice
        self._folder = folder / voice.id
        self._speaking = Lock()

    def clips(self, texts: Iterable[str]) -> dict[str, AudioSegment]:
        """Phrases by their words; while one is being mastered the next one is spoken.

        Raises:
            VoiceError: the voice could not speak one of them.
        """
        each_once = list(dict.fromkeys(texts))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return dict(zip(each_once, pool.map(self.clip, each_once), strict=True))

    def clip(self, text: str) -> AudioSegment:
        """A phrase, mastered and cut to its words, in whole milliseconds.

        Raises:
            VoiceError: the voice could not speak it.
        """
        path = self._path(text)
        return self._kept(path) or self._spoken(text, path)

    def length_ms(self, text: str) -> int:
        """How long a phrase lasts in this voice."""
        return len(self.clip(text))

    def _kept(self, path: Path) -> AudioSegment | None:
        """The clip in the folder: bare samples, in whole milliseconds, or it is damaged."""
        data = path.read_bytes() if path.is_file() else b""
        if not data or len(data) % _MS_BYTES:
            return None
        return AudioSegment(data, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)

    def _spoken(self, text: str, path: Path) -> AudioSegment:
        with self._speaking:
            spoken = self.voice.speak(text)
        clip = to_segment(prepared(spoken))
        try:
            write_whole(path, clip.raw_data)
        except OSError as error:
            _log.warning("phrase %s is not kept: %s; make room on the disk", path.name, error)
        return clip

    def _path(self, text: str) -> Path:
        named = f"{SPEAKING}|{self.voice.id}|{text}"
        return self._folder / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.pcm"
