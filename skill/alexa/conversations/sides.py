"""The sides of an exercise that is being done: left out, or gone over to. No setting changes."""

from collections.abc import Callable

from skill.alexa import doing, gate, perform
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.conversations import moving, stretch
from skill.alexa.doing import aside
from skill.alexa.knowing import current_run
from skill.alexa.turn import Turn
from skill.alexa.where import place_of
from skill.alexa.which_side import named_side
from skill.routine.events import ResumeAsked
from skill.routine.run import Run
from skill.routine.segment import next_side, other_side


def skip(turn: Turn) -> Answer:
    """Not this side: the other one, if it is still to come, or else the next exercise."""
    if _is_about_a_stretch(turn):
        side = named_side(turn) or stretch.asked_side(turn)
        return stretch.on_one_side(turn, side.other) if side else _which(turn)
    return _with_sides(turn, _skipped)


def other(turn: Turn) -> Answer:
    """The other side now, or the one that was named."""
    return _with_sides(turn, _moved)


def only(turn: Turn) -> Answer:
    """One side alone of this exercise, this time."""
    return _with_sides(turn, _alone)


def _with_sides(turn: Turn, then: Callable[[Turn, Run], Answer]) -> Answer:
    if _is_about_a_stretch(turn):
        return _of_stretch(turn)
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("side.nothing"))
    if not run.step.sides or run.step.sides == (None,):
        name = turn.content.name(run.step.exercise.id)
        return aside(turn, turn.say("side.none", exercise=name))
    return then(turn, run)


def _is_about_a_stretch(turn: Turn) -> bool:
    asking = turn.asking
    return asking.get("kind") in {"again", "which_side"} and "exercise" in asking


def _of_stretch(turn: Turn) -> Answer:
    """The stretch that the open question is about, on the side that is named, or the other one."""
    side = named_side(turn, stretch.asked_side(turn))
    return _which(turn) if side is None else stretch.on_one_side(turn, side)


def _which(turn: Turn) -> Answer:
    asking = {"kind": "which_side", "exercise": turn.asking["exercise"]}
    return ask(turn.say("side.which"), asking=asking)


def _alone(turn: Turn, run: Run) -> Answer:
    side = named_side(turn, place_of(turn, run).side)
    if side is None:
        return ask(turn.say("side.which"), asking={"kind": "which_side"})
    rest = gate.rest_before(turn)
    if rest is not None:
        return rest
    words = turn.say("side.only", side=turn.say(f"side.{side}"))
    return doing.with_one_side(turn, run, side, words)


def _skipped(turn: Turn, run: Run) -> Answer:
    if not perform.plays_tracks(turn, run):
        return aside(turn, turn.say("side.in_turns"))
    now = place_of(turn, run).side
    named = named_side(turn, now)
    if named is not None and now is not None and named is not now:
        return aside(turn, turn.say("side.when_it_comes"))
    segment = next_side(run.step.segments, run.segment_index)
    if segment is None or run.step.only:
        return moving.following(turn)
    return _from(turn, run, segment)


def _moved(turn: Turn, run: Run) -> Answer:
    if turn.asking.get("kind") == "which_side":
        return _alone(turn, run)
    if not perform.plays_tracks(turn, run):
        return aside(turn, turn.say("side.in_turns"))
    now = place_of(turn, run).side
    if now is not None and named_side(turn) is now:
        return aside(turn, turn.say("side.is_now", side=turn.say(f"side.{now}")))
    if run.step.only and now is not None:
        # Whoever wants one side alone, and then the other, wants that one alone.
        return gate.rest_before(turn) or doing.with_one_side(
            turn, run, now.other, turn.say("side.go")
        )
    segment = other_side(run.step.segments, run.segment_index)
    return _from(turn, run, segment or 0)


def _from(turn: Turn, run: Run, segment: int) -> Answer:
    rest = gate.rest_before(turn)
    if rest is not None:
        return rest
    if run.step.segments[segment].side is run.step.sides[0] and segment > 0:
        return doing.with_time(turn, run, segment, 0, turn.say("side.go"))
    # There the change of sides goes before the work.
    return doing.proceed(turn, run, ResumeAsked(0, segment), turn.say("side.go"))


ANSWERS = {"SkipSideIntent": skip, "OtherSideIntent": other, "OnlySideIntent": only}
