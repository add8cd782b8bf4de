"""Doses and their changes in words."""

from datetime import date

from skill.alexa.turn import Turn
from skill.routine.exercise import Dose, Exercise, Hold
from skill.routine.progress import DAYS_A_WEEK
from skill.routine.standing import Standing, weight
from skill.routine.today import Today


def news(turn: Turn, today: Today) -> list[str]:
    """The one change that is told as a routine begins; nothing if there is none."""
    if today.is_after_lapse:
        return [turn.say("dose.after_lapse")]
    return [change(turn, *today.news)] if today.news else []


def change(turn: Turn, exercise: Exercise, standing: Standing) -> str:
    """A change as it is told when it holds for the first time."""
    direction = "more" if weight(standing.dose) > weight(standing.before) else "less"
    return turn.say(
        f"dose.{direction}_{_measure(exercise, standing)}",
        exercise=turn.content.name(exercise.id),
        by=_difference(turn, exercise, standing),
    )


def amount(turn: Turn, exercise: Exercise, dose: Dose) -> str:
    """A dose in words: `12 times`, `twenty seconds`, `two sets of 15 times`."""
    unit = "second" if isinstance(exercise.dose, Hold) else "time"
    once = turn.content.count(unit, dose.amount)
    if dose.sets == 1:
        return once
    return turn.say("dose_part.in_sets", sets=turn.content.count("set", dose.sets), amount=once)


def day_said(turn: Turn, day: date, today: date) -> str:
    """A day as people say it: `today`, `since Monday`, `for three weeks`."""
    days = (today - day).days
    if days <= 0:
        return turn.say("dose_part.since_today")
    if days < DAYS_A_WEEK:
        return turn.say("dose_part.since_day", day=turn.say(f"weekday.{day.isoweekday()}"))
    weeks = turn.content.count("week", days // DAYS_A_WEEK)
    return turn.say("dose_part.since_weeks", weeks=weeks)


def _measure(exercise: Exercise, standing: Standing) -> str:
    if standing.dose.sets != standing.before.sets:
        return "sets"
    return "hold" if isinstance(exercise.dose, Hold) else "reps"


def _difference(turn: Turn, exercise: Exercise, standing: Standing) -> str:
    measure = _measure(exercise, standing)
    if measure == "sets":
        return turn.content.count("set", standing.dose.sets)
    unit = "second" if measure == "hold" else "repetition"
    return turn.content.count(unit, abs(standing.dose.amount - standing.before.amount))
