"""The catalog: read from `catalog.yaml` into the exercises of the domain."""

from collections.abc import Iterator

from skill.content.entry import Entry
from skill.routine.exercise import BodyPart, Catalog, DoseRange, Exercise, Hold, Position, Reps

FILE = "catalog.yaml"
"""Below the content folder; the same for all locales."""


def catalog(file: Entry) -> Catalog:
    """The catalog that a file describes.

    Raises:
        ContentError: an entry is missing, or the exercises do not go together.
    """
    exercises = file.at("exercises")
    try:
        return Catalog(tuple(_exercise(entry) for entry in exercises.children()))
    except ValueError as error:
        raise exercises.refused(str(error)) from error


def _exercise(entry: Entry) -> Exercise:
    return Exercise(
        id=entry.path[-1],
        code=entry.at("code").text(),
        position=Position(entry.at("position").text()),
        dose=_dose(entry.at("dose")),
        each_side=entry.at("each_side").flag(),
        priority=entry.at("priority").whole(),
        parts=frozenset(BodyPart(part.text()) for part in entry.at("parts").listed()),
    )


def _dose(entry: Entry) -> DoseRange:
    if (reps := entry.find("reps")) is not None:
        return Reps(*_numbers(reps, "least", "most", "out_ms", "hold_ms", "back_ms"))
    return Hold(*_numbers(entry.at("hold"), "least", "most", "step"))


def _numbers(entry: Entry, *keys: str) -> Iterator[int]:
    return (entry.at(key).whole() for key in keys)
