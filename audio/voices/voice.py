"""The port that every voice speaks through."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Only named here: choosing a voice must not cost numpy's import.
    from audio.pcm import Samples


class Voice(Protocol):
    """Turns words into sound. It is made quickly, and loads what it needs when it first speaks."""

    @property
    def name(self) -> str:
        """What `choose_voice` takes to make it again."""
        ...

    @property
    def id(self) -> str:
        """Name, version and variant: whatever sounds different has another id."""
        ...

    def speak(self, text: str) -> "Samples":
        """The words as mono sound at 24 kHz; the same words give the same samples.

        Raises:
            VoiceError: the voice broke down or took too long.
        """
        ...


class VoiceError(RuntimeError):
    """A voice could not speak; the message says what to do."""


class MissingVoiceError(VoiceError):
    """The voice that was asked for is not installed; the message says how to install it."""
