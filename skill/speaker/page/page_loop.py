"""Where the device stands: time passes, the page tells what happened, all in one thread."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Protocol

from skill.speaker.device.device import Button, Device
from skill.speaker.page.player import PagePlayer, Report

_LONGEST_NAP_S = 0.5
_LOST_AFTER_MS = 30_000
"""How long a conversation waits for a page that was closed to come back."""
_AWAITED_MS = 30_000
"""How long an open microphone waits for somebody who began to talk or to type."""


@dataclass(frozen=True, slots=True)
class Came:
    """A page was opened."""

    page: str
    """A name that it gave itself."""


@dataclass(frozen=True, slots=True)
class Went:
    """A page was closed."""

    page: str
    """Its name."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence came in."""

    page: str
    """Where."""
    text: str
    """The words."""
    confidence: float = 1.0
    """How surely they were said, 0 to 1; 1 for what was typed or tapped."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed."""

    page: str
    """Where."""
    button: Button
    """Which."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A page tells where its sound is."""

    page: str
    """Which page."""
    report: Report
    """What it tells."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody began to talk or to type, or broke off."""

    is_awaited: bool
    """Whether to wait for them."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """All data of the person was deleted: what plays must end without a word about it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What is stored changed by another way than a conversation."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The speaker is switched off."""


Item = Came | Went | Spoken | Pressed | Reported | Awaited | Forgotten | Changed | Leave


class Show(Protocol):
    """Shows how things stand."""

    def __call__(self, sounding: str | None, *, is_thinking: bool) -> None:
        """`sounding` is the page that sounds; thinking is the device that asks the skill."""
        ...


class PageLoop:
    """Runs a device in real time, in whichever thread calls `run`.

    Of all open pages one sounds: the first that came, or whichever was spoken to last.
    """

    def __init__(
        self,
        device: Device,
        player: Callable[[], PagePlayer],
        show: Show,
        has_slept: Callable[[], bool] = lambda: False,
    ) -> None:
        """Whatever happens is shown; see `Show`. A machine that has just woken is asked for."""
        self._device = device
        self._player = player
        self._show = show
        self._has_slept = has_slept
        self._inbox: SimpleQueue[Item] = SimpleQueue()
        self._pages: list[str] = []
        self._sounding: str | None = None
        self._awaited_until_ms = 0
        self._alone_until_ms = 0
        self._is_over = False

    def put(self, item: Item) -> None:
        """Something happened at a page; from any thread."""
        self._inbox.put(item)

    def run(self) -> None:
        """Lives until it is time to leave."""
        self._device.switch_on()
        while not self._is_over:
            self._show(self._sounding, is_thinking=False)
            with suppress(Empty):  # then only time has passed
                self._take(self._inbox.get(timeout=self._nap_s()))
            if self._has_slept():
                self._device.wake()
            if not self._stands_still():
                self._device.advance_to(self._device.now_ms)
        self._pause()
        self._show(self._sounding, is_thinking=False)
        self._device.power_off()

    def _take(self, item: Item) -> None:
        match item:
            case Came(page):
                self._welcome(page)
            case Went(page):
                self._see_off(page)
            case Spoken(page, text, confidence):
                self._hear(page, text, confidence)
            case Pressed(page, button):
                self._sounding = page
                self._show(page, is_thinking=True)
                self._device.press(button)
            case Reported(page, report) if page == self._sounding:
                self._player().take(report)
            case Awaited(is_awaited):
                wait_ms = _AWAITED_MS if is_awaited else 0
                self._awaited_until_ms = self._device.now_ms + wait_ms
            case Forgotten():
                self._device.reset()
            case Leave():
                self._is_over = True

    def _hear(self, page: str, text: str, confidence: float) -> None:
        self._sounding, self._awaited_until_ms = page, 0
        self._show(page, is_thinking=True)
        self._device.say(text, confidence)

    def _welcome(self, page: str) -> None:
        self._pages.append(page)
        self._sounding = self._sounding or page
        self._alone_until_ms = 0

    def _see_off(self, page: str) -> None:
        """Where the sound goes with its page, the routine pauses as at the press of a button."""
        if page not in self._pages:
            return
        self._pages.remove(page)
        if page != self._sounding or page in self._pages:
            return  # another sounds, or it has come back before its leaving was noticed
        self._pause()
        self._sounding = self._pages[0] if self._pages else None
        if self._sounding is None:
            self._alone_until_ms = self._device.now_ms + _LOST_AFTER_MS

    def _pause(self) -> None:
        """Has the skill keep the place; nobody is there to press the button."""
        if self._player().is_playing:
            self._device.press(Button.PAUSE)

    def _stands_still(self) -> bool:
        """Whether time waits for somebody who is about to speak, or to come back."""
        now_ms = self._device.now_ms
        if now_ms < self._alone_until_ms:
            return True
        return self._device.is_listening and now_ms < self._awaited_until_ms

    def _nap_s(self) -> float:
        due_ms = self._device.due_ms()
        if due_ms is None or self._stands_still():
            return _LONGEST_NAP_S
        return max(0.0, min((due_ms - self._device.now_ms) / 1000, _LONGEST_NAP_S))
