"""Whether the routine was done on a day: told from what is kept, and nothing starts."""

from datetime import date, timedelta

from skill.alexa.alerts.said import said_day
from skill.alexa.answer import Answer
from skill.alexa.diary import runs_on
from skill.alexa.doing import aside
from skill.alexa.keeping import mark_store_down
from skill.alexa.knowing import know
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.routine.progress import local_day
from skill.routine.run import Kind
from skill.store.port import StoreUnavailableError

_WEEK = timedelta(days=7)


def told(turn: Turn) -> Answer:
    """What was done today, or on the day that was named."""
    know(turn)
    today = local_day(turn.now, zone_of(turn))
    day = _day(turn, today)
    if day is None:
        return aside(turn, turn.say("done.which"))
    try:
        runs = runs_on(turn, day)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return aside(turn, turn.say("trouble.cannot_look"))
    said = said_day(turn, day, today)
    if any(run.finished and run.kind is Kind.ROUTINE for run in runs):
        return aside(turn, turn.say("done.whole", day=said))
    if not runs:
        return aside(turn, turn.say("done.not_yet" if day == today else "done.nothing", day=said))
    exercises = {run.routine.steps[step].exercise.id for run in runs for step in run.done}
    number = turn.content.count("exercise", len(exercises))
    return aside(turn, turn.say("done.part", exercises=number, day=said))


def _day(turn: Turn, today: date) -> date | None:
    """The day that is meant; a weekday to come, as Alexa gives it, was meant a week before."""
    slot = turn.slot("date")
    if slot is None:
        return today
    try:
        day = date.fromisoformat(slot.value[:10])
    except ValueError:
        return None
    return day - _WEEK if today < day <= today + _WEEK else day


ANSWERS = {"DoneTodayIntent": told}
