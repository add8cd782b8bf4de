"""Reads a script: one thing a line, said, done or awaited."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button
from skill.speaker.device.playback import HappeningKind

_UNITS_MS = {
    "ms": 1,
    "s": 1_000,
    "second": 1_000,
    "seconds": 1_000,
    "m": 60_000,
    "min": 60_000,
    "minute": 60_000,
    "minutes": 60_000,
    "h": 3_600_000,
    "hour": 3_600_000,
    "hours": 3_600_000,
    "d": 86_400_000,
    "day": 86_400_000,
    "days": 86_400_000,
}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)\s*")
_EVENTS = {
    "started": HappeningKind.STARTED,
    "nearly": HappeningKind.NEARLY_FINISHED,
    "finished": HappeningKind.FINISHED,
    "stopped": HappeningKind.STOPPED,
    "failed": HappeningKind.FAILED,
}
_BUTTONS = {button.name.lower(): button for button in Button}


class ScriptError(ValueError):
    """A line of a script cannot be read or done; the message names it and what would be right."""


@dataclass(frozen=True, slots=True)
class Say:
    """The person says something."""

    sentence: str
    """The words."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes."""

    length_ms: int
    """How much."""


@dataclass(frozen=True, slots=True)
class WaitUntilIdle:
    """Time passes until nothing is said or played any more."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Time passes until a moment."""

    moment: datetime
    """When; without a zone it is local time where the device stands."""


@dataclass(frozen=True, slots=True)
class Restart:
    """The service and the device lose their power and come back."""


@dataclass(frozen=True, slots=True)
class Expose:
    """The next event of a kind meets a fault."""

    fault: Fault
    """Which fault."""
    kind: HappeningKind
    """Which event."""


@dataclass(frozen=True, slots=True)
class Press:
    """The person presses a button."""

    button: Button
    """Which."""


@dataclass(frozen=True, slots=True)
class LaunchTask:
    """One of Alexa's routines comes to a task of the skill's."""

    name: str
    """The task's name."""
    input: dict[str, str]
    """What it is given."""


@dataclass(frozen=True, slots=True)
class Recognize:
    """Alexa knows from now on whose voice she hears."""

    person: str | None
    """Whose, such as `anna`; None for nobody's."""


@dataclass(frozen=True, slots=True)
class Expect:
    """The last speech must hold a text."""

    text: str
    """Which; capitals and spaces do not matter."""


@dataclass(frozen=True, slots=True)
class ExpectElsewhere:
    """The last sentence must be one that Alexa answers herself."""


Act = (
    Say
    | Wait
    | WaitUntilIdle
    | MoveTo
    | Restart
    | Expose
    | Press
    | LaunchTask
    | Recognize
    | Expect
    | ExpectElsewhere
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script."""

    number: int
    """Counted from 1."""
    line: str
    """As written."""
    act: Act
    """What it asks for."""


def read_script(text: str) -> tuple[Step, ...]:
    """The steps of a script; empty lines and `#` comments are none.

    Raises:
        ScriptError: naming the first line that cannot be read.
    """
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return tuple(
        Step(number, line, _act(number, line))
        for number, line in lines
        if line and not line.startswith("#")
    )


def _act(number: int, line: str) -> Act:
    if not line.startswith("@"):
        return Say(line)
    word, _, rest = line.partition(" ")
    read = _COMMANDS.get(word)
    if read is None:
        raise ScriptError(f"line {number}: no command {word}; there are {', '.join(_COMMANDS)}")
    try:
        return read(rest.strip())
    except (ValueError, KeyError) as error:
        example = f"{word} {_EXAMPLES[word]}".strip()
        raise ScriptError(f'line {number}: "{line}" cannot be read; write "{example}"') from error


def _duration_ms(text: str) -> int:
    amounts = _AMOUNT.findall(text)
    if not amounts or _AMOUNT.sub("", text):
        raise ValueError(text)
    return round(sum(float(amount) * _UNITS_MS[unit] for amount, unit in amounts))


def _only(word: str, text: str) -> None:
    if text != word:
        raise ValueError(text)


def _until(text: str) -> Act:
    _only("idle", text)
    return WaitUntilIdle()


def _restart(text: str) -> Act:
    _only("", text)
    return Restart()


def _task(text: str) -> Act:
    name, *given = text.split()
    return LaunchTask(name, {key: value for key, _, value in map(_parted, given)})


def _parted(text: str) -> tuple[str, str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise ValueError(text)
    return key, equals, value


def _expect(text: str) -> Act:
    if not text:
        raise ValueError(text)
    return Expect(text)


def _elsewhere(text: str) -> Act:
    _only("", text)
    return ExpectElsewhere()


def _expose(fault: Fault) -> Callable[[str], Act]:
    return lambda text: Expose(fault, _EVENTS[text])


_COMMANDS: dict[str, Callable[[str], Act]] = {
    "@wait": lambda text: Wait(_duration_ms(text)),
    "@until": _until,
    "@at": lambda text: MoveTo(datetime.fromisoformat(text)),
    "@restart": _restart,
    "@lose": _expose(Fault.LOSE),
    "@double": _expose(Fault.DOUBLE),
    "@late": _expose(Fault.LATE),
    "@press": lambda text: Press(_BUTTONS[text]),
    "@task": _task,
    "@voice": lambda text: Recognize(text or None),
    "@expect": _expect,
    "@elsewhere": _elsewhere,
}
_EXAMPLES = {
    "@wait": "90s",
    "@until": "idle",
    "@at": "2026-11-18T07:30",
    "@restart": "",
    "@lose": "started|nearly|finished|stopped|failed",
    "@double": "started|nearly|finished|stopped|failed",
    "@late": "started|nearly|finished|stopped|failed",
    "@press": "next|previous|play|pause",
    "@task": "StartRoutine minutes=10",
    "@voice": "anna",
    "@expect": "the words to hear",
    "@elsewhere": "",
}
