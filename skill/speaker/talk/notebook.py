"""Keeps a conversation's journal: puts the time to each line, and remembers what matters later."""

from collections.abc import Callable

from skill.clock import Clock
from skill.speaker.device.journal import Broken, Elsewhere, Heard, Line, Said
from skill.speaker.virtual_clock import epoch_ms


class Notebook:
    """A journal that passes each line on with its time, in milliseconds since the start."""

    def __init__(self, clock: Clock, note: Callable[[int, Line], None]) -> None:
        self._clock = clock
        self._started_ms = epoch_ms(clock.now())
        self._note = note
        self.last_speech = ""
        self.last_sentence: Heard | Elsewhere | None = None
        self.nothing_broke = True

    def __call__(self, line: Line) -> None:
        """Takes a line."""
        if isinstance(line, Said):
            self.last_speech = line.text
        if isinstance(line, Heard | Elsewhere):
            self.last_sentence = line
        if isinstance(line, Broken):
            self.nothing_broke = False
        self._note(epoch_ms(self._clock.now()) - self._started_ms, line)
