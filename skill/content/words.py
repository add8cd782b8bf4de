"""Numbers, units and lists in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from skill.content.entry import Entry
from skill.routine.exercise import Exercise, Hold

FILE = "words.yaml"
"""Below the folder of the locale."""
DOSES = ("reps", "reps_each_side", "hold", "hold_each_side")
"""Kinds of dose, each with a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is counted."""

    one: str
    """With one of it: `day`."""
    other: str
    """With none or several: `days`."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a locale puts numbers, units and lists into words."""

    numbers: tuple[str, ...]
    """Words for one, two and so on; beyond them a number is given in digits."""
    none: str
    """Word before a unit for 0: `no`."""
    units: Mapping[str, Unit]
    """By name: `day`."""
    conjunction: str
    """Between the last two of a list: `and`."""
    doses: Mapping[str, str]
    """A sentence for each kind of dose, with `{least}` and `{most}` to fill."""

    def number(self, n: int) -> str:
        """A number from 1 on, in words as far as they go."""
        return self.numbers[n - 1] if 1 <= n <= len(self.numbers) else str(n)

    def count(self, unit: str, n: int) -> str:
        """So many of a unit: `no days`, `one day`, `three days`, `13 days`.

        Raises:
            KeyError: there is no such unit in `words.yaml`.
        """
        number = self.none if n == 0 else self.number(n)
        return f"{number} {self.unit(unit, n)}"

    def unit(self, unit: str, n: int) -> str:
        """A unit's word beside a number that is shown: `day`, `days`.

        Raises:
            KeyError: there is no such unit in `words.yaml`.
        """
        forms = self.units[unit]
        return forms.one if n == 1 else forms.other

    def listing(self, items: Sequence[str]) -> str:
        """A list as it is spoken: `a, b and c`; empty for none."""
        *first, last = items or ("",)
        return f"{', '.join(first)} {self.conjunction} {last}" if first else last

    def dose(self, exercise: Exercise) -> str:
        """How much of an exercise the catalog allows, as a sentence."""
        kind = "hold" if isinstance(exercise.dose, Hold) else "reps"
        template = self.doses[f"{kind}_each_side" if exercise.each_side else kind]
        return template.format(least=exercise.dose.least, most=exercise.dose.most)


def words(file: Entry) -> Words:
    """The words that a file holds.

    Raises:
        ContentError: an entry is missing.
    """
    return Words(
        numbers=tuple(number.text() for number in file.at("numbers").listed()),
        none=file.at("none").text(),
        units=MappingProxyType(
            {unit.path[-1]: _unit(unit) for unit in file.at("units").children()}
        ),
        conjunction=file.at("and").text(),
        doses=MappingProxyType({kind: file.at("dose").at(kind).text() for kind in DOSES}),
    )


def _unit(entry: Entry) -> Unit:
    return Unit(entry.at("one").text(), entry.at("other").text())
