"""Words that move through a routine: next, previous, repeat, start over."""

from skill.alexa import doing, gate, perform
from skill.alexa.answer import Answer, tell
from skill.alexa.conversations import routine, stretch
from skill.alexa.done_so_far import done_so_far
from skill.alexa.keeping import happen
from skill.alexa.knowing import current_run, is_recent, know
from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.events import NextAsked, PreviousAsked, RepeatAsked, StartOverAsked
from skill.routine.run import Kind, Run


def following(turn: Turn) -> Answer:
    """The next exercise, or another stretch."""
    if _is_stretching(turn):
        return stretch.another(turn)
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("next.was_last" if run and turn.sounds else "next.nothing"))
    if run.kind is Kind.ROUTINE and _is_last(run):
        return _skip_the_last(turn, run)
    return gate.rest_before(turn) or doing.proceed(turn, run, NextAsked(), turn.say("next.done"))


def previous(turn: Turn) -> Answer:
    """The exercise before this one."""
    if _is_stretching(turn):
        return stretch.another(turn, by=-1)
    run = current_run(turn)
    if run is None or _is_long_over(turn, run):
        return tell(turn.say("next.nothing"))
    key = "previous.is_first" if run.head.step == 0 else "previous.done"
    return gate.rest_before(turn) or doing.proceed(turn, run, PreviousAsked(), turn.say(key))


def repeat(turn: Turn) -> Answer:
    """This exercise again from its start."""
    if _is_stretching(turn):
        return stretch.again(turn)
    run = current_run(turn)
    if run is None or _is_long_over(turn, run):
        return tell(turn.say("next.nothing"))
    return gate.rest_before(turn) or doing.proceed(
        turn, run, RepeatAsked(), turn.say("repeat.done")
    )


def start_over(turn: Turn) -> Answer:
    """The routine from its start; one that is finished, or no longer wanted so, begins anew."""
    if _is_stretching(turn):
        return stretch.again(turn)
    run = current_run(turn)
    know(turn)
    if run is None:
        return routine.start(turn)
    question = gate.question_before(turn)
    if question is not None:
        return question
    unwanted = {step.exercise.id for step in run.routine.steps} & turn.profile.preferences.left_out
    if run.finished or unwanted or not is_recent(turn, run):
        return doing.begin(turn, turn.profile.preferences, hurts=run.hurts)
    return doing.proceed(turn, run, StartOverAsked(), turn.say("start_over.done"))


def _is_stretching(turn: Turn) -> bool:
    """Whether one stretch is what this session is about."""
    return turn.asking.get("kind") == "again"


def _is_long_over(turn: Turn, run: Run) -> bool:
    return run.over and not is_recent(turn, run)


def _is_last(run: Run) -> bool:
    return run.head.step + 1 == len(run.routine) and not run.head.due


def _skip_the_last(turn: Turn, run: Run) -> Answer:
    run, effects = happen(turn, run, NextAsked())
    answer = perform.directives(turn, run, effects)
    return answer.after(Words(turn.say("next.was_last")), *done_so_far(turn, run))


ANSWERS = {
    "AMAZON.NextIntent": following,
    "AMAZON.PreviousIntent": previous,
    "AMAZON.RepeatIntent": repeat,
    "AMAZON.StartOverIntent": start_over,
}
