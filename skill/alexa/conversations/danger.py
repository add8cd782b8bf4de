"""Warning signs: the sound stops for today, and what to do now is said, the action first."""

from collections.abc import Callable

from ask_sdk_model.interfaces.audioplayer import (
    ClearBehavior,
    ClearQueueDirective,
    StopDirective,
)

from skill.alexa import perform, rest
from skill.alexa.answer import NOTHING, Answer, ask, tell
from skill.alexa.conversations import care
from skill.alexa.emergency_number import emergency_number
from skill.alexa.keeping import happen
from skill.alexa.knowing import current_run, know, playing_run
from skill.alexa.turn import Turn
from skill.routine.advance import step_spoken_of
from skill.routine.events import PauseAsked, WarningSaid
from skill.routine.exercise import Position

_GENTLEST = "pelvic-tilt"
"""What may be done lying still, with pain that ran down the leg and eased."""


def emergency(turn: Turn) -> Answer:
    """Get help now: a skill cannot call for it."""
    silence = end_for_today(turn)
    said = turn.say("danger.emergency", number=emergency_number(turn))
    return tell(said, turn.say("danger.emergency_until_then")).doing(silence)


def see_doctor(turn: Turn) -> Answer:
    """See a doctor before the next exercise."""
    silence = end_for_today(turn)
    return tell(turn.say("danger.see_doctor", number=emergency_number(turn))).doing(silence)


def faint(turn: Turn) -> Answer:
    """Lie down; no more exercise today."""
    silence = end_for_today(turn)
    return tell(turn.say("danger.faint", number=emergency_number(turn))).doing(silence)


def leg_pain(turn: Turn) -> Answer:
    """That exercise ends for today; a gentle one lying still is offered, unless it was that."""
    know(turn)
    run = current_run(turn)
    at_hand = run.step.exercise if run and care.is_being_done(turn, run) else None
    turn.hurts += 1
    told = [turn.say("danger.leg_pain"), turn.say("danger.leg_pain_if_it_stays")]
    is_gentle = at_hand is not None and at_hand.position is Position.ON_BACK
    if is_gentle or rest.is_resting(turn) or care.is_enough_for(turn, run):
        silence = end_for_today(turn)
        return tell(*told, turn.say("danger.enough")).doing(silence)
    silence = _stopped(turn)
    name = turn.content.name(_GENTLEST)
    question = turn.say("danger.leg_pain_go_on", exercise=name)
    asking = {"kind": "leg_pain", "exercise": _GENTLEST}
    return ask(*told, question, asking=asking).doing(silence)


def something_wrong(turn: Turn) -> Answer:
    """It may be danger: the sound stops, and one question asks."""
    silence = _paused(turn)
    return ask(turn.say("danger.ask"), asking={"kind": "danger"}).doing(silence)


def it_is(turn: Turn) -> Answer:
    """Yes, something is wrong that needs a doctor; which of them, was not understood."""
    silence = end_for_today(turn)
    said = turn.say("danger.some", number=emergency_number(turn))
    return tell(said, turn.say("danger.emergency_until_then")).doing(silence)


def it_is_not(turn: Turn) -> Answer:
    """Nothing is wrong: what was paused may go on, after one more question."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("danger.good"))
    return care.shall_we_go_on(turn, run, turn.say("danger.good"))


def rest_wished(turn: Turn) -> Answer:
    """That is enough for today."""
    silence = end_for_today(turn)
    return tell(turn.say("rest.left")).doing(silence)


def end_for_today(turn: Turn) -> Answer:
    """Stop all sound, clear the queue, end the run, and rest until tomorrow."""
    know(turn)
    rest.rest_today(turn)
    return _stopped(turn)


def _stopped(turn: Turn) -> Answer:
    run = current_run(turn)
    if run is not None and not run.over:
        if care.is_being_done(turn, run):
            care.ease(turn, step_spoken_of(run).exercise, turn.owner_of(run))
        happen(turn, run, WarningSaid())
    return _no_more_sound(turn)


def _paused(turn: Turn) -> Answer:
    run = playing_run(turn) or turn.run
    if run is not None and not run.over:
        run, effects = happen(turn, run, PauseAsked())
        return perform.directives(turn, run, effects)
    return perform.silence(turn)


def _no_more_sound(turn: Turn) -> Answer:
    if not turn.has_player:
        return NOTHING
    return Answer(directives=(StopDirective(), ClearQueueDirective(ClearBehavior.CLEAR_ALL)))


ANSWERS: dict[str, Callable[[Turn], Answer]] = {
    "EmergencyIntent": emergency,
    "SeeDoctorIntent": see_doctor,
    "LegPainIntent": leg_pain,
    "FaintIntent": faint,
    "SomethingWrongIntent": something_wrong,
    "RestTodayIntent": rest_wished,
}
