"""A routine written in a few dozen characters: for the token of a track and for the store.

`n~l~pt10.1f.1o9s~ng10.1b.…`: pace, first side, then for each step the exercise's code, amount,
sets, `f`ull or `b`rief, `l`eft or `r`ight if that side is wanted alone, and its length in base 36.
The first version had one more number behind it, which is left aside.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from skill.routine.exercise import MOST_SETS, Catalog, Dose, Exercise, Side
from skill.routine.preferences import Pace, Preferences
from skill.routine.routine import Routine, Step, steps_of

REMEMBERED = 1_000
"""How many routines are remembered by their text; about two kilobytes each."""
_PACE_OF = {"s": Pace.SLOWER, "n": Pace.NORMAL, "f": Pace.FASTER}
_SIDE_OF = {"l": Side.LEFT, "r": Side.RIGHT}
_LETTER = {value: letter for letter, value in (*_PACE_OF.items(), *_SIDE_OF.items())}
_STEP = re.compile(
    r"([a-z]{2})([0-9]{1,3})\.([0-9])([fb])([lr]?)\.([0-9a-z]{1,6})(?:\.[0-9a-z]{1,6})?"
)
_FEWEST_WORDS = 3
_FIRST_MARK = 3
"""Where in a step of the first version the number stands that the present one does without."""
_LONGEST_STEP_MS = 3_600_000
"""An hour: several times the longest step that can be planned."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ShorthandError(ValueError):
    """The text is no routine of this catalog."""


def write(routine: Routine) -> str:
    """A routine as text."""
    first = routine.steps[0]
    marks = zip(routine.steps, routine.length_ms, strict=True)
    return "~".join(
        [_LETTER[first.pace], _LETTER[first.side_first], *(_written(*mark) for mark in marks)]
    )


@lru_cache(REMEMBERED)
def read(text: str, catalog: Catalog, *, kept: bool = False) -> Routine:
    """The routine that a text stands for; many people's runs are of the same few.

    Args:
        text: as `write` writes it.
        catalog: the exercises that it is made of.
        kept: it comes from our own store, where a dose stays what it was even if the catalog
            allows it no more.

    Raises:
        ShorthandError: it stands for none that can be planned from this catalog.
    """
    words = text.split("~")
    if len(words) < _FEWEST_WORDS or words[0] not in _PACE_OF or words[1] not in _SIDE_OF:
        raise ShorthandError("a routine has a pace, a first side and at least one step")
    marks = [_read_step(word, catalog, kept=kept) for word in words[2:]]
    explained = {mark.exercise: mark.explained for mark in marks}
    if len(explained) < len(marks):
        raise ShorthandError("a routine has each exercise once")
    preferences = Preferences(pace=_PACE_OF[words[0]], side_first=_SIDE_OF[words[1]])
    steps = steps_of([(m.exercise, m.dose) for m in marks], preferences, explained.__getitem__)
    return Routine(
        tuple(replace(step, only=mark.only) for step, mark in zip(steps, marks, strict=True)),
        tuple(mark.length_ms for mark in marks),
    )


def first_done_ms(text: str, step: int) -> int:
    """When a step counted as done in a text of the first version, in milliseconds; else 0."""
    numbers = text.split("~")[2 + step].split(".")
    return int(numbers[_FIRST_MARK], 36) if len(numbers) > _FIRST_MARK else 0


def base36(number: int) -> str:
    """A natural number in base 36."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


@dataclass(frozen=True, slots=True)
class _StepRead:
    exercise: Exercise
    dose: Dose
    explained: bool
    only: Side | None
    length_ms: int


def _written(step: Step, length_ms: int) -> str:
    detail = "f" if step.explained else "b"
    only = _LETTER[step.only] if step.only else ""
    dose = f"{step.exercise.code}{step.dose.amount}.{step.dose.sets}{detail}{only}"
    return f"{dose}.{base36(length_ms)}"


def _read_step(text: str, catalog: Catalog, *, kept: bool) -> _StepRead:
    found = _STEP.fullmatch(text)
    if not found:
        raise ShorthandError("not a step")
    code, amount, sets, detail, only, length = found.groups()
    try:
        exercise = catalog.with_code(code)
    except KeyError as error:
        raise ShorthandError(f"no exercise has the code {code}") from error
    is_allowed = int(amount) in exercise.dose.amounts and 1 <= int(sets) <= MOST_SETS
    if not (is_allowed or kept):
        raise ShorthandError(f"not a dose of {exercise.id}: {amount} in {sets} sets")
    length_ms = int(length, 36)
    if not 0 < length_ms <= _LONGEST_STEP_MS:
        raise ShorthandError(f"not the length of a step: {length_ms} ms")
    if only and not exercise.each_side:
        raise ShorthandError(f"{exercise.id} has no sides")
    dose = Dose(int(amount), int(sets))
    return _StepRead(exercise, dose, detail == "f", _SIDE_OF.get(only), length_ms)
