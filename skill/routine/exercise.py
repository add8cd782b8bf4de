"""An exercise: what the catalog knows of it, apart from how it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_SETS = 3
"""More than three sets of one exercise is training, not care."""


class Position(StrEnum):
    """How the body lies, kneels or stands."""

    ON_BACK = "on-back"
    HANDS_AND_KNEES = "hands-and-knees"
    ON_STOMACH = "on-stomach"
    KNEELING = "kneeling"
    STANDING = "standing"


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class BodyPart(StrEnum):
    """A part of the body that an exercise is for."""

    LOWER_BACK = "lower-back"
    HIP = "hip"
    BUTTOCK = "buttock"
    LEG = "leg"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Reps:
    """The dose range of an exercise that is repeated. Clinical source: the catalog."""

    least: int
    """Fewest repetitions that the catalog allows, at least 1."""
    most: int
    """Most repetitions that the catalog allows, at least `least`."""
    out_ms: int
    """Milliseconds of moving into the stretch, at a steady pace."""
    hold_ms: int
    """Milliseconds of holding it; 0 where the movement flows."""
    back_ms: int
    """Milliseconds of coming back, at a steady pace."""

    @property
    def amounts(self) -> range:
        """Every number of repetitions that may be asked for, least first."""
        return range(self.least, self.most + 1)


@dataclass(frozen=True, slots=True)
class Hold:
    """The dose range of an exercise that is held. Clinical source: the catalog."""

    least: int
    """Shortest hold in seconds that the catalog allows."""
    most: int
    """Longest hold in seconds that the catalog allows, at least `least`."""
    step: int = 5
    """Seconds between one choice of hold and the next."""

    @property
    def amounts(self) -> range:
        """Every hold in seconds that may be asked for, least first."""
        return range(self.least, self.most + 1, self.step)


DoseRange = Reps | Hold


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise is done: sets of repetitions or of one hold."""

    amount: int
    """Repetitions, or seconds of the hold, of each set and side; inside the catalog's range."""
    sets: int = 1
    """How often the whole is done, 1 to `MOST_SETS`."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An entry of the catalog."""

    id: str
    """Stable name, such as `figure-four-stretch`."""
    code: str
    """Two letters that stand for it in tokens and stored runs; never reused."""
    position: Position
    """Where the body is while it is done."""
    dose: DoseRange
    """How much of it is allowed."""
    each_side: bool
    """Whether it is done on the left and on the right."""
    priority: int
    """1 is the last to go when there is no time for all."""
    parts: frozenset[BodyPart] = frozenset()
    """The parts of the body that it is for."""


class Catalog(Mapping[str, Exercise]):
    """All exercises by id, in the order that saves changing position."""

    def __init__(self, exercises: tuple[Exercise, ...]) -> None:
        """Take the exercises in the order of the floor-to-standing routine."""
        self._by_id = {exercise.id: exercise for exercise in exercises}
        self._by_code = {exercise.code: exercise for exercise in exercises}
        if not len(self._by_id) == len(self._by_code) == len(exercises):
            raise ValueError("two exercises share an id or a code: give each its own")

    def __getitem__(self, exercise_id: str) -> Exercise:
        return self._by_id[exercise_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    # One catalog is loaded and passed around, so what was read by it can be remembered by it.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def with_code(self, code: str) -> Exercise:
        """The exercise that a code stands for.

        Raises:
            KeyError: no exercise has this code.
        """
        return self._by_code[code]
