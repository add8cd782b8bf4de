"""Follows a track's cues while it plays, for the eyes."""

from collections.abc import Callable

from skill.speaker.device.loudspeaker import Loudspeaker
from skill.speaker.device.profile import Json
from skill.speaker.device.sounds import Sheet, SoundNotFoundError, Sounds
from skill.speaker.device.speech import Speech
from skill.speaker.virtual_clock import RunningClock, epoch_ms

_SIGNS = {
    "halfway": "(halfway)",
    "three-two-one": "(three, two, one)",
    "release": "(let go)",
    "switch": "(switch sides)",
    "rest": "(rest)",
    "done": "(done)",
}
"""What a sound means; ticks are left out."""


class CueDisplay:
    """A loudspeaker that passes everything on to another, and knows which cue it has reached."""

    def __init__(
        self,
        loudspeaker: Loudspeaker,
        sounds: Sounds,
        clock: RunningClock,
        show: Callable[[str], None],
    ) -> None:
        """The name of each track is shown when it begins."""
        self._show = show
        self._loudspeaker = loudspeaker
        self._sounds = sounds
        self._clock = clock
        self._sheet: Sheet | None = None
        self._rest: list[Json] = []
        self._zero_ms = 0
        self._last = ""

    @property
    def is_audible(self) -> bool:
        """Passed on."""
        return self._loudspeaker.is_audible

    def say(self, speech: Speech) -> int:
        """Passed on."""
        return self._loudspeaker.say(speech)

    def hush(self) -> None:
        """Passed on."""
        self._loudspeaker.hush()

    def prepare(self, url: str) -> None:
        """Passed on."""
        self._loudspeaker.prepare(url)

    def is_ready(self, url: str) -> bool:
        """Passed on."""
        return self._loudspeaker.is_ready(url)

    def play(self, url: str, from_ms: int) -> None:
        """Passed on, and followed where there is a sheet."""
        self._loudspeaker.play(url, from_ms)
        try:
            self._sheet = self._sounds.sheet(url)
        except SoundNotFoundError:
            # It cannot be, as it plays; and if it is so, there is nothing to follow.
            self._sheet = None
            return
        self._zero_ms = epoch_ms(self._clock.now()) - from_ms
        self._rest = [cue for cue in self._sheet.cues if cue["at_ms"] >= from_ms]
        self._last = ""
        self._show(f"   ♪    {_name(self._sheet)}")

    def halt(self) -> None:
        """Passed on, and no longer followed."""
        self._loudspeaker.halt()
        self._sheet, self._rest = None, []

    def close(self) -> None:
        """Passed on."""
        self._loudspeaker.close()

    def due_ms(self) -> int | None:
        """When the next cue comes."""
        return self._zero_ms + self._rest[0]["at_ms"] if self._rest else None

    def reached(self, at_ms: int) -> list[str]:
        """The cues that have come since the last time, in words; sounds in brackets."""
        passed: list[str] = []
        while self._rest and self._zero_ms + self._rest[0]["at_ms"] <= at_ms:
            cue = self._rest.pop(0)
            words = cue.get("text") or _SIGNS.get(cue["kind"])
            if words:
                passed.append(words)
        self._last = passed[-1] if passed else self._last
        return passed

    def progress(self, at_ms: int) -> str:
        """One line on what plays: exercise, time of time, last cue; empty when nothing plays."""
        if self._sheet is None or at_ms - self._zero_ms > self._sheet.length_ms:
            return ""
        passed, whole = _clock(at_ms - self._zero_ms), _clock(self._sheet.length_ms)
        return f"♪ {_name(self._sheet)}  {passed} of {whole}  {self._last}"


def _name(sheet: Sheet) -> str:
    return (sheet.exercise or "a track").replace("-", " ")


def _clock(length_ms: int) -> str:
    minutes, seconds = divmod(length_ms // 1000, 60)
    return f"{minutes}:{seconds:02}"
