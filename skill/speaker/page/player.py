"""A player whose sound is made by a browser, which alone knows where the sound is."""

from dataclasses import dataclass
from enum import StrEnum

from skill.speaker.device.playback import Activity, Happening, HappeningKind, Stream
from skill.speaker.device.player import NEARLY_FINISHED_AFTER_MS, Player

GIVES_UP_AFTER_MS = 30_000
"""How long the page may take to begin a stream: it may wait for a tap that allows sound."""


class Sounding(StrEnum):
    """What a browser's audio element tells of itself."""

    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """Where the browser's sound is."""

    play: int
    """Which stretch of playing it is about, see `Playing`."""
    sounding: Sounding
    """What the sound is doing."""
    offset_ms: int
    """Where in the stream: the audio element's own `currentTime`; 0 or more."""


@dataclass(frozen=True, slots=True)
class Playing:
    """A stretch of playing that the browser is asked for."""

    play: int
    """Its number; each start of a stream is a new one."""
    url: str
    """Where the sound is."""
    from_ms: int
    """Where in it to begin."""


class PagePlayer(Player):
    """A player that is where the browser says it is, and goes nowhere by itself.

    A stream has started, is over, or has failed when the browser reports it; every event carries
    the offset that was reported last.
    """

    def __init__(
        self, nearly_finished_after_ms: int = NEARLY_FINISHED_AFTER_MS, first_play: int = 0
    ) -> None:
        """Numbers its plays from the one after `first_play`: no number ever means two."""
        super().__init__(nearly_finished_after_ms)
        self._play = first_play
        self._report: Report | None = None

    @property
    def last_play(self) -> int:
        """The number of the last stretch of playing."""
        return self._play

    @property
    def stream(self) -> Stream | None:
        """The current or last stream; None before the first."""
        return self._stream

    @property
    def playing(self) -> Playing | None:
        """What the browser shall be playing now; None for silence."""
        if self._stream is None or not self.is_playing:
            return None
        return Playing(self._play, self._stream.url, self._begun_ms)

    def take(self, report: Report) -> None:
        """The browser tells where its sound is; about what is past it tells nothing."""
        if report.play == self._play and self.is_playing:
            self._report = report

    def due_ms(self) -> int | None:
        """Now, as soon as the browser reported what makes something happen."""
        if self._activity is Activity.BUFFER_UNDERRUN:
            return self._since_ms if self._report else self._since_ms + self._patience_ms()
        if self._activity is not Activity.PLAYING or self._report is None:
            return None
        over = self._report.sounding is not Sounding.PLAYING
        return self._since_ms if over or self._is_ready_for_next() else None

    def run(self, at_ms: int) -> list[Happening]:
        """Lets happen what was reported."""
        sounding = self._report.sounding if self._report else Sounding.FAILED
        if sounding is Sounding.FAILED:
            return self._end(HappeningKind.FAILED, Activity.STOPPED, at_ms)
        if self._activity is Activity.BUFFER_UNDERRUN:
            self._activity = Activity.PLAYING
            self._begun_ms = self._offset_ms(at_ms)
            return [self._happening(HappeningKind.STARTED, at_ms)]
        return super().run(at_ms)

    def _start(self, at_ms: int) -> list[Happening]:
        self._play += 1
        self._report = None
        self._begun_ms, self._since_ms = self._rests_ms, at_ms
        self._activity = Activity.BUFFER_UNDERRUN
        return []

    def _patience_ms(self) -> int:
        is_there = self._stream is not None and self._stream.length_ms is not None
        return GIVES_UP_AFTER_MS if is_there else 0

    def _is_ready_for_next(self) -> bool:
        reached_ms = self._report.offset_ms if self._report else 0
        return self._asks_for_next() and reached_ms >= self._ready_for_next_ms()

    def _offset_ms(self, at_ms: int) -> int:  # noqa: ARG002 - no clock tells where a sound is
        if self._activity is not Activity.PLAYING:
            return self._rests_ms
        if self._report is None:
            return self._begun_ms
        return min(self._length_ms(), self._report.offset_ms)
