"""When it hurts: stop at once, say what to do, then rest and go on, or stop for today."""

from dataclasses import replace

from skill.alexa import doing, perform, rest
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_profile, note_profile
from skill.alexa.keeping import happen
from skill.alexa.knowing import circumstances, current_run, is_recent, know
from skill.alexa.turn import Turn
from skill.limits import PAUSE_OPENS_MICROPHONE
from skill.routine import progression
from skill.routine.advance import HURTS_THAT_END_A_DAY, is_enough, step_spoken_of
from skill.routine.effects import Effect, EndForToday, OfferToLeaveOut
from skill.routine.events import HurtSaid, StopAsked
from skill.routine.exercise import Exercise
from skill.routine.run import Kind, Phase, Run
from skill.store.port import Profile


def hurts(turn: Turn) -> Answer:
    """It hurts: the movement stops before anything else is said."""
    know(turn)
    run = None if _was_a_stretch(turn) else current_run(turn)
    hurts_before = _hurts_today(turn, run)
    turn.hurts = hurts_before + 1
    if run is None or not is_being_done(turn, run):
        exercise_id = _exercise_named(turn) or turn.asking.get("exercise")
        about = _exercise_named(turn) or (exercise_id if _was_a_stretch(turn) else None)
        ease(turn, turn.content.catalog.get(about or ""), turn.user)
        if turn.hurts >= HURTS_THAT_END_A_DAY:
            rest.rest_today(turn)
            return _ended(turn).doing(perform.silence(turn))
        return _enough_question(turn, exercise_id, hurts_before).doing(perform.silence(turn))
    if is_enough(run.hurts + 1, run.hurts_before):
        rest.rest_today(turn)
    hurt = step_spoken_of(run).exercise
    ease(turn, turn.content.catalog.get(_exercise_named(turn) or hurt.id), turn.owner_of(run))
    run, effects = happen(turn, run, HurtSaid())
    silence = perform.directives(turn, run, effects)
    if any(isinstance(effect, EndForToday) for effect in effects):
        return _ended(turn).doing(silence)
    hurt_id = _exercise_named(turn) or _hurt(effects)
    if run.kind is Kind.ROUTINE and not run.over:
        return _go_on_question(turn, run, hurt_id, hurts_before).doing(silence)
    return _enough_question(turn, hurt_id, hurts_before).doing(silence)


def rest_and_go_on(turn: Turn) -> Answer:
    """Yes to going on: whether to leave out what hurt is asked first, since nobody lies waiting."""
    run = current_run(turn)
    if run is None or run.over:
        return tell(turn.say("care.rest"))
    return _leave_out_question(turn, run, then="go_on")


def stop_for_today(turn: Turn) -> Answer:
    """No more for today; what was done is kept."""
    know(turn)
    rest.rest_today(turn)
    run = current_run(turn)
    if run is not None and not run.over:
        happen(turn, run, StopAsked())
    return _leave_out_question(turn, None, before=turn.say("care.enough"))


def not_enough(turn: Turn) -> Answer:
    """Not to be left at that: what hurt may still be left out."""
    return _leave_out_question(turn, None)


def answered(turn: Turn, *, leave_out: bool) -> Answer:
    """The answer to leaving out what hurt; a routine then goes on, if that was said before."""
    know(turn)
    exercise_id = turn.asking["exercise"]
    name = turn.content.name(exercise_id)
    if leave_out:
        whose = turn.owner_of(turn.asked_about) if turn.asked_about else None
        exercise, today = turn.content.catalog[exercise_id], circumstances(turn).today

        def change(profile: Profile) -> Profile:
            wanted = profile.preferences.leaving_out(exercise_id)
            doses = progression.asked_back_later(profile.doses, exercise, today)
            return replace(profile, preferences=wanted, doses=doses)

        change_profile(turn, change, whose)
    said = [turn.say("care.left_out" if leave_out else "care.stays", exercise=name)]
    if not turn.kept:
        said.append(turn.say("trouble.this_once"))
    run = current_run(turn) if turn.asking.get("then") == "go_on" else None
    if run is None or run.over or run.head.phase is Phase.STOPPED:
        return tell(*said, turn.say("care.rest"))
    return doing.go_on(turn, *said)


