"""Which voice is heard through which program; or that nothing is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from skill.speaker.device.loudspeaker import ImaginedLoudspeaker, Loudspeaker
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.loudspeaker.programs import PROGRAMS, Program, installed_program

BEST = "best"
"""Stands for the best voice that is installed."""


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """What was chosen."""

    voice: str | None
    """The voice to render tracks in; None renders nothing."""
    about: str
    """The choice in words, with what to install for another."""
    make_loudspeaker: Callable[[FetchedSounds, Path], Loudspeaker]
    """Makes the loudspeaker, once there is a folder for its files."""


def choose_sound(voice: str | None, locale: str, complain: Callable[[str], None]) -> SoundChoice:
    """Takes the voice and the first program of this machine, and nothing where one is missing.

    Raises:
        audio.voices.voice.MissingVoiceError: when a voice that was named is not installed.
    """
    program = installed_program()
    if voice is None:
        return _silent("Without a voice: what would be heard is written.")
    if program is None:
        names = ", ".join(each.name for each in PROGRAMS)
        return _silent(f"No sound: none of {names} is installed. What would be heard is written.")
    if find_spec("numpy") is None:
        return _silent("No sound: pip install 'my-back-routine[audio,voice]' brings a voice.")
    return _audible(voice, locale, program, complain)


def _silent(about: str) -> SoundChoice:
    return SoundChoice(None, about, lambda sounds, _: ImaginedLoudspeaker(sounds))


def _audible(
    name: str, locale: str, program: Program, complain: Callable[[str], None]
) -> SoundChoice:
    from audio.voices.choice import choose_voice  # noqa: PLC0415 - only what is heard loads sound
    from skill.speaker.loudspeaker.loudspeaker import AudibleLoudspeaker  # noqa: PLC0415
    from skill.speaker.loudspeaker.mouth import Mouth  # noqa: PLC0415

    voice = choose_voice(None if name == BEST else name, locale)
    if voice is None:
        return _silent("No sound: no voice is installed; pip install 'my-back-routine[voice]'.")
    make = partial(AudibleLoudspeaker, program=program, complain=complain)
    return SoundChoice(
        name,
        f"Heard through {program.name}, in the voice {voice.id}.",
        lambda sounds, folder: make(mouth=Mouth(voice, sounds), sounds=sounds, folder=folder),
    )
