"""When it hurts: stop at once, say what to do, offer to leave the exercise out."""

from skill.alexa import perform
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences
from skill.alexa.keeping import current_run, happen, load_profile
from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.effects import EndForToday
from skill.routine.events import HurtSaid
from skill.routine.run import Phase, Run


def hurts(turn: Turn) -> Answer:
    """It hurts: the movement stops before anything else is said."""
    run = current_run(turn)
    if run is None or run.over or run.head.phase is Phase.STOPPED:
        return _offer(turn, _exercise_meant(turn, None))
    hurt_id = _exercise_meant(turn, run)
    run, effects = happen(turn, run, HurtSaid())
    turn.hurts = run.hurts
    silence = perform.directives(turn, run, effects)
    if any(isinstance(effect, EndForToday) for effect in effects):
        return silence.after(Words(turn.say("care.second")), Words(turn.say("care.doctor")))
    return _offer(turn, hurt_id).doing(silence)


def answered(turn: Turn, *, leave_out: bool) -> Answer:
    """The answer to the offer; then whether to go on."""
    load_profile(turn)
    exercise_id = turn.asking["exercise"]
    name = turn.content.name(exercise_id)
    if leave_out:
        change_preferences(turn, lambda wanted: wanted.leaving_out(exercise_id))
    said = turn.say("care.left_out" if leave_out else "care.stays", exercise=name)
    run = current_run(turn)
    if run is None or run.over or run.head.phase is Phase.STOPPED:
        return tell(said, turn.say("care.rest"))
    following = turn.content.name(run.step.exercise.id)
    return ask(said, turn.say("care.go_on", exercise=following), asking={"kind": "go_on"})


def _offer(turn: Turn, exercise_id: str | None) -> Answer:
    if exercise_id is None:
        return tell(turn.say("care.stop"), turn.say("care.ease"), turn.say("care.doctor"))
    return ask(
        turn.say("care.stop"),
        turn.say("care.ease"),
        turn.say("care.leave_out", exercise=turn.content.name(exercise_id)),
        asking={"kind": "leave_out", "exercise": exercise_id},
    )


def _exercise_meant(turn: Turn, run: Run | None) -> str | None:
    """The exercise that was named, or else the one that was being done."""
    slot = turn.slot("exercise")
    if slot and slot.id:
        return slot.id
    return run.step.exercise.id if run else turn.asking.get("exercise")


ANSWERS = {"HurtIntent": hurts}
