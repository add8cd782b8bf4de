"""Coming back to what a session was about, after something else was talked of."""

from dataclasses import replace

from skill.alexa import perform
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.turn import Turn
from skill.routine.run import Kind, Run


def about(turn: Turn) -> dict[str, str]:
    """What the session has to remember to come back; nothing where tracks go on by themselves."""
    run = _spoken_run(turn)
    if run is None:
        return {}
    return {"run": turn.token_at(run)}


def back(turn: Turn, *texts: str) -> Answer:
    """Say the last words of the detour; whoever was in the middle of turns is asked to go on."""
    run = _spoken_run(turn)
    if run is None:
        return tell(*texts)
    if run.kind is Kind.STRETCH:
        asking = {"kind": "again", "exercise": run.step.exercise.id}
        return replace(ask(*texts, turn.say("turn.again"), asking=asking), keep=about(turn))
    return replace(ask(*texts, turn.say("turn.go_on"), asking={"kind": "go_on"}), keep=about(turn))


def _spoken_run(turn: Turn) -> Run | None:
    """The run that is done in turns of this session; a stretch can be done again when over."""
    run = turn.run or turn.asked_about
    if run is None or perform.plays_tracks(turn, run):
        return None
    return None if run.over and run.kind is Kind.ROUTINE else run
