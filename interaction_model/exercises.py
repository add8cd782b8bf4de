"""The exercises' names, as the catalog has them."""

from dataclasses import dataclass

from skill.content import files


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """What an exercise is called."""

    id: str
    """Its id in the catalog."""
    name: str
    """What the coach calls it."""
    synonyms: tuple[str, ...]
    """What people call it."""


def exercise_values(locale: str) -> tuple[ExerciseWords, ...]:
    """Every exercise of the catalog with its name and synonyms, in the order of its file.

    Raises:
        skill.content.errors.ContentError: the catalog's words are missing or broken.
    """
    file = files.read(f"{files.nearest(locale)}/exercises.yaml")
    return tuple(
        ExerciseWords(
            id=entry.path[-1],
            name=entry.at("name").text(),
            synonyms=tuple(synonym.text() for synonym in entry.at("synonyms").listed()),
        )
        for entry in file.children()
    )
