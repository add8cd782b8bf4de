"""Which recognizer listens: the one asked for, or the best that is installed."""

from pathlib import Path

from skill.folders import cache_folder
from skill.speaker.ears.careful import CarefulRecognizer
from skill.speaker.ears.meaning import meaning_of
from skill.speaker.ears.recognizer import MissingRecognizerError, Recognizer
from skill.speaker.ears.sphinx import SphinxRecognizer
from skill.speaker.ears.whisper import WhisperRecognizer

RECOGNIZERS = ("pocketsphinx+whisper", "pocketsphinx", "whisper")
"""All names that `choose_recognizer` takes, the best first."""


def choose_recognizer(
    name: str | None = None, locale: str = "en-US", cache: Path | None = None
) -> Recognizer | None:
    """The named recognizer; without a name the best one installed, or None where there is none.

    Args:
        name: one of `RECOGNIZERS`.
        locale: the locale whose catalog names the exercises.
        cache: where compiled forms are kept; by default, this machine's folder of caches.

    Raises:
        MissingRecognizerError: the named one is unknown or not installed; says what to install.
    """
    folder = (cache or cache_folder()) / "speech"
    if name is not None:
        return _named(name, locale, folder)
    for known in RECOGNIZERS:
        try:
            return _named(known, locale, folder)
        except MissingRecognizerError:
            continue
    return None


def _named(name: str, locale: str, folder: Path) -> Recognizer:
    match name:
        case "pocketsphinx":
            return SphinxRecognizer(folder, locale)
        case "whisper":
            return WhisperRecognizer(locale)
        case "pocketsphinx+whisper":
            # The larger one first: where it is missing, nothing was loaded in vain.
            larger, meaning = WhisperRecognizer(locale), meaning_of(locale)
            quick = SphinxRecognizer(folder, locale, meaning=meaning)
            return CarefulRecognizer(quick, larger, meaning)
    raise MissingRecognizerError(
        f"there is no recognizer {name!r}: choose one of {', '.join(RECOGNIZERS)}"
    )
