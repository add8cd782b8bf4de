"""Everything that a timeline may say, by phrase key."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from skill.content.entry import Entry
from skill.content.exercises import ExerciseText
from skill.routine.exercise import Catalog, Reps

FILE = "narration.yaml"
"""Below the folder of the locale."""
PLAIN = ("settle", "switch", "rest", "halfway", "close")
"""Lines that belong to no exercise."""
AMOUNTS = ("times", "seconds")
"""How much it will be, by what it is counted in."""
SETS = ("2", "3")
"""The sets that are announced; nobody needs to be told of the first."""


def narration(
    file: Entry, catalog: Catalog, texts: Mapping[str, ExerciseText]
) -> Mapping[str, str]:
    """The lines by phrase key: `settle`, `count.3`, `next.squat`, `squat.purpose` and so on.

    Raises:
        ContentError: a line that a timeline may call for is missing.
    """
    return MappingProxyType(
        {key: file.at(key).text() for key in PLAIN}
        | {f"set.{number}": file.at("set").at(number).text() for number in SETS}
        | dict(_counts(file.at("count"), catalog))
        | {
            f"{unit}.{entry.path[-1]}": entry.text()
            for unit in AMOUNTS
            for entry in file.at(unit).children()
        }
        | dict(_announcements(file.at("next"), texts))
        | {
            f"{id_}.{line}": said
            for id_, text in texts.items()
            for line, said in text.lines.items()
        }
    )


def _counts(entry: Entry, catalog: Catalog) -> Iterator[tuple[str, str]]:
    words = entry.listed()
    doses = (exercise.dose for exercise in catalog.values())
    most = max((dose.most for dose in doses if isinstance(dose, Reps)), default=0)
    if len(words) < most:
        raise entry.refused(f"must count to {most}, the most that the catalog allows")
    for number, word in enumerate(words, 1):
        yield f"count.{number}", word.text()


def _announcements(entry: Entry, texts: Mapping[str, ExerciseText]) -> Iterator[tuple[str, str]]:
    for exercise_id, text in texts.items():
        yield f"next.{exercise_id}", entry.text().replace("{exercise}", text.name)