def shall_we_go_on(turn: Turn, run: Run, *before: str) -> Answer:
    """Ask, with the microphone open once, whether what was paused goes on; silence leaves it."""
    if not PAUSE_OPENS_MICROPHONE:
        return tell(*before, turn.say("pause.resume"))
    question = ask(*before, turn.say("pause.go_on"), asking={"kind": "paused"})
    return replace(question, is_asked_twice=False, keep=_about(turn, run))


def is_being_done(turn: Turn, run: Run) -> bool:
    """Whether the person may be in the middle of this run; not so if it was left days ago."""
    if run.over or run.head.phase is Phase.STOPPED:
        return False
    return run.head.phase is Phase.GOING or is_recent(turn, run)


def is_enough_for(turn: Turn, run: Run | None) -> bool:
    """Whether it hurt so often that nothing more is done today."""
    in_run = run.hurts + 1 if run else 0
    return is_enough(in_run, 0) or turn.hurts >= HURTS_THAT_END_A_DAY


def ease(turn: Turn, exercise: Exercise | None, whose: str) -> None:
    """Have less of an exercise from the next time on; kept with what else this turn keeps."""
    if exercise is None:
        return
    today = circumstances(turn).today

    def change(profile: Profile) -> Profile:
        doses = progression.eased(profile.doses, exercise, profile.preferences, today)
        return replace(profile, doses=doses)

    if whose == turn.user:
        note_profile(turn, change)
    else:
        change_profile(turn, change, whose)


def _was_a_stretch(turn: Turn) -> bool:
    """Whether the session is about a stretch that was heard and asked about since."""
    return turn.run is None and turn.asking.get("kind") == "again"


def _hurts_today(turn: Turn, run: Run | None) -> int:
    """How often it hurt on this day before, as far as the session and the run's token tell."""
    return max(turn.hurts, run.hurts + run.hurts_before if run else 0)


def _ended(turn: Turn) -> Answer:
    """It hurt too often: nothing more today."""
    return tell(turn.say("care.second"), turn.say("care.doctor"))


def _advice(turn: Turn, exercise_id: str | None, hurts_before: int) -> tuple[str, ...]:
    """What to do now; in full, and with whom to see, for the first time of a day."""
    position = turn.content.catalog[exercise_id].position if exercise_id else "any"
    stop = turn.say("care.stop"), turn.say(f"care_ease.{position}")
    return stop if hurts_before else (*stop, turn.say("care.doctor"))


def _go_on_question(turn: Turn, run: Run, hurt_id: str | None, hurts_before: int) -> Answer:
    following = turn.content.name(run.step.exercise.id)
    question = turn.say("care.go_on", exercise=following)
    asking = {"kind": "hurt", "exercise": hurt_id}
    asked = ask(*_advice(turn, hurt_id, hurts_before), question, asking=asking, again=question)
    return replace(asked, keep=_about(turn, run))


def _enough_question(turn: Turn, exercise_id: str | None, hurts_before: int) -> Answer:
    asking = {"kind": "enough", **({"exercise": exercise_id} if exercise_id else {})}
    advice = _advice(turn, exercise_id, hurts_before)
    return ask(*advice, turn.say("care.leave_it"), asking=asking)


def _leave_out_question(
    turn: Turn, run: Run | None, *, before: str = "", then: str | None = None
) -> Answer:
    """Ask whether what hurt is left out from now on; without a name there is nothing to ask."""
    exercise_id = turn.asking.get("exercise")
    said = [before] if before else []
    if exercise_id is None or exercise_id in turn.profile.preferences.left_out:
        return doing.go_on(turn) if then else tell(*said, turn.say("care.rest"))
    question = turn.say("care.leave_out", exercise=turn.content.name(exercise_id))
    asking = {"kind": "leave_out", "exercise": exercise_id, **({"then": then} if then else {})}
    asked = ask(*said, question, asking=asking)
    return replace(asked, keep=_about(turn, run)) if run else asked


def _about(turn: Turn, run: Run) -> dict[str, str]:
    """What the session remembers of a run: with the store down, nothing else could."""
    return {"run": turn.token_at(run)}


def _exercise_named(turn: Turn) -> str | None:
    slot = turn.slot("exercise")
    return slot.id if slot else None


def _hurt(effects: tuple[Effect, ...]) -> str | None:
    """The exercise that was being done."""
    offers = (effect for effect in effects if isinstance(effect, OfferToLeaveOut))
    return next((offer.exercise_id for offer in offers), None)


ANSWERS = {"HurtIntent": hurts}
