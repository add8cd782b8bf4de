"""What somebody wants of one routine alone: how the body lies, which part of it, which few."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from skill.routine.exercise import BodyPart, Catalog, Exercise, Position
from skill.routine.preferences import Preferences


class Stance(StrEnum):
    """How the body is to be held, or not, today."""

    LYING = "lying"
    """Lying down only."""
    OFF_KNEES = "off-knees"
    """Nothing on the knees."""
    OFF_FEET = "off-feet"
    """Nothing standing."""
    OFF_STOMACH = "off-stomach"
    """Nothing on the stomach."""
    STANDING = "standing"
    """Standing only."""


_POSITIONS = {
    Stance.LYING: {Position.ON_BACK, Position.ON_STOMACH},
    Stance.OFF_KNEES: {Position.ON_BACK, Position.ON_STOMACH, Position.STANDING},
    Stance.OFF_FEET: set(Position) - {Position.STANDING},
    Stance.OFF_STOMACH: set(Position) - {Position.ON_STOMACH},
    Stance.STANDING: {Position.STANDING},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted of one routine, beside what the person always wants."""

    stance: Stance | None = None
    """How the body is held; None for any way."""
    part: BodyPart | None = None
    """The part of the body that it is for; None for all."""
    only: frozenset[str] = frozenset()
    """Ids of the exercises that are wanted alone; empty for all."""
    without: frozenset[str] = frozenset()
    """Ids of exercises that are not wanted this time."""

    def keeps(self, exercise: Exercise) -> bool:
        """Whether an exercise is part of such a routine."""
        if self.stance is not None and exercise.position not in _POSITIONS[self.stance]:
            return False
        if self.part is not None and self.part not in exercise.parts:
            return False
        return exercise.id not in self.without and (not self.only or exercise.id in self.only)

    def applied(self, wanted: Preferences, catalog: Catalog) -> Preferences:
        """What is wanted this time; what was named is in it even if it is left out otherwise."""
        others = {exercise.id for exercise in catalog.values() if not self.keeps(exercise)}
        return replace(wanted, left_out=(wanted.left_out - self.only) | others)

    def leaves_out(self, wanted: Preferences, catalog: Catalog) -> Iterable[str]:
        """Ids of the exercises that only this choice leaves out, in the catalog's order."""
        return [
            exercise.id
            for exercise in catalog.values()
            if exercise.id not in wanted.left_out and not self.keeps(exercise)
        ]
