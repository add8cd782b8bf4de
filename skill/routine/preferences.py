"""What a person wants of a routine."""

from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercise import Side

LEAST_MINUTES = 4
"""The shortest routine that is planned: two exercises, explained."""
MOST_MINUTES = 25
"""The longest: all eight at their most, twice where time is left."""


class Level(StrEnum):
    """Where in the catalog's range a dose starts."""

    GENTLE = "gentle"
    STEADY = "steady"
    STRONG = "strong"


class Pace(StrEnum):
    """How quickly repetitions and pauses go. Holds keep their length."""

    SLOWER = "slower"
    NORMAL = "normal"
    FASTER = "faster"


class Detail(StrEnum):
    """How much is explained. AUTO: in full the first two times, one sentence from the third."""

    AUTO = "auto"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person wants of a routine; the defaults are for somebody who never said."""

    minutes: int | None = None
    """Wanted length in minutes, 4 to 25; None takes every exercise at the level's own dose."""
    level: Level = Level.GENTLE
    """Where in the catalog's range the doses start."""
    pace: Pace = Pace.NORMAL
    """How quickly repetitions and pauses go."""
    detail: Detail = Detail.AUTO
    """How much is explained."""
    side_first: Side = Side.LEFT
    """The side that two-sided exercises begin with."""
    left_out: frozenset[str] = frozenset()
    """Ids of exercises that the person does not want."""

    def leaving_out(self, exercise_id: str) -> "Preferences":
        """The same, without an exercise."""
        return replace(self, left_out=self.left_out | {exercise_id})

    def bringing_back(self, exercise_id: str) -> "Preferences":
        """The same, with an exercise that was left out."""
        return replace(self, left_out=self.left_out - {exercise_id})
