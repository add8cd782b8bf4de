"""All that is said in one locale, and the catalog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skill.content import catalog, exercises, narration, phrases, words
from skill.content.exercises import ExerciseText
from skill.content.files import DEFAULT_LOCALE, ROOT, nearest, read
from skill.content.phrases import Phrases
from skill.content.words import Words
from skill.routine.exercise import Catalog


@dataclass(frozen=True, slots=True)
class Content:
    """All that is said in one locale, and the catalog."""

    locale: str
    """The locale that was found; not always the one that was asked for."""
    catalog: Catalog
    """The exercises, in the order that saves changing position."""
    exercises: Mapping[str, ExerciseText]
    """What is said of each exercise, by its id."""
    narration: Mapping[str, str]
    """What timelines say, by phrase key."""
    phrases: Phrases
    """What the skill itself says."""
    words: Words
    """Numbers, units and lists."""

    def name(self, exercise_id: str) -> str:
        """An exercise's name without an article: `figure four stretch`. Phrases bring theirs."""
        return self.exercises[exercise_id].name

    def how_to(self, exercise_id: str) -> str:
        """What an exercise is for, how it is done and how much of it, without counting."""
        dose = self.words.dose(self.catalog[exercise_id])
        return f"{self.exercises[exercise_id].explanation} {dose}"

    def number(self, n: int) -> str:
        """A number in words up to twelve, in digits beyond."""
        return self.words.number(n)

    def count(self, unit: str, n: int) -> str:
        """So many of a unit: `three days`.

        Raises:
            KeyError: there is no such unit in `words.yaml`.
        """
        return self.words.count(unit, n)

    def listing(self, items: Sequence[str]) -> str:
        """A list as it is spoken: `a, b and c`."""
        return self.words.listing(items)


def load(locale: str = DEFAULT_LOCALE, *, root: Path = ROOT) -> Content:
    """Read the content of a locale, or of the nearest that is there; once in a process.

    Args:
        locale: a tag such as `en-GB`: itself, else one of its language, else en-US.
        root: the content folder.

    Raises:
        ContentError: a file or an entry is missing.
    """
    return _load(nearest(locale, root), root)


@cache
def _load(locale: str, root: Path) -> Content:
    exercises_there = catalog.catalog(read(catalog.FILE, root))
    texts = exercises.exercise_texts(read(f"{locale}/{exercises.FILE}", root), exercises_there)
    return Content(
        locale=locale,
        catalog=exercises_there,
        exercises=texts,
        narration=narration.narration(
            read(f"{locale}/{narration.FILE}", root), exercises_there, texts
        ),
        phrases=phrases.phrases(read(f"{locale}/{phrases.FILE}", root)),
        words=words.words(read(f"{locale}/{words.FILE}", root)),
    )
