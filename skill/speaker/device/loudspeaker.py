"""What a device's sound goes to."""

from typing import Protocol

from skill.speaker.device.sounds import SoundNotFoundError, Sounds
from skill.speaker.device.speech import Speech, estimated_ms


class Loudspeaker(Protocol):
    """Makes sound, or pretends to. Nothing here waits for the sound to end."""

    @property
    def is_audible(self) -> bool:
        """Whether somebody could hear it."""
        ...

    def say(self, speech: Speech) -> int:
        """Begins to speak and tells how many milliseconds it will take."""
        ...

    def hush(self) -> None:
        """Stops speaking at once."""
        ...

    def prepare(self, url: str) -> None:
        """A stream will be played soon: begins to load it."""
        ...

    def is_ready(self, url: str) -> bool:
        """Whether a stream asked for by `prepare` can begin, or never will."""
        ...

    def play(self, url: str, from_ms: int) -> None:
        """Begins to play a stream somewhere in it, in place of any other."""
        ...

    def halt(self) -> None:
        """Stops the stream at once; one that is over may ring out."""
        ...

    def close(self) -> None:
        """Silence for good."""
        ...


class ImaginedLoudspeaker:
    """Makes no sound, and takes as long for it as sound would."""

    is_audible = False

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds

    def say(self, speech: Speech) -> int:
        """How long it would take to say."""
        return estimated_ms(speech, self._clip_ms)

    def hush(self) -> None:
        """Silent already."""

    def prepare(self, url: str) -> None:
        """Nothing to load."""

    def is_ready(self, url: str) -> bool:  # noqa: ARG002 - any is
        """Always."""
        return True

    def play(self, url: str, from_ms: int) -> None:
        """The player counts the time; nothing to do."""

    def halt(self) -> None:
        """Silent already."""

    def close(self) -> None:
        """Silent already."""

    def _clip_ms(self, url: str) -> int:
        try:
            return self._sounds.sheet(url).length_ms
        except SoundNotFoundError:
            # The rules have reported it; what does not load takes no time.
            return 0
