"""How the doses of a person stand, and the rungs that they move on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from skill.routine.exercise import MOST_SETS, Catalog, Dose, Exercise
from skill.routine.ladder import dose_at
from skill.routine.preferences import Preferences


class DoseReason(StrEnum):
    """Why a dose is what it is."""

    EARNED = "earned"
    """The last two doings went well."""
    EASED = "eased"
    """It was to be gentler: the same word after pain, "hard", a lapse and a wish."""
    UNDONE = "undone"
    """The person wanted it as it was before."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the dose of one exercise stands."""

    dose: Dose
    """How much is planned."""
    before: Dose
    """How much it was before it changed."""
    reason: DoseReason
    """Why it changed."""
    day: date
    """When, in the person's days."""
    held_until: date | None = None
    """The day from which it may rise again; None if nothing holds it."""
    told: bool = True
    """Whether the person heard of the change."""

    def is_held(self, today: date) -> bool:
        """Whether the dose may not rise yet."""
        return self.held_until is not None and today < self.held_until


Standings = Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Doses:
    """How the doses of a person stand, apart from their level's."""

    standings: Standings = field(default_factory=lambda: MappingProxyType({}))
    """Of each exercise whose dose has moved, by the exercise's code."""
    most: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """The most that the person wants: repetitions or seconds, by the exercise's code."""
    asks_on: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    """The day from which it is asked whether a left out exercise comes back, by its code."""
    since: date | None = None
    """Only what was done after this day counts for a rise: it is of the last lapse or new level."""
    raised_on: date | None = None
    """The day on which a dose rose last."""
    rises_from: date | None = None
    """The day from which any dose may rise again, since one was eased; None if none was."""

    def dose(self, exercise: Exercise, wanted: Preferences) -> Dose:
        """How much of an exercise is planned when nothing else is asked for."""
        standing = self.standings.get(exercise.code)
        dose = standing.dose if standing else dose_at(wanted.level, exercise)
        return self._limited(exercise, _allowed(exercise, dose))

    def is_capped(self, exercise: Exercise, today: date) -> bool:
        """Whether no plan, however long, may hold more of an exercise than its dose."""
        standing = self.standings.get(exercise.code)
        return exercise.code in self.most or (standing is not None and standing.is_held(today))

    def with_standing(self, exercise: Exercise, standing: Standing) -> "Doses":
        """The same with another standing of one exercise."""
        return replace(self, standings={**self.standings, exercise.code: standing})

    def told(self, *exercises: Exercise) -> "Doses":
        """The same, with the person having heard of changes; of all if none is named."""
        codes = {exercise.code for exercise in exercises} or self.standings.keys()
        told = {
            code: replace(each, told=each.told or code in codes)
            for code, each in self.standings.items()
        }
        return replace(self, standings=told)

    def _limited(self, exercise: Exercise, dose: Dose) -> Dose:
        most = self.most.get(exercise.code)
        if most is None or dose.amount <= most:
            return dose
        fitting = [amount for amount in exercise.dose.amounts if amount <= most]
        return Dose(fitting[-1] if fitting else exercise.dose.least)


@lru_cache
def rungs(exercise: Exercise) -> tuple[Dose, ...]:
    """The doses that a person moves through, least first: amounts, then sets of the most."""
    amounts = tuple(map(Dose, exercise.dose.amounts))
    most = exercise.dose.amounts[-1]
    return (*amounts, *(Dose(most, sets) for sets in range(2, MOST_SETS + 1)))


@lru_cache
def rung(exercise: Exercise, dose: Dose) -> int:
    """The rung of a dose: of one that is none of them, the highest that is no more."""
    steps = rungs(exercise)
    below = [n for n, each in enumerate(steps) if weight(each) <= weight(dose)]
    return below[-1] if below else 0


def weight(dose: Dose) -> tuple[int, int]:
    """What doses of one exercise are compared by."""
    return dose.sets, dose.amount


def changes(doses: Doses, catalog: Catalog) -> list[tuple[Exercise, Standing]]:
    """What changed, the newest first; of one day, the one that is the last to go."""
    found = [
        (exercise, doses.standings[exercise.code])
        for exercise in catalog.values()
        if exercise.code in doses.standings
    ]
    moved = [one for one in found if one[1].dose != one[1].before]
    return sorted(moved, key=lambda one: (-one[1].day.toordinal(), one[0].priority))


def to_tell(doses: Doses, catalog: Catalog) -> tuple[Exercise, Standing] | None:
    """The newest change that the person has not heard of."""
    return next((one for one in changes(doses, catalog) if not one[1].told), None)


def _allowed(exercise: Exercise, dose: Dose) -> Dose:
    """The dose itself, or the nearest that the catalog allows now."""
    return dose if dose in rungs(exercise) else rungs(exercise)[rung(exercise, dose)]
