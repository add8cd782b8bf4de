"""A loudspeaker that is heard."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from audio.voices.voice import VoiceError
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.sounds import FetchedSounds, SoundNotFoundError
from skill.speaker.device.speech import Speech
from skill.speaker.loudspeaker.channel import Channel, NoSoundError, Sound
from skill.speaker.loudspeaker.files import from_mp3, from_samples
from skill.speaker.loudspeaker.mouth import Mouth
from skill.speaker.loudspeaker.programs import Program

_KEPT = 3
"""How many tracks are kept loaded: the one that plays, the next, and the one before."""


class AudibleLoudspeaker:
    """Speaks with a mouth and plays tracks, through a program of this machine."""

    def __init__(
        self,
        program: Program,
        mouth: Mouth,
        sounds: FetchedSounds,
        folder: Path,
        complain: Callable[[str], None],
    ) -> None:
        """Files to be played are written to the folder; faults are complained of in words."""
        self._program = program
        self._mouth = mouth
        self._sounds = sounds
        self._folder = folder
        self._complain = complain
        self._imagined = ImaginedLoudspeaker(sounds)
        self._words = Channel(program, complain)
        self._stream = Channel(program, complain)
        self._loader = ThreadPoolExecutor(max_workers=2, thread_name_prefix="load")
        self._loaded: dict[str, Future[bytes]] = {}
        self._count = 0

    @property
    def is_audible(self) -> bool:
        """Whether tracks can be heard; not any more once the program has failed."""
        return not self._stream.is_mute

    def say(self, speech: Speech) -> int:
        """Begins to speak; what it takes includes the time to find the voice."""
        if self._words.is_mute:
            return self._imagined.say(speech)
        began = time.monotonic()
        try:
            samples = self._mouth.speak(speech)
        except (NoSoundError, VoiceError) as error:
            self._complain(f"{error} These words are only written.")
            return self._imagined.say(speech)
        name = self._name()
        sound = from_samples(samples, self._folder, name, self._program)
        self._words.play(lambda: sound)
        return round((time.monotonic() - began) * 1000) + sound.length_ms

    def hush(self) -> None:
        """Stops speaking at once."""
        self._words.stop()

    def prepare(self, url: str) -> None:
        """Loads a track while others play or words are said."""
        if not self.is_audible or url in self._loaded:
            return
        self._loaded[url] = self._loader.submit(self._sounds.fetch, url)
        for old in list(self._loaded)[:-_KEPT]:
            del self._loaded[old]

    def is_ready(self, url: str) -> bool:
        """Whether a track has loaded, or failed to."""
        return not self.is_audible or url not in self._loaded or self._loaded[url].done()

    def play(self, url: str, from_ms: int) -> None:
        """Begins to play a track somewhere in it, after the last one has rung out."""
        self.prepare(url)
        loading, name = self._loaded.get(url), self._name()
        if loading is not None:
            self._stream.play(lambda: self._track(loading, from_ms, name))

    def halt(self) -> None:
        """Stops the track at once."""
        self._stream.stop()

    def close(self) -> None:
        """Ends all that plays or loads."""
        self._loader.shutdown(wait=False, cancel_futures=True)
        self._words.close()
        self._stream.close()

    def _track(self, loading: "Future[bytes]", from_ms: int, name: str) -> Sound:
        try:
            return from_mp3(loading.result(), from_ms, self._folder, name, self._program)
        except SoundNotFoundError as error:
            raise NoSoundError(f"{error}.") from error

    def _name(self) -> str:
        self._count += 1
        # Two names in turn for each channel would do; eight leave no doubt what still plays.
        return f"sound-{self._count % 8}"
