"""eSpeak NG: small, robotic, in every language, and nearly always at hand."""

import shutil
import subprocess
from typing import TYPE_CHECKING

from audio.voices.voice import MissingVoiceError, VoiceError

if TYPE_CHECKING:
    from audio.pcm import Samples

_WORDS_A_MINUTE = 150
"""Calm; its own default is 175. Part of `SPEAKING` in skill/sound/track.py."""
_TIMEOUT_S = 20
"""A phrase takes some hundredths of a second."""
_WAV_HEADER_BYTES = 44
"""Written to a pipe, the header's lengths are wrong, so it is skipped rather than read."""
_RATE_AT = slice(24, 28)
"""Where a WAV header holds the sample rate."""


class EspeakVoice:
    """The espeak-ng program on this machine, in the voice of a locale.

    Raises:
        MissingVoiceError: there is no espeak-ng on the path.
        VoiceError: it does not start.
    """

    name = "espeak-ng"

    def __init__(self, locale: str = "en-US") -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            raise MissingVoiceError(
                "the voice espeak-ng is not installed: apt install espeak-ng (or brew, or choco)"
            )
        self._program = program
        self._language = locale.lower()
        number = self._run(["--version"]).decode(errors="replace").split(": ")[1].split()[0]
        self.id = f"espeak-ng-{number}-{self._language}"

    def speak(self, text: str) -> "Samples":
        """The words as mono sound at 24 kHz."""
        import numpy as np  # noqa: PLC0415 - not before it speaks

        from audio.pcm import resampled  # noqa: PLC0415

        options = [
            "-v",
            self._language,
            "-s",
            str(_WORDS_A_MINUTE),
            "-b",
            "1",
            "--stdout",
            "--stdin",
        ]
        wav = self._run(options, text.encode())
        rate = int.from_bytes(wav[_RATE_AT], "little")
        whole = np.frombuffer(wav[_WAV_HEADER_BYTES:], "<i2")
        if not whole.size:
            raise VoiceError(f"espeak-ng had nothing to say for {text!r}: try other words")
        return resampled((whole / np.float32(32_768)).astype(np.float32), rate)

    def _run(self, options: list[str], words: bytes = b"") -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program; the words go through its input
                [self._program, *options],
                input=words,
                capture_output=True,
                timeout=_TIMEOUT_S,
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            raise VoiceError(f"espeak-ng took over {_TIMEOUT_S} s: is the machine busy?") from error
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", b"") or b""
            raise VoiceError(
                f"espeak-ng failed ({error}): {said.decode(errors='replace').strip()}"
            ) from error
        return done.stdout
