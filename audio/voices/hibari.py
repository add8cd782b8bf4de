"""hibari-tts: the default voice, small, neural, Apache-2.0, with its model inside the package."""

from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from audio.voices.voice import MissingVoiceError

if TYPE_CHECKING:
    from audio.pcm import Samples

_MODEL = "heart"
"""The one model that travels inside the package; all others are downloaded when first used."""
_SPEED = 0.8
"""160 words a minute, to move by and for people who lie in pain; its own pace is about 200. Part of
`SPEAKING` in skill/sound/track.py."""
_SEED = 0
"""The voice shapes noise into breath; a fixed seed makes it the same breath each time."""


class HibariVoice:
    """The voice `heart` of hibari-tts, American English.

    Raises:
        MissingVoiceError: hibari-tts is not installed.
    """

    name = "hibari"

    def __init__(self) -> None:
        try:
            self.id = f"hibari-{version('hibari-tts')}-{_MODEL}"
        except PackageNotFoundError as error:
            raise MissingVoiceError(
                "the voice hibari is not installed: pip install 'my-back-routine[voice]'"
            ) from error

    def speak(self, text: str) -> "Samples":
        """The words as mono sound at 24 kHz."""
        samples: Samples = self._model(text, speed=_SPEED, seed=_SEED)
        return samples

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - the package is published without types
        from hibari import Hibari  # noqa: PLC0415 - it brings onnxruntime

        return Hibari(voice=_MODEL)
