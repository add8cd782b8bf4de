"""The one place that touches pocketsphinx: is it installed, and where is its model?"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from skill.speaker.ears.recognizer import MissingRecognizerError


@dataclass(frozen=True, slots=True)
class AcousticModel:
    """How speech sounds."""

    folder: Path
    """The sounds of American English, as pocketsphinx reads them."""
    dictionary: Path
    """Words with their pronunciations."""


def acoustic_model() -> AcousticModel:
    """The American English model that travels inside pocketsphinx.

    Raises:
        MissingRecognizerError: pocketsphinx is not installed.
    """
    folder = Path(_pocketsphinx().get_model_path()) / "en-us"
    return AcousticModel(folder / "en-us", folder / "cmudict-en-us.dict")


def decoder(**settings: str | float | None) -> Any:  # noqa: ANN401 - published without types
    """A decoder of pocketsphinx with its English model.

    Raises:
        MissingRecognizerError: pocketsphinx is not installed.
    """
    return _pocketsphinx().Decoder(hmm=str(acoustic_model().folder), loglevel="FATAL", **settings)


def _pocketsphinx() -> Any:  # noqa: ANN401 - published without types
    if find_spec("pocketsphinx") is None:
        raise MissingRecognizerError(
            "the recognizer pocketsphinx is not installed: pip install 'my-back-routine[ears]'"
        )
    import pocketsphinx  # type: ignore[import-untyped] # noqa: PLC0415 - it loads a library

    return pocketsphinx
