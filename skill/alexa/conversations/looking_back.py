"""Looking back beyond the week: the last time, this month, and what has become better."""

from skill.alexa.alerts.said import said_day
from skill.alexa.answer import Answer, tell
from skill.alexa.diary import runs_from
from skill.alexa.doing import aside
from skill.alexa.dose_words import amount
from skill.alexa.keeping import mark_store_down
from skill.alexa.knowing import circumstances, know, latest_runs, playing_run
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.routine.exercise import Dose, Exercise
from skill.routine.ladder import dose_at
from skill.routine.progress import day_of, local_day, week_of
from skill.store.port import StoreUnavailableError

NAMED = 3
"""More than so many are hard to follow by ear."""


def last_time(turn: Turn) -> Answer:
    """When something was done last, before what is being done now."""
    know(turn)
    zone = zone_of(turn)
    today = local_day(turn.now, zone)
    playing = playing_run(turn)
    now = playing.id if playing else None
    done = [run for run in latest_runs(turn) if run.done and run.id != now]
    if not turn.kept and not done:
        return tell(turn.say("trouble.cannot_look"))
    if not done:
        return aside(turn, turn.say("back.never"))
    run = max(done, key=lambda each: each.id)
    exercises = turn.content.count("exercise", len(run.done))
    day = said_day(turn, day_of(run, zone), today)
    return aside(turn, turn.say("back.last_time", day=day, exercises=exercises))


def this_month(turn: Turn) -> Answer:
    """How many minutes, on how many days, since the month began."""
    know(turn)
    zone = zone_of(turn)
    today = local_day(turn.now, zone)
    first = today.replace(day=1)
    try:
        runs = runs_from(turn, first)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return tell(turn.say("trouble.cannot_look"))
    if not runs:
        return aside(turn, turn.say("back.nothing_this_month"))
    minutes = week_of(runs, first, zone).minutes
    days = len({day_of(run, zone) for run in runs})
    return aside(
        turn,
        turn.say(
            "back.this_month",
            minutes=turn.content.count("minute", minutes),
            days=turn.content.count("day", days),
        ),
    )


def better(turn: Turn) -> Answer:
    """What is done more of now than at the level's start."""
    know(turn)
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    grown = _grown(turn)
    if not grown:
        return aside(turn, turn.say("back.nothing_better"))
    told = [
        turn.say(
            "back.better",
            exercise=turn.content.name(exercise.id),
            before=amount(turn, exercise, before),
            now=amount(turn, exercise, now),
        )
        for exercise, before, now in grown[:NAMED]
    ]
    more = len(grown) - NAMED
    rest = [turn.say("back.better_too", exercises=turn.content.count("exercise", more))]
    return aside(turn, *told, *(rest if more > 0 else []))


def _grown(turn: Turn) -> list[tuple[Exercise, Dose, Dose]]:
    """Exercises with what they began with and what they have come to, the furthest first."""
    given = circumstances(turn)
    found = []
    for exercise in turn.content.catalog.values():
        first = dose_at(given.preferences.level, exercise)
        now = given.doses.dose(exercise, given.preferences)
        growth = now.amount * now.sets / (first.amount * first.sets)
        if growth > 1:
            found.append((growth, exercise, first, now))
    return [one[1:] for one in sorted(found, key=lambda one: -one[0])]


ANSWERS = {"LastTimeIntent": last_time, "ThisMonthIntent": this_month, "GainsIntent": better}
