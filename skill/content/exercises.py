"""What is said of each exercise: its names and its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from skill.content.entry import Entry
from skill.routine.exercise import Catalog, Exercise, Hold, Side

FILE = "exercises.yaml"
"""Below the folder of the locale."""


@dataclass(frozen=True, slots=True)
class ExerciseText:
    """All words of one exercise in one locale."""

    name: str
    """As it is spoken, without an article: `figure four stretch`."""
    synonyms: tuple[str, ...]
    """What else people call it; no two exercises share one."""
    purpose: str
    """What it is for; begins with its name."""
    position: str
    """How to get into it."""
    movement: str
    """How to move, with its caution."""
    brief: str
    """One sentence for those who know it."""
    go: str
    """At the start of a repetition or a hold, with the breath."""
    back: str
    """At its end."""
    breathe: str | None
    """Said during a hold; None where nothing is held for long."""
    sides: Mapping[Side, str]
    """What goes where on each side; empty where there are no sides."""

    @property
    def explanation(self) -> str:
        """What it is for, how to get into it and how to move."""
        return f"{self.purpose} {self.position} {self.movement}"

    @property
    def lines(self) -> Mapping[str, str]:
        """The lines that a timeline may call for, by the last part of their phrase key."""
        names = ("purpose", "position", "movement", "brief", "go", "back", "breathe")
        lines = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return lines | {side.value: line for side, line in self.sides.items()}


def exercise_texts(file: Entry, catalog: Catalog) -> Mapping[str, ExerciseText]:
    """The texts of every exercise in the catalog, by id and in its order.

    Raises:
        ContentError: a text that an exercise needs is missing.
    """
    return MappingProxyType({id_: _texts(file.at(id_), catalog[id_]) for id_ in catalog})


def _texts(entry: Entry, exercise: Exercise) -> ExerciseText:
    return ExerciseText(
        name=entry.at("name").text(),
        synonyms=tuple(synonym.text() for synonym in entry.at("synonyms").listed()),
        purpose=entry.at("purpose").text(),
        position=entry.at("position").text(),
        movement=entry.at("movement").text(),
        brief=entry.at("brief").text(),
        go=entry.at("go").text(),
        back=entry.at("back").text(),
        breathe=entry.at("breathe").text() if isinstance(exercise.dose, Hold) else None,
        sides=MappingProxyType(
            {side: entry.at(side).text() for side in Side} if exercise.each_side else {}
        ),
    )
