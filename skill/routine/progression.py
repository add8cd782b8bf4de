"""Doses that move with the person, by rules that fit on one page (`docs/progression.md`).

Up one rung after two complete doings in a row; down one rung at once after pain, "hard" or a
lapse. What is kept is the dose, the day from which it may rise again, and a reason, which is the
same for all that eases: nothing of it tells of health.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from skill.routine.exercise import Catalog, Dose, Exercise
from skill.routine.ladder import dose_at
from skill.routine.preferences import Level, Preferences
from skill.routine.progress import day_of
from skill.routine.run import Kind, Run
from skill.routine.standing import DoseReason, Doses, Standing, rung, rungs, weight

DOINGS_TO_RISE = 2
"""Complete doings in a row, on different days, before a dose rises: the 2-for-2 rule that strength
coaches use."""
HELD_AFTER_EASING = timedelta(days=7)
"""How long no dose rises after one was eased: of two readings of the rule, the safer."""
HELD_AFTER_FALLING_BACK = timedelta(days=28)
"""How long the eased dose does not rise if it had risen less than so long before: it must not swing
to and fro."""
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


def rises(given: Circumstances, catalog: Catalog) -> Iterator[tuple[Exercise, Standing]]:
    """Every exercise whose dose may rise today, and to what; the one to be taken first.

    What is left out does not rise, nor anything on a day on which something rose already, or in the
    week after something was eased.
    """
    doses, today = given.doses, given.today
    if doses.raised_on is not None and doses.raised_on >= today:
        return
    if is_resting(doses, today):
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
        yield exercise, Standing(rungs(exercise)[above], now, DoseReason.EARNED, today, told=False)


def is_resting(doses: Doses, today: date) -> bool:
    """Whether no dose rises yet, since one was eased."""
    return doses.rises_from is not None and today < doses.rises_from


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
    """One exercise a rung lower, or at a rung; then nothing rises for a while.

    Of one day it is one rung, however often it is asked for: a request may come twice.

    Args:
        doses: how the doses stand.
        exercise: which one.
        wanted: what the person wants.
        today: the present day where the person is.
        to: the rung; None for the next one down.
    """
    now, known = doses.dose(exercise, wanted), doses.standings.get(exercise.code)
    at = rung(exercise, now)
    if to is None:
        to = at if _was_eased_on(today, known) else at - 1
    lower = rungs(exercise)[max(0, min(to, at))]
    until = today + HELD_AFTER_EASING
    doses = replace(doses, rises_from=max(until, doses.rises_from or until))
    if known is not None:
        had_risen = known.reason in {DoseReason.EARNED, DoseReason.UNDONE}
        falls_back = had_risen and today - known.day < HELD_AFTER_FALLING_BACK
        until = today + HELD_AFTER_FALLING_BACK if falls_back else until
        until = max(until, known.held_until or until)
    if known is not None and lower == now:
        return doses.with_standing(exercise, replace(known, held_until=until))
    if lower == now:
        return doses.with_standing(exercise, Standing(now, now, DoseReason.EASED, today, until))
    standing = Standing(lower, now, DoseReason.EASED, today, until, told=False)
    return doses.with_standing(exercise, standing)


def is_at_least(doses: Doses, exercise: Exercise, wanted: Preferences) -> bool:
    """Whether there is no gentler dose of an exercise."""
    return rung(exercise, doses.dose(exercise, wanted)) == 0


def after_hard(
    doses: Doses, exercises: Iterable[Exercise], wanted: Preferences, today: date
) -> Doses:
    """The two exercises furthest above their least a rung lower, since it was hard."""
    heights = [(_rung_this_morning(doses, e, wanted, today), -e.priority, e) for e in exercises]
    above = sorted((one for one in heights if one[0] > 0), key=lambda one: one[:2], reverse=True)
    for _, _, exercise in above[:EASED_BY_EFFORT]:
        doses = eased(doses, exercise, wanted, today)
    return doses


def asks_effort(runs: Sequence[Run]) -> bool:
    """Whether it is asked how hard the newest routine was: after every third that was finished.

    Args:
        runs: all that was ever done, the newest first.
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

    What is held stays as it is, and so does what is further in the wished direction already. A
    wish for the level that it is changes nothing but at both ends, where it means more, or less.
    """
    levels = tuple(Level)
    if level is given.preferences.level and level not in {levels[0], levels[-1]}:
        return given.doses
    is_up = level is levels[-1] or levels.index(level) > levels.index(given.preferences.level)
    staying = {}
    for exercise in catalog.values():
        standing = given.doses.standings.get(exercise.code)
        if standing is None:
            continue
        start = weight(dose_at(level, exercise))
        own = weight(standing.dose)
        if standing.is_held(given.today) or (own > start if is_up else own < start):
            staying[exercise.code] = standing
    return replace(given.doses, standings=staying, since=given.today)


def undone(doses: Doses, exercise: Exercise, today: date) -> Doses | None:
    """One exercise as it was before its last change; None where that may not or cannot be."""
    standing = doses.standings.get(exercise.code)
    if standing is None or standing.reason is DoseReason.UNDONE or standing.before == standing.dose:
        return None
    is_rise = weight(standing.before) > weight(standing.dose)
    if is_rise and (standing.is_held(today) or is_resting(doses, today)):
        return None
    until = today + HELD_AFTER_UNDOING
    if standing.held_until:
        until = max(until, standing.held_until)
    back = Standing(standing.before, standing.dose, DoseReason.UNDONE, today, until)
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


def carried_over(now: Doses, before: Doses, after: Doses) -> Doses:
    """The changes from one state to another, applied to how doses stand now.

    What somebody else has changed meanwhile, such as by pain told to another device, stays.
    """
    moved = {
        code: standing
        for code, standing in after.standings.items()
        if standing != before.standings.get(code)
        and now.standings.get(code) == before.standings.get(code)
    }
    return replace(
        now,
        standings={**now.standings, **moved},
        since=after.since if after.since != before.since else now.since,
        raised_on=after.raised_on if after.raised_on != before.raised_on else now.raised_on,
        rises_from=max(filter(None, (now.rises_from, after.rises_from)), default=None),
    )


def _was_eased_on(day: date, standing: Standing | None) -> bool:
    """Whether a dose went down on a day."""
    return (
        standing is not None
        and standing.reason is DoseReason.EASED
        and standing.day == day
        and standing.dose != standing.before
    )


def _rung_this_morning(doses: Doses, exercise: Exercise, wanted: Preferences, today: date) -> int:
    """The rung of an exercise before it was eased today, if it was."""
    standing = doses.standings.get(exercise.code)
    if standing is not None and _was_eased_on(today, standing):
        return rung(exercise, standing.before)
    return rung(exercise, doses.dose(exercise, wanted))


def _may_be(doses: Doses, exercise: Exercise, index: int, today: date) -> bool:
    """Whether a dose may rise to a rung: there is one, and neither word nor time holds it."""
    steps, standing = rungs(exercise), doses.standings.get(exercise.code)
    if index >= len(steps) or (standing is not None and standing.is_held(today)):
        return False
    return steps[index].amount <= doses.most.get(exercise.code, steps[index].amount)


def _counts_after(doses: Doses, standing: Standing | None) -> date | None:
    """The day after which a doing counts; None for all."""
    days = [doses.since]
    if standing is not None and standing.reason is not DoseReason.EARNED:
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
                if step.only is not None or weight(step.dose) < weight(dose):
                    return len(days)
                days.add(day)
    return len(days)
