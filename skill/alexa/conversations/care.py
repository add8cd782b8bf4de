"""When it hurts: stop at once, say what to do, offer to leave the exercise out."""

from dataclasses import replace

from skill.alexa import perform
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences
from skill.alexa.keeping import happen
from skill.alexa.knowing import current_run, is_recent, know
from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.effects import Effect, EndForToday, OfferToLeaveOut
from skill.routine.events import HurtSaid, Spot
from skill.routine.run import Kind, Phase, Run


def hurts(turn: Turn) -> Answer:
    """It hurts: the movement stops before anything else is said."""
    run = None if _was_a_stretch(turn) else current_run(turn)
    if run is None or not _is_being_done(turn, run):
        return _offer(turn, _exercise_named(turn) or turn.asking.get("exercise"))
    run, effects = happen(turn, run, HurtSaid())
    silence = perform.directives(turn, run, effects)
    if any(isinstance(effect, EndForToday) for effect in effects):
        return silence.after(Words(turn.say("care.second")), Words(turn.say("care.doctor")))
    hurt_id = _exercise_named(turn) or _hurt(effects)
    goes_on = run.kind is Kind.ROUTINE and not run.over
    return _offer(turn, hurt_id, run if goes_on else None).doing(silence)


def answered(turn: Turn, *, leave_out: bool) -> Answer:
    """The answer to the offer; then whether to go on, if it was a routine that hurt."""
    know(turn)
    exercise_id = turn.asking["exercise"]
    name = turn.content.name(exercise_id)
    if leave_out:
        whose = turn.owner_of(turn.asked_about) if turn.asked_about else None
        change_preferences(turn, lambda wanted: wanted.leaving_out(exercise_id), whose)
    said = [turn.say("care.left_out" if leave_out else "care.stays", exercise=name)]
    if not turn.kept:
        said.append(turn.say("trouble.this_once"))
    run = current_run(turn) if turn.asked_about else None
    if run is None or run.over or run.head.phase is Phase.STOPPED:
        return tell(*said, turn.say("care.rest"))
    following = turn.content.name(run.step.exercise.id)
    question = ask(*said, turn.say("care.go_on", exercise=following), asking={"kind": "go_on"})
    return replace(question, keep=_about(turn, run))


def _was_a_stretch(turn: Turn) -> bool:
    """Whether the session is about a stretch that was heard and asked about since."""
    return turn.run is None and turn.asking.get("kind") == "again"


def _is_being_done(turn: Turn, run: Run) -> bool:
    """Whether somebody may be in the middle of this run; not so if it was left days ago."""
    if run.over or run.head.phase is Phase.STOPPED:
        return False
    return run.head.phase is Phase.GOING or is_recent(turn, run)


def _offer(turn: Turn, exercise_id: str | None, goes_on: Run | None = None) -> Answer:
    if exercise_id is None:
        return tell(turn.say("care.stop"), turn.say("care.ease"), turn.say("care.doctor"))
    offer = ask(
        turn.say("care.stop"),
        turn.say("care.ease"),
        turn.say("care.leave_out", exercise=turn.content.name(exercise_id)),
        asking={"kind": "leave_out", "exercise": exercise_id},
    )
    return replace(offer, keep=_about(turn, goes_on)) if goes_on else offer


def _about(turn: Turn, run: Run) -> dict[str, str]:
    """What the session remembers of a run: with the store down, nothing else could."""
    spot = Spot(run.head.play, first=run.head.step, step=run.head.step)
    return {"run": turn.token_of(run, spot)}


def _exercise_named(turn: Turn) -> str | None:
    slot = turn.slot("exercise")
    return slot.id if slot else None


def _hurt(effects: tuple[Effect, ...]) -> str | None:
    """The exercise that was being done."""
    offers = (effect for effect in effects if isinstance(effect, OfferToLeaveOut))
    return next((offer.exercise_id for offer in offers), None)


ANSWERS = {"HurtIntent": hurts}
