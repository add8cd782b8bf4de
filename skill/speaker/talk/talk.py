"""Does what a script says, step by step, in virtual time.

A sentence comes when the device has finished talking; but after `@wait`, `@at` or `@until` it comes
right then, and cuts off what is being said. Time waited counts from the moment of the answer, so
`do the figure four`, `@wait 10s`, `that hurts` interrupts the speech ten seconds into it.
"""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from skill.speaker.device.device import Device, NoButtonsError
from skill.speaker.device.journal import Broken, Elsewhere
from skill.speaker.service import Service
from skill.speaker.talk.notebook import Notebook
from skill.speaker.talk.script import (
    Expect,
    ExpectElsewhere,
    Expose,
    LaunchTask,
    MoveTo,
    Press,
    Recognize,
    Restart,
    Say,
    ScriptError,
    Step,
    Wait,
    WaitUntilIdle,
)
from skill.speaker.virtual_clock import epoch_ms

_LONGEST_WAIT_MS = 24 * 3_600_000
"""What does not fall silent in a day never will."""


class UnexpectedError(AssertionError):
    """What the script expects did not come; the message quotes what did."""


class Talk:
    """A person with a script in front of a device."""

    def __init__(
        self, device: Device, service: Service, zone: ZoneInfo, notebook: Notebook
    ) -> None:
        self._device = device
        self._service = service
        self._zone = zone
        self._notebook = notebook
        self._waits_for_silence = True

    def perform(self, steps: Iterable[Step]) -> None:
        """Does all steps; an expectation that fails is noted and ends it.

        Raises:
            ScriptError: when a step cannot be done; it names the line.
        """
        try:
            for step in steps:
                self._do(step)
        except UnexpectedError as error:
            self._notebook(Broken(str(error)))
        self._let_finish()
        self._device.deliver_late()
        self._device.power_off()

    def _do(self, step: Step) -> None:
        match step.act:
            case Say(sentence):
                self._let_finish()
                self._device.say(sentence)
                self._waits_for_silence = True
            case Wait(length_ms):
                self._pass(self._device.now_ms + length_ms)
            case WaitUntilIdle():
                self._pass_until_idle(step)
            case MoveTo():
                self._pass(self._moment_ms(step, step.act))
            case Restart():
                self._let_finish()
                self._restart()
            case Expose() | Recognize():
                self._prepare(step.act)
            case Press():
                self._let_finish()
                self._press(step, step.act)
            case LaunchTask(name, given):
                self._let_finish()
                self._device.launch_task(name, given)
                self._waits_for_silence = True
            case Expect() | ExpectElsewhere():
                self._check(step, step.act)

    def _prepare(self, act: Expose | Recognize) -> None:
        """What takes no time, and shows only in what comes after it."""
        match act:
            case Expose(fault, kind):
                self._device.expect(fault, kind)
            case Recognize(person):
                self._device.recognize(person)

    def _let_finish(self) -> None:
        """Nobody talks over the device unless the script waited first."""
        while self._waits_for_silence and self._device.is_speaking:
            self._device.advance_to(self._device.due_ms() or self._device.now_ms)

    def _pass(self, at_ms: int) -> None:
        self._device.advance_to(at_ms)
        self._waits_for_silence = False

    def _pass_until_idle(self, step: Step) -> None:
        last_ms = self._device.now_ms + _LONGEST_WAIT_MS
        while not self._device.is_idle:
            due_ms = self._device.due_ms()
            if due_ms is None or due_ms > last_ms:
                raise ScriptError(f"line {step.number}: the device is not idle after a whole day")
            self._pass(due_ms)

    def _moment_ms(self, step: Step, to: MoveTo) -> int:
        moment = to.moment if to.moment.tzinfo else to.moment.replace(tzinfo=self._zone)
        at_ms = epoch_ms(moment)
        if at_ms < self._device.now_ms:
            raise ScriptError(f'line {step.number}: "{step.line}" is in the past by then')
        return at_ms

    def _restart(self) -> None:
        self._device.restart()
        self._service.stop()
        self._service.start()

    def _press(self, step: Step, press: Press) -> None:
        try:
            self._device.press(press.button)
        except NoButtonsError as error:
            raise ScriptError(f"line {step.number}: {error}") from error

    def _check(self, step: Step, expected: Expect | ExpectElsewhere) -> None:
        match expected:
            case Expect(text):
                self._check_speech(step, text)
            case ExpectElsewhere():
                self._check_elsewhere(step)

    def _check_elsewhere(self, step: Step) -> None:
        last = self._notebook.last_sentence
        if not isinstance(last, Elsewhere):
            said = "nothing was said" if last is None else f'"{last.text}" reached the skill'
            raise UnexpectedError(f"line {step.number}: expected Alexa to answer, but {said}")

    def _check_speech(self, step: Step, text: str) -> None:
        heard = self._notebook.last_speech
        if _plain(text) not in _plain(heard):
            raise UnexpectedError(
                f'line {step.number}: expected "{text}" in the last speech, which was "{heard}"'
            )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
