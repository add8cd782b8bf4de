"""Words that need no skill's name while a routine plays: pause, resume, stop and the like."""

from skill.alexa import doing, gate, perform, rest
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.conversations import care, routine, stretch, timers
from skill.alexa.done_so_far import done_so_far
from skill.alexa.keeping import happen
from skill.alexa.knowing import current_run, is_recent, know, latest_runs, newest_open_run
from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.events import PauseAsked, StopAsked
from skill.routine.run import Kind, Phase, Run

_ABOUT_PAIN = frozenset({"hurt", "enough", "leg_pain"})
"""Questions after which "stop" means for today."""


def pause(turn: Turn) -> Answer:
    """Silence, and the place is kept."""
    run = current_run(turn)
    if run is None or run.over:
        key = "pause.over" if run and turn.sounds else "pause.nothing"
        return tell(turn.say(key)).doing(perform.silence(turn))
    run, effects = happen(turn, run, PauseAsked())
    silence = perform.directives(turn, run, effects)
    if perform.plays_tracks(turn, run):
        return care.shall_we_go_on(turn, run, turn.say("pause.done")).doing(silence)
    return silence.after(Words(_how_to_take_up(turn, run)))


def resume(turn: Turn) -> Answer:
    """Go on where it broke off, seconds or days ago."""
    if turn.asking.get("kind") == "ready":
        return routine.ready(turn)
    run = current_run(turn)
    if run is None or run.over:
        run = newest_open_run(turn) or run
    question = _question_before(turn, run)
    if question is not None:
        return question
    paused = _paused_stretch(turn, run)
    if paused is not None:
        know(turn)
        return stretch.alone(turn, paused.step.exercise.id)
    if run is None and not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    if run is None or run.over:
        return ask(turn.say("resume.nothing"), asking={"kind": "ready"})
    return doing.take_up(turn, run, turn.say("resume.here"))


def stop(turn: Turn) -> Answer:
    """End it here; what was done is kept. Long after a routine it is only a goodbye."""
    run = current_run(turn)
    if run is None or run.over or not _may_be_stopped(turn, run):
        return tell(turn.say("stop.goodbye")).doing(perform.silence(turn))
    is_enough = turn.asking.get("kind") in _ABOUT_PAIN
    if is_enough:
        rest.rest_today(turn)
    run, effects = happen(turn, run, StopAsked())
    last = turn.say("care.enough" if is_enough else "stop.if_it_hurt")
    farewell = (Words(turn.say("stop.done")), *done_so_far(turn, run), Words(last))
    return perform.directives(turn, run, effects).after(*farewell)


def cancel(turn: Turn) -> Answer:
    """The same as stop; but who was just told of a break timer means that one."""
    if turn.asking.get("kind") == "timer_stays":
        return timers.cancel(turn)
    return stop(turn)


def fixed_order(turn: Turn) -> Answer:
    """Loop and shuffle: the order of the exercises is part of the routine."""
    return tell(turn.say("order.fixed"))


def _question_before(turn: Turn, run: Run | None) -> Answer | None:
    """What is asked before a run is taken up; nothing of its screening if it was begun lately."""
    if run is None or not is_recent(turn, run):
        return gate.question_before(turn)
    return gate.rest_before(turn)


def _how_to_take_up(turn: Turn, run: Run) -> str:
    """A turn in a session is asked for anew."""
    if run.kind is Kind.ROUTINE:
        return turn.say("pause.turns")
    return turn.say("pause.stretch", exercise=turn.content.name(run.step.exercise.id))


def _may_be_stopped(turn: Turn, run: Run) -> bool:
    if run.head.phase is Phase.STOPPED:
        return False
    return run.head.phase is Phase.GOING or is_recent(turn, run)


def _paused_stretch(turn: Turn, run: Run | None) -> Run | None:
    """The stretch that the person paused last, if nothing was begun since."""
    newest = next(iter(latest_runs(turn)), None)
    if newest is None or newest.kind is Kind.ROUTINE or newest.head.phase is not Phase.PAUSED:
        return None
    later = run is not None and run.id > newest.id
    return None if later or newest.over or not is_recent(turn, newest) else newest


ANSWERS = {
    "AMAZON.PauseIntent": pause,
    "AMAZON.ResumeIntent": resume,
    "AMAZON.StopIntent": stop,
    "AMAZON.CancelIntent": cancel,
    "AMAZON.NavigateHomeIntent": stop,
    "AMAZON.LoopOnIntent": fixed_order,
    "AMAZON.LoopOffIntent": fixed_order,
    "AMAZON.ShuffleOnIntent": fixed_order,
    "AMAZON.ShuffleOffIntent": fixed_order,
}
