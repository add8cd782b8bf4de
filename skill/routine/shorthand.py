"""A routine written in a few dozen characters: for the token of a track and for the store.

`n~l~pt10.1f.1o9s.1gc0~ng10.1b.…`: pace, first side, then for each step the exercise's code,
amount, sets, `f`ull or `b`rief, and its length and done mark in base 36.
"""

import re

from skill.routine.exercise import Catalog, Dose, Exercise, Side
from skill.routine.planner import steps_of
from skill.routine.preferences import Pace, Preferences
from skill.routine.routine import Routine, Step

_PACE_OF = {"s": Pace.SLOWER, "n": Pace.NORMAL, "f": Pace.FASTER}
_SIDE_OF = {"l": Side.LEFT, "r": Side.RIGHT}
_LETTER = {value: letter for letter, value in (*_PACE_OF.items(), *_SIDE_OF.items())}
_STEP = re.compile(r"([a-z]{2})(\d{1,3})\.([1-9])([fb])\.([0-9a-z]{1,6})\.([0-9a-z]{1,6})")
_FEWEST_WORDS = 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ShorthandError(ValueError):
    """The text is no routine of this catalog."""


def write(routine: Routine) -> str:
    """A routine as text."""
    first = routine.steps[0]
    marks = zip(routine.steps, routine.length_ms, routine.done_ms, strict=True)
    return "~".join(
        [_LETTER[first.pace], _LETTER[first.side_first], *(_written(*mark) for mark in marks)]
    )


def read(text: str, catalog: Catalog) -> Routine:
    """The routine that a text stands for.

    Raises:
        ShorthandError: it stands for none of this catalog.
    """
    words = text.split("~")
    if len(words) < _FEWEST_WORDS:
        raise ShorthandError("a routine has at least one step")
    pace, side, *steps = words
    parts = [_parts(step) for step in steps]
    explained: dict[Exercise, bool] = {}
    chosen = []
    try:
        for code, amount, sets, detail, _, _ in parts:
            exercise = catalog.with_code(code)
            explained[exercise] = detail == "f"
            chosen.append((exercise, Dose(int(amount), int(sets))))
        preferences = Preferences(pace=_PACE_OF[pace], side_first=_SIDE_OF[side])
    except KeyError as error:
        raise ShorthandError(f"not a routine of this catalog: {error}") from error
    return Routine(
        steps_of(chosen, preferences, explained.__getitem__),
        tuple(int(length, 36) for *_, length, _ in parts),
        tuple(int(done, 36) for *_, done in parts),
    )


def base36(number: int) -> str:
    """A natural number in base 36."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def _written(step: Step, length_ms: int, done_ms: int) -> str:
    detail = "f" if step.explained else "b"
    dose = f"{step.exercise.code}{step.dose.amount}.{step.dose.sets}{detail}"
    return f"{dose}.{base36(length_ms)}.{base36(done_ms)}"


def _parts(step: str) -> tuple[str, ...]:
    found = _STEP.fullmatch(step)
    if not found:
        raise ShorthandError("not a step")
    return found.groups()
