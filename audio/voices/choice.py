"""Which voice speaks: the one asked for, or the best that is installed."""

from audio.voices.espeak import EspeakVoice
from audio.voices.hibari import HibariVoice
from audio.voices.polly import PollyVoice
from audio.voices.voice import MissingVoiceError, Voice

VOICES = ("hibari", "espeak-ng", "polly")
"""All names that `choose_voice` takes; `polly:Matthew` names one of Polly's."""


def choose_voice(name: str | None = None, locale: str = "en-US") -> Voice | None:
    """The named voice; without a name the best one installed, or None where there is none.

    Raises:
        MissingVoiceError: the named voice is unknown or not installed; says what to install.
    """
    return _best(locale) if name is None else _named(name, locale)


def _named(name: str, locale: str) -> Voice:
    match name.partition(":"):
        case ("hibari", _, _):
            if not _is_english(locale):
                raise MissingVoiceError(f"hibari speaks English only: for {locale} use espeak-ng")
            return HibariVoice()
        case ("espeak-ng", _, _):
            return EspeakVoice(locale)
        case ("polly", _, speaker):
            return PollyVoice(speaker or "Joanna", locale=locale)
    raise MissingVoiceError(f"there is no voice {name!r}: choose one of {', '.join(VOICES)}")


def _best(locale: str) -> Voice | None:
    """Never Polly: it costs money, so it is asked for."""
    for name in ("hibari", "espeak-ng"):
        try:
            return _named(name, locale)
        except MissingVoiceError:
            continue
    return None


def _is_english(locale: str) -> bool:
    return locale.startswith("en")
