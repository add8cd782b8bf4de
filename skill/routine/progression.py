"""Doses that move with the person, by rules that fit on one page (`docs/progression.md`).

Up one rung after two complete doings in a row; down one rung at once after pain, "hard" or a
lapse. What is kept is the dose, the day from which it may rise again, and a reason, which is the
same for all that eases: nothing of it tells of health.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from skill.routine.exercise import MOST_SETS, Catalog, Dose, Exercise
from skill.routine.ladder import dose_at
from skill.routine.preferences import Level, Preferences
from skill.routine.progress import day_of
from skill.routine.run import Kind, Run

DOINGS_TO_RISE = 2
"""Complete doings in a row, on different days, before a dose rises: the 2-for-2 rule that strength
coaches use."""
HELD_AFTER_EASING = timedelta(days=7)
"""How long a dose that was eased does not rise."""
HELD_AFTER_FALLING_BACK = timedelta(days=28)
"""How long, if it had risen less than so long before: no dose swings to and fro."""
HELD_AFTER_UNDOING = timedelta(days=14)
"""How long a change that was undone is not made again."""
LAPSE = timedelta(days=14)
"""After so long without exercise everything begins one rung lower."""
LONG_LAPSE = timedelta(days=30)
"""After so long everything begins at its least."""
ASKED_BACK_AFTER = timedelta(days=7)
"""After so long it is asked whether an exercise that was left out to ease it comes back."""
EFFORT_EVERY = 3
"""Effort is asked after one finished routine in so many."""
EASED_BY_EFFORT = 2
"""How many exercises go down when a routine was hard."""


class Reason(StrEnum):
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
    reason: Reason
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


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the doses of today depend on."""

    preferences: Preferences
    """What the person wants of a routine this time."""
    doses: Doses
    """How their doses stand."""
    runs: Sequence[Run]
    """What they did, the newest first."""
    today: date
    """The present day where they are."""
    zone: tzinfo
    """For old runs that do not tell where they began."""


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
    below = [n for n, each in enumerate(steps) if _weight(each) <= _weight(dose)]
    return below[-1] if below else 0


def rises(given: Circumstances, catalog: Catalog) -> Iterator[tuple[Exercise, Standing]]:
    """Every exercise whose dose may rise today, and to what; the one to be taken first.

    What is left out does not rise, nor anything else on a day on which something rose already.
    """
    doses, today = given.doses, given.today
    if doses.raised_on is not None and doses.raised_on >= today:
        return
    found = []
    for exercise in catalog.values():
        now = doses.dose(exercise, given.preferences)
        above = rung(exercise, now) + 1
        if exercise.id not in given.preferences.left_out and _may_be(doses, exercise, above, today):
            after = _counts_after(doses, doses.standings.get(exercise.code))
            if _days_complete_in_a_row(exercise, now, given, after) >= DOINGS_TO_RISE:
                found.append((above, exercise.priority, exercise, now))
    for above, _, exercise, now in sorted(found, key=lambda one: one[:2]):
        yield exercise, Standing(rungs(exercise)[above], now, Reason.EARNED, today, told=False)


def raised(doses: Doses, exercise: Exercise, standing: Standing) -> Doses:
    """The same with one dose risen."""
    return replace(doses.with_standing(exercise, standing), raised_on=standing.day)


def eased(
    doses: Doses,
    exercise: Exercise,
    wanted: Preferences,
    today: date,
    to: int | None = None,
) -> Doses:
    """One exercise a rung lower, or at a rung; at its least already, it does not rise for a while.

    Args:
        doses: how the doses stand.
        exercise: which one.
        wanted: what the person wants.
        today: the present day where the person is.
        to: the rung; None for the next one down.
    """
    now = doses.dose(exercise, wanted)
    at = rung(exercise, now)
    lower = rungs(exercise)[max(0, at - 1 if to is None else min(to, at))]
    known = doses.standings.get(exercise.code)
    until = today + HELD_AFTER_EASING
    if known is not None:
        had_risen = known.reason in {Reason.EARNED, Reason.UNDONE}
        falls_back = had_risen and today - known.day < HELD_AFTER_FALLING_BACK
        until = today + HELD_AFTER_FALLING_BACK if falls_back else until
        until = max(until, known.held_until or until)
    if lower == now:
        before = known.before if known else now
        return doses.with_standing(exercise, Standing(now, before, Reason.EASED, today, until))
    standing = Standing(lower, now, Reason.EASED, today, until, told=False)
    return doses.with_standing(exercise, standing)


def is_at_least(doses: Doses, exercise: Exercise, wanted: Preferences) -> bool:
    """Whether there is no gentler dose of an exercise."""
    return rung(exercise, doses.dose(exercise, wanted)) == 0


def after_hard(
    doses: Doses, exercises: Iterable[Exercise], wanted: Preferences, today: date
) -> Doses:
    """The two exercises furthest above their least a rung lower, since it was hard."""
    heights = [(rung(e, doses.dose(e, wanted)), -e.priority, e) for e in exercises]
    above = sorted((one for one in heights if one[0] > 0), key=lambda one: one[:2], reverse=True)
    for _, _, exercise in above[:EASED_BY_EFFORT]:
        doses = eased(doses, exercise, wanted, today)
    return doses


