"""How much of each exercise is done: why it changed, what changed, and back to how it was."""

from dataclasses import replace

from skill.alexa.answer import Answer, ask
from skill.alexa.changing import change_profile
from skill.alexa.doing import aside
from skill.alexa.dose_words import amount, day_said
from skill.alexa.knowing import circumstances, current_run, know
from skill.alexa.turn import Turn
from skill.routine import progression
from skill.routine.exercise import Exercise, Hold
from skill.routine.progression import Doses, Reason, Standing

TOLD_AT_ONCE = 3
"""More changes than this are hard to follow by ear."""
_DIGITS = 3
"""More than so many nobody means."""


def why(turn: Turn) -> Answer:
    """Why an exercise is as long as it is: the one that is named or done, or changed last."""
    know(turn)
    exercise = _named(turn) or _at_hand(turn)
    standing = turn.profile.doses.standings.get(exercise.code) if exercise else None
    changed = progression.changes(turn.profile.doses, turn.content.catalog)
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
            amount=amount(turn, exercise, standing.dose),
            since=day_said(turn, standing.day, today),
        ),
    )


def what_changed(turn: Turn) -> Answer:
    """The newest changes."""
    know(turn)
    changed = progression.changes(turn.profile.doses, turn.content.catalog)
    if not changed:
        return aside(turn, turn.say("dose.no_changes"))
    told = [_told(turn, *one) for one in changed[:TOLD_AT_ONCE]]
    return aside(turn, *told, turn.say("dose.how_to_undo"))


def undo(turn: Turn) -> Answer:
    """Back to how it was: the exercise that is named or done, or the last change."""
    know(turn)
    doses, catalog = turn.profile.doses, turn.content.catalog
    today = circumstances(turn).today
    changed = dict(progression.changes(doses, catalog))
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
    return aside(turn, back, *([] if turn.kept else [turn.say("trouble.this_once")]))


def limit(turn: Turn) -> Answer:
    """No more of an exercise than so much, until the person says otherwise."""
    know(turn)
    exercise, most = _named(turn) or _at_hand(turn), _number(turn)
    if exercise is None:
        return ask(turn.say("stretch.which"), asking={"kind": "which"})
    if most is None:
        return aside(turn, turn.say("dose.which_limit"))
    least = exercise.dose.least
    limited = max(most, least)
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
    return aside(turn, said, *([] if turn.kept else [turn.say("trouble.this_once")]))


def _with_limit(doses: Doses, exercise: Exercise, most: int) -> Doses:
    if most >= exercise.dose.most:
        return replace(doses, most={c: n for c, n in doses.most.items() if c != exercise.code})
    return replace(doses, most={**doses.most, exercise.code: most})


def _not_undone(turn: Turn, exercise: Exercise, standing: Standing, name: str) -> str:
    if standing.reason is Reason.UNDONE or standing.held_until is None:
        return turn.say("dose.nothing_to_undo")
    day = turn.say(f"weekday.{standing.held_until.isoweekday()}")
    now = amount(turn, exercise, standing.dose)
    days = (standing.held_until - circumstances(turn).today).days
    if days > progression.HELD_AFTER_EASING.days:
        weeks = turn.content.count("week", round(days / 7))
        return turn.say("dose.held_weeks", exercise=name, amount=now, weeks=weeks)
    return turn.say("dose.held", exercise=name, amount=now, day=day)


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
    return (
        int(slot.value) if slot and slot.value.isdecimal() and len(slot.value) <= _DIGITS else None
    )


ANSWERS = {
    "WhyDoseIntent": why,
    "WhatChangedIntent": what_changed,
    "UndoChangeIntent": undo,
    "LimitDoseIntent": limit,
}
