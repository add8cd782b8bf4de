"""Questions while a routine plays: how much longer, which exercise, what comes next."""

from skill.alexa.answer import Answer, tell
from skill.alexa.doing import aside
from skill.alexa.knowing import current_run
from skill.alexa.turn import Turn
from skill.alexa.where import left_ms, time_left, where


def time(turn: Turn) -> Answer:
    """How much longer it takes."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("where.nowhere"))
    after = len(run.routine) - run.head.step - 1
    left = time_left(turn, left_ms(turn, run))
    if after == 0:
        return aside(turn, turn.say("left.last", left=left))
    return aside(turn, turn.say("left.more", left=left, number=turn.content.number(after)))


def exercise(turn: Turn) -> Answer:
    """Which exercise it is, and how far it has come."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("where.nowhere"))
    number = turn.content.number(run.head.step + 1)
    total = turn.content.number(len(run.routine))
    return aside(turn, where(turn, run), turn.say("where.of", number=number, total=total))


def following(turn: Turn) -> Answer:
    """What comes next."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("where.nowhere"))
    next_id = run.step.exercise.id if run.head.due else run.step.next_id
    if next_id is None:
        return aside(turn, turn.say("where.last"))
    return aside(turn, turn.say("where.next", exercise=turn.content.name(next_id)))


ANSWERS = {
    "TimeLeftIntent": time,
    "WhereAmIIntent": exercise,
    "WhatsNextIntent": following,
}