def asks_effort(runs: Sequence[Run]) -> bool:
    """Whether it is asked how hard the newest routine was: after every third that was finished.

    Args:
        runs: what was done, the newest first.
    """
    routines = [run for run in runs if run.kind is Kind.ROUTINE]
    finished = sum(run.finished for run in routines)
    return bool(routines) and routines[0].finished and finished % EFFORT_EVERY == 1


def away_for(given: Circumstances) -> timedelta | None:
    """How long nothing was done, or since a lapse was taken into account; None if never."""
    done = [day_of(run, given.zone) for run in given.runs if run.done]
    if not done:
        return None
    since = given.doses.since
    return given.today - (max(done) if since is None else max(*done, since))


def after_lapse(given: Circumstances, catalog: Catalog) -> Doses:
    """The doses for whoever comes back: a rung lower, or after a month at their least."""
    away, lower = away_for(given), given.doses
    if away is None or away < LAPSE:
        return lower
    to = 0 if away >= LONG_LAPSE else None
    for exercise in catalog.values():
        if not is_at_least(lower, exercise, given.preferences):
            lower = eased(lower, exercise, given.preferences, given.today, to)
    return replace(lower, since=given.today) if lower != given.doses else lower


def at_new_level(given: Circumstances, catalog: Catalog, level: Level) -> Doses:
    """The doses after a wish for another level: they start there anew.

    What is held stays as it is, and so does what is further in the wished direction already.
    """
    is_up = tuple(Level).index(level) > tuple(Level).index(given.preferences.level)
    staying = {}
    for exercise in catalog.values():
        standing = given.doses.standings.get(exercise.code)
        if standing is None:
            continue
        start = _weight(dose_at(level, exercise))
        own = _weight(standing.dose)
        if standing.is_held(given.today) or (own > start if is_up else own < start):
            staying[exercise.code] = standing
    return replace(given.doses, standings=staying, since=given.today)


def undone(doses: Doses, exercise: Exercise, today: date) -> Doses | None:
    """One exercise as it was before its last change; None where that may not or cannot be."""
    standing = doses.standings.get(exercise.code)
    if standing is None or standing.reason is Reason.UNDONE or standing.before == standing.dose:
        return None
    is_rise = _weight(standing.before) > _weight(standing.dose)
    if is_rise and standing.is_held(today):
        return None
    until = today + HELD_AFTER_UNDOING
    if standing.held_until:
        until = max(until, standing.held_until)
    back = Standing(standing.before, standing.dose, Reason.UNDONE, today, until)
    return doses.with_standing(exercise, back)


def asked_back_later(doses: Doses, exercise: Exercise, today: date) -> Doses:
    """The same, with it being asked in a week whether an exercise that is left out comes back."""
    return replace(doses, asks_on={**doses.asks_on, exercise.code: today + ASKED_BACK_AFTER})


def due_back(doses: Doses, catalog: Catalog, wanted: Preferences, today: date) -> Exercise | None:
    """The exercise that is left out, and of which it is to be asked today whether it comes back."""
    due = (
        exercise
        for exercise in catalog.values()
        if exercise.id in wanted.left_out and doses.asks_on.get(exercise.code, date.max) <= today
    )
    return next(due, None)


def asked_back(doses: Doses, exercise: Exercise) -> Doses:
    """The same, once it was asked whether an exercise comes back: it is not asked again."""
    rest = {code: day for code, day in doses.asks_on.items() if code != exercise.code}
    return replace(doses, asks_on=rest)


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


def _may_be(doses: Doses, exercise: Exercise, index: int, today: date) -> bool:
    """Whether a dose may rise to a rung: there is one, and neither word nor time holds it."""
    steps, standing = rungs(exercise), doses.standings.get(exercise.code)
    if index >= len(steps) or (standing is not None and standing.is_held(today)):
        return False
    return steps[index].amount <= doses.most.get(exercise.code, steps[index].amount)


def _counts_after(doses: Doses, standing: Standing | None) -> date | None:
    """The day after which a doing counts; None for all."""
    days = [doses.since]
    if standing is not None and standing.reason is not Reason.EARNED:
        days.append(standing.day)
    return max((day for day in days if day is not None), default=None)


def _days_complete_in_a_row(
    exercise: Exercise, dose: Dose, given: Circumstances, after: date | None
) -> int:
    """On how many days the exercise was done to its end of late, without one cut short."""
    days: set[date] = set()
    for run in given.runs:
        day = day_of(run, given.zone)
        if after is not None and day <= after:
            break
        for index, step in enumerate(run.routine.steps):
            if step.exercise.id != exercise.id:
                continue
            if index in run.cut_short and index not in run.done:
                return len(days)
            if index in run.done:
                if step.only is not None or _weight(step.dose) < _weight(dose):
                    return len(days)
                days.add(day)
    return len(days)


def _allowed(exercise: Exercise, dose: Dose) -> Dose:
    """The dose itself, or the nearest that the catalog allows now."""
    return dose if dose in rungs(exercise) else rungs(exercise)[rung(exercise, dose)]


def _weight(dose: Dose) -> tuple[int, int]:
    return dose.sets, dose.amount
