"""The catalog: read from `catalog.yaml` into the exercises of the domain."""

from skill.content.entry import Entry
from skill.routine.exercise import Catalog, DoseRange, Exercise, Hold, Part, Position, Reps

FILE = "catalog.yaml"
"""Below the content folder; the same for all locales."""


def catalog(file: Entry) -> Catalog:
    """The catalog that a file describes.

    Raises:
        ContentError: an entry is missing or broken.
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
        position=_position(entry.at("position")),
        dose=_dose(entry.at("dose")),
        each_side=entry.at("each_side").flag(),
        priority=entry.at("priority").whole(),
        parts=frozenset(_part(part) for part in entry.at("parts").listed()),
    )


def _position(entry: Entry) -> Position:
    name = entry.text()
    if name not in set(Position):
        raise entry.refused(f"must be one of {', '.join(Position)}, not {name}")
    return Position(name)


def _part(entry: Entry) -> Part:
    name = entry.text()
    if name not in set(Part):
        raise entry.refused(f"must be one of {', '.join(Part)}, not {name}")
    return Part(name)


def _dose(entry: Entry) -> DoseRange:
    reps, hold = entry.find("reps"), entry.find("hold")
    if reps is not None and hold is None:
        least, most = _range(reps)
        moves_ms = (reps.at(key).whole() for key in ("out_ms", "hold_ms", "back_ms"))
        return Reps(least, most, *moves_ms)
    if hold is not None and reps is None:
        least, most = _range(hold)
        return Hold(least, most, hold.at("step").whole())
    raise entry.refused("must be either reps or hold")


def _range(entry: Entry) -> tuple[int, int]:
    least, most = entry.at("least"), entry.at("most")
    if not 1 <= least.whole() <= most.whole():
        raise least.refused(f"must be from 1 to {most.value} (most), not {least.value}")
    return least.whole(), most.whole()
