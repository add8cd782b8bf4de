"""Words that need no skill's name while a routine plays: pause, resume, next, stop and the like."""

from skill.alexa import perform
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.conversations import routine, stretch
from skill.alexa.keeping import current_run, happen, load_profile
from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.events import (
    NextAsked,
    PauseAsked,
    PreviousAsked,
    RepeatAsked,
    StartOverAsked,
    StopAsked,
)
from skill.routine.run import Kind, Phase, Run


def pause(turn: Turn) -> Answer:
    """Silence, and the place is kept."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("pause.nothing"))
    run, effects = happen(turn, run, PauseAsked())
    return perform.directives(turn, run, effects).after(Words(turn.say("pause.done")))


def resume(turn: Turn) -> Answer:
    """Go on where it broke off, seconds or days ago."""
    run = current_run(turn)
    if run is None and not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    if run is None or run.over:
        return ask(turn.say("resume.nothing"), asking={"kind": "ready"})
    return routine.take_up(turn, run, turn.say("resume.here"))


def following(turn: Turn) -> Answer:
    """The next exercise, or another stretch."""
    if turn.asking.get("kind") == "again":
        return stretch.another(turn)
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("next.nothing"))
    if run.kind is Kind.ROUTINE and _is_last(run):
        return _skip_the_last(turn, run)
    return routine.proceed(turn, run, NextAsked())


def previous(turn: Turn) -> Answer:
    """The exercise before this one."""
    run = current_run(turn)
    if run is None:
        return tell(turn.say("next.nothing"))
    opening = [turn.say("previous.is_first")] if run.head.step == 0 else []
    return routine.proceed(turn, run, PreviousAsked(), *opening)


def repeat(turn: Turn) -> Answer:
    """This exercise again from its start."""
    if turn.asking.get("kind") == "again":
        return stretch.again(turn)
    run = current_run(turn)
    if run is None:
        return tell(turn.say("next.nothing"))
    return routine.proceed(turn, run, RepeatAsked())


def start_over(turn: Turn) -> Answer:
    """The routine from its start; a finished one begins anew."""
    run = current_run(turn)
    load_profile(turn)
    if run is None or run.finished:
        return routine.start(turn)
    return routine.proceed(turn, run, StartOverAsked(), turn.say("start_over.done"))


def stop(turn: Turn) -> Answer:
    """End it here; what was done is kept. Long after a routine it is only a goodbye."""
    run = current_run(turn)
    if run is None or run.over or run.head.phase is Phase.STOPPED:
        answer = tell(turn.say("stop.goodbye"))
        return perform.directives(turn, run, ()).after(*answer.speech) if run else answer
    run, effects = happen(turn, run, StopAsked())
    return perform.directives(turn, run, effects).after(*_farewell(turn, run))


def fixed_order(turn: Turn) -> Answer:
    """Loop and shuffle: the order of the exercises is part of the routine."""
    return tell(turn.say("order.fixed"))


def _skip_the_last(turn: Turn, run: Run) -> Answer:
    run, effects = happen(turn, run, NextAsked())
    answer = perform.directives(turn, run, effects)
    return answer.after(Words(turn.say("next.was_last")), *_done_so_far(turn, run))


def _is_last(run: Run) -> bool:
    return run.head.step + 1 == len(run.routine) and not run.head.due


def _farewell(turn: Turn, run: Run) -> tuple[Words, ...]:
    return (Words(turn.say("stop.done")), *_done_so_far(turn, run))


def _done_so_far(turn: Turn, run: Run) -> tuple[Words, ...]:
    if run.kind is Kind.STRETCH or not run.done:
        return ()
    done = turn.content.count("exercise", len(run.done))
    total = turn.content.number(len(run.routine))
    return (Words(turn.say("stop.so_far", done=done, total=total)),)


ANSWERS = {
    "AMAZON.PauseIntent": pause,
    "AMAZON.ResumeIntent": resume,
    "AMAZON.NextIntent": following,
    "AMAZON.PreviousIntent": previous,
    "AMAZON.RepeatIntent": repeat,
    "AMAZON.StartOverIntent": start_over,
    "AMAZON.StopIntent": stop,
    "AMAZON.CancelIntent": stop,
    "AMAZON.LoopOnIntent": fixed_order,
    "AMAZON.LoopOffIntent": fixed_order,
    "AMAZON.ShuffleOnIntent": fixed_order,
    "AMAZON.ShuffleOffIntent": fixed_order,
}
