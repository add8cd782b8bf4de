"""Where the device stands: time passes, sentences come in, and each is heard in its turn."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from skill.speaker.device.device import Button, Device
from skill.speaker.terminal.cue_display import CueDisplay

_LONGEST_NAP_S = 0.5


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that came in."""

    text: str
    """The words."""
    is_patient: bool
    """Whether it waits for the device to finish talking, or cuts in."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing more will come."""

    when_idle: bool
    """Whether what still plays is heard to its end first."""


class TerminalLoop:
    """Runs a device in real time, in whichever thread calls `run`."""

    def __init__(
        self,
        device: Device,
        score: CueDisplay,
        show_cue: Callable[[str], None],
        has_slept: Callable[[], bool] = lambda: False,
    ) -> None:
        """Show cues, and ask each time whether the machine has just woken."""
        self._device = device
        self._score = score
        self._show_cue = show_cue
        self._has_slept = has_slept
        self._inbox: SimpleQueue[Spoken | Leave] = SimpleQueue()
        self._waiting: deque[Spoken] = deque()
        self._leave: Leave | None = None

    def put(self, item: Spoken | Leave) -> None:
        """Something comes in; from any thread."""
        self._inbox.put(item)

    def run(self) -> None:
        """Lives until it is time to leave."""
        self._device.switch_on()
        while not self._is_over():
            self._wait_for_something()
            if self._has_slept():
                self._device.wake()
            self._device.advance_to(self._device.now_ms)
            for cue in self._score.reached(self._device.now_ms):
                self._show_cue(cue)
            if self._waiting and not (self._waiting[0].is_patient and self._device.is_speaking):
                self._device.say(self._waiting.popleft().text)
        self._pause()
        self._device.power_off()

    def _pause(self) -> None:
        """Has the skill keep the place; whoever leaves presses no button."""
        if self._device.is_playing:
            self._device.press(Button.PAUSE)

    def _is_over(self) -> bool:
        if self._leave is None:
            return False
        return not self._leave.when_idle or (not self._waiting and self._device.is_idle)

    def _wait_for_something(self) -> None:
        try:
            item = self._inbox.get(timeout=self._nap_s())
        except Empty:
            return
        if isinstance(item, Leave):
            self._leave = item
        else:
            self._waiting.append(item)

    def _nap_s(self) -> float:
        dues = [due for due in (self._device.due_ms(), self._score.due_ms()) if due is not None]
        if self._waiting and not self._waiting[0].is_patient:
            return 0.0
        until_due_s = (min(dues) - self._device.now_ms) / 1000 if dues else _LONGEST_NAP_S
        return max(0.0, min(until_due_s, _LONGEST_NAP_S))
