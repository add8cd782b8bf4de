"""What the device says and plays, made ready for a browser to fetch."""

import io
import wave
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.device.speech import Speech

if TYPE_CHECKING:
    from audio.pcm import Samples

_KEPT = 16
"""How many speeches are kept: what is said again sounds at once."""
_GRACE_MS = 250
"""What a browser takes to fetch a speech and to begin it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that is being said."""

    number: int
    """Counts what was said."""
    clip: str | None
    """Name of its sound; None where there is no voice."""


class Mouth(Protocol):
    """Says speeches; see `skill.speaker.loudspeaker.mouth`."""

    def speak(self, speech: Speech) -> "Samples":
        """All that is heard of a speech."""
        ...


class PageLoudspeaker:
    """Has the browser speak. Streams are the player's: the browser is told of them by it."""

    def __init__(self, sounds: FetchedSounds, mouth: Mouth | None) -> None:
        """Without a mouth the words are only shown, for as long as they would take."""
        self._sounds = sounds
        self._mouth = mouth
        self._imagined = ImaginedLoudspeaker(sounds)
        self._clips: OrderedDict[str, tuple[bytes, int]] = OrderedDict()
        self._names: dict[str, str] = {}
        self._loader = ThreadPoolExecutor(max_workers=2, thread_name_prefix="load")
        self._loading: dict[str, Future[bytes]] = {}
        self._count = 0
        self.saying: Saying | None = None

    @property
    def is_audible(self) -> bool:
        """Whether there is a voice."""
        return self._mouth is not None

    def clip(self, name: str) -> bytes | None:
        """The WAV file of that name; None if it is none, or of long ago."""
        found = self._clips.get(name)
        return found[0] if found else None

    def say(self, speech: Speech) -> int:
        """Has it said, and tells how many milliseconds that takes."""
        self._count += 1
        if self._mouth is None:
            self.saying = Saying(self._count, None)
            return self._imagined.say(speech)
        name, length_ms = self._spoken(speech, self._mouth)
        self.saying = Saying(self._count, name)
        return length_ms + _GRACE_MS

    def hush(self) -> None:
        """Stops speaking at once."""
        self.saying = None

    def prepare(self, url: str) -> None:
        """Has a track rendered, so that the browser need not wait for it."""
        if self._mouth is not None and url not in self._loading:
            self._loading[url] = self._loader.submit(self._sounds.fetch, url)

    def is_ready(self, url: str) -> bool:
        """Whether a track is rendered, or will never be."""
        loading = self._loading.get(url)
        return loading is None or loading.done()

    def play(self, url: str, from_ms: int) -> None:
        """The browser plays already: it is what said so."""

    def halt(self) -> None:
        """The browser is told by the player."""

    def close(self) -> None:
        """Ends all that loads."""
        self._loader.shutdown(wait=False, cancel_futures=True)

    def _spoken(self, speech: Speech, mouth: Mouth) -> tuple[str, int]:
        name = self._names.get(speech.source)
        if name is None or name not in self._clips:
            name = str(self._count)
            samples = mouth.speak(speech)
            self._clips[name] = _wav(samples)
            self._names[speech.source] = name
            if len(self._clips) > _KEPT:
                self._clips.popitem(last=False)
        self._clips.move_to_end(name)
        return name, self._clips[name][1]


def _wav(samples: "Samples") -> tuple[bytes, int]:
    """A WAV file of 16 bits and its length in milliseconds."""
    from audio.pcm import PER_MS, SAMPLE_RATE, to_segment  # noqa: PLC0415 - only with a voice

    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        wav.writeframes(to_segment(samples).raw_data)
    return file.getvalue(), len(samples) // PER_MS
