"""How much of each exercise is done: why it changed, what changed, and back to how it was."""

from dataclasses import replace

from skill.alexa.answer import Answer, tell
from skill.alexa.changing import change_profile, this_once
from skill.alexa.conversations import timers, wishes
from skill.alexa.doing import aside
from skill.alexa.dose_words import amount, day_said
from skill.alexa.knowing import circumstances, current_run, know
from skill.alexa.turn import Turn
from skill.routine import progression
from skill.routine.exercise import Dose, Exercise, Hold
from skill.routine.progress import DAYS_A_WEEK
from skill.routine.standing import DoseReason, Doses, Standing, changes

TOLD_AT_ONCE = 3
"""More changes than this are hard to follow by ear."""
_DIGITS = 3
"""More than so many nobody means."""


def why(turn: Turn) -> Answer:
    """Why an exercise is as long as it is: the one that is named or done, or changed last."""
    know(turn)
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    exercise = _named(turn) or _at_hand(turn)
    standing = turn.profile.doses.standings.get(exercise.code) if exercise else None
    changed = changes(turn.profile.doses, turn.content.catalog)
    if standing is None and _named(turn) is None and changed:
        exercise, standing = changed[0]
    if exercise is None or standing is None:
        return aside(turn, turn.say("dose.why_level"))
    today = circumstances(turn).today
    return aside(
        turn,
        turn.say(
            f"dose.why_{standing.reason}",
            exercise=turn.content.name(exercise.id),
            amount=amount(turn, exercise, _planned(turn, exercise)),
            since=day_said(turn, standing.day, today),
        ),
    )


def what_changed(turn: Turn) -> Answer:
    """The newest changes."""
    know(turn)
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    changed = changes(turn.profile.doses, turn.content.catalog)
    if not changed:
        return aside(turn, turn.say("dose.no_changes"))
    told = [_told(turn, *one) for one in changed[:TOLD_AT_ONCE]]
    return aside(turn, *told, turn.say("dose.how_to_undo"))


def undo(turn: Turn) -> Answer:
    """Back to how it was: the exercise that is named or done, or the last change."""
    know(turn)
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    doses, catalog = turn.profile.doses, turn.content.catalog
    today = circumstances(turn).today
    changed = dict(changes(doses, catalog))
    at_hand = _named(turn) or _at_hand(turn)
    exercise = at_hand if at_hand in changed else next(iter(changed), None)
    if exercise is None or (_named(turn) and _named(turn) not in changed):
        return aside(turn, turn.say("dose.nothing_to_undo"))
    name = turn.content.name(exercise.id)
    if progression.undone(doses, exercise, today) is None:
        return aside(turn, _not_undone(turn, exercise, changed[exercise], name))
    change_profile(
        turn,
        lambda profile: replace(
            profile,
            doses=progression.undone(profile.doses, exercise, today) or profile.doses,
        ),
    )
    back = turn.say(
        "dose.undone",
        exercise=name,
        amount=amount(turn, exercise, changed[exercise].before),
    )
    return aside(turn, back, *this_once(turn))


def limit(turn: Turn) -> Answer:
    """No more of an exercise than so much, until the person says otherwise; or an answer.

    "Only ten" also answers how long a routine or a timer shall be.
    """
    if turn.asking.get("kind") in {"length", *timers.BEING_MADE}:
        return wishes.length(turn)
    know(turn)
    exercise, most = _named(turn) or _at_hand(turn), _number(turn)
    if exercise is None or most is None:
        return aside(turn, turn.say("dose.which_limit"))
    limited = max(most, exercise.dose.least)
    change_profile(
        turn,
        lambda profile: replace(profile, doses=_with_limit(profile.doses, exercise, limited)),
    )
    unit = "second" if isinstance(exercise.dose, Hold) else "time"
    said = turn.say(
        "dose.limited" if limited == most else "dose.limited_to_least",
        exercise=turn.content.name(exercise.id),
        amount=turn.content.count(unit, limited),
    )
    return aside(turn, said, *this_once(turn))


def _with_limit(doses: Doses, exercise: Exercise, most: int) -> Doses:
    if most >= exercise.dose.most:
        return replace(doses, most={c: n for c, n in doses.most.items() if c != exercise.code})
    return replace(doses, most={**doses.most, exercise.code: most})


def _not_undone(turn: Turn, exercise: Exercise, standing: Standing, name: str) -> str:
    days_held = (standing.held_until, turn.profile.doses.rises_from)
    until = max((day for day in days_held if day), default=None)
    if standing.reason is DoseReason.UNDONE or until is None:
        return turn.say("dose.nothing_to_undo")
    now = amount(turn, exercise, _planned(turn, exercise))
    days = (until - circumstances(turn).today).days
    if days > DAYS_A_WEEK:
        weeks = turn.content.count("week", round(days / DAYS_A_WEEK))
        return turn.say("dose.held_weeks", exercise=name, amount=now, weeks=weeks)
    day = turn.say(f"weekday.{until.isoweekday()}")
    return turn.say("dose.held", exercise=name, amount=now, day=day)


def _planned(turn: Turn, exercise: Exercise) -> Dose:
    """How much of an exercise the next routine has."""
    return turn.profile.doses.dose(exercise, turn.profile.preferences)


def _told(turn: Turn, exercise: Exercise, standing: Standing) -> str:
    return turn.say(
        "dose.changed",
        exercise=turn.content.name(exercise.id),
        before=amount(turn, exercise, standing.before),
        now=amount(turn, exercise, standing.dose),
        since=day_said(turn, standing.day, circumstances(turn).today),
    )


def _named(turn: Turn) -> Exercise | None:
    slot = turn.slot("exercise")
    return turn.content.catalog.get(slot.id or "") if slot else None


def _at_hand(turn: Turn) -> Exercise | None:
    """The exercise that is being done, or that a stretch's question is about."""
    run = current_run(turn)
    if run is not None and not run.over:
        return run.step.exercise
    return turn.content.catalog.get(turn.asking.get("exercise", ""))


def _number(turn: Turn) -> int | None:
    slot = turn.slot("amount")
    if slot is None or not slot.value.isdecimal() or len(slot.value) > _DIGITS:
        return None
    return int(slot.value)


ANSWERS = {
    "WhyDoseIntent": why,
    "WhatChangedIntent": what_changed,
    "UndoChangeIntent": undo,
    "LimitDoseIntent": limit,
}
