"""One stretch on demand: done, explained, or chosen from the list."""

from skill.alexa import doing, gate, perform, token
from skill.alexa.answer import NOTHING, Answer, ask, tell
from skill.alexa.keeping import note
from skill.alexa.knowing import circumstances, current_run, know, playing_run
from skill.alexa.turn import Turn
from skill.alexa.which_side import named_side
from skill.alexa.zone import utc_offset_min
from skill.routine.advance import advance
from skill.routine.events import PauseAsked, StartAsked
from skill.routine.exercise import Exercise, Side
from skill.routine.planner import plan_one
from skill.routine.run import Kind, Run
from skill.routine.today import known_doings


def do(turn: Turn) -> Answer:
    """Do one exercise now, and ask what next."""
    know(turn)
    slot = turn.slot("exercise")
    if slot is None:
        return _which(turn)
    if slot.id is None:
        return _unknown(turn, slot.value, "which")
    return _asked_for(turn, slot.id, named_side(turn))


def alone(turn: Turn, exercise_id: str, side: Side | None = None) -> Answer:
    """One exercise as a turn of the session; a routine that plays meanwhile waits.

    Args:
        turn: the request.
        exercise_id: which exercise.
        side: the side that is wanted alone; None for all that it has.
    """
    silence = _routine_waits(turn)
    exercise = turn.content.catalog[exercise_id]
    planned = plan_one(
        exercise,
        turn.profile.preferences,
        turn.sound.lengths,
        known_doings(circumstances(turn), turn.content.catalog),
        side if exercise.each_side else None,
    )
    words = [] if side is None else [_about_side(turn, exercise, side)]
    run = Run(
        id=token.run_id(turn.begun_at or turn.now, turn.request.request_id),
        started_at=turn.begun_at or turn.now,
        routine=planned,
        kind=Kind.STRETCH,
        device=turn.device,
        utc_offset_min=utc_offset_min(turn),
        hurts_before=turn.hurts,
    )
    return doing.proceed(turn, run, StartAsked(), *words).doing(silence)


def once(turn: Turn, exercise_id: str) -> Answer:
    """One exercise that was asked for, after what must be asked first."""
    return _asked_for(turn, exercise_id)


def again(turn: Turn) -> Answer:
    """The same stretch once more, on the same side if it was done on one alone."""
    return _asked_for(turn, turn.asking["exercise"], asked_side(turn))


def on_one_side(turn: Turn, side: Side) -> Answer:
    """The stretch that was just done or talked about, on one side alone."""
    return _asked_for(turn, turn.asking["exercise"], side)


def asked_side(turn: Turn) -> Side | None:
    """The side alone that the open question is about; None for none."""
    side = turn.asking.get("side")
    return Side(side) if side else None


def another(turn: Turn, by: int = 1) -> Answer:
    """The stretch so many places after it in the catalog."""
    return _asked_for(turn, _neighbor(turn, turn.asking["exercise"], by))


def explain(turn: Turn) -> Answer:
    """How an exercise is done, without counting."""
    slot = turn.slot("exercise")
    if slot is not None and slot.id is None:
        return _unknown(turn, slot.value, "explain")
    exercise_id = slot.id if slot else _exercise_at_hand(turn)
    if exercise_id is None:
        return ask(turn.say("explain.which"), asking={"kind": "explain"})
    how_to = turn.content.how_to(exercise_id)
    if playing_run(turn):
        return tell(how_to)
    return ask(how_to, turn.say("explain.do_it"), asking={"kind": "again", "exercise": exercise_id})


def listing(turn: Turn) -> Answer:
    """Which exercises there are."""
    names = turn.content.listing([turn.content.name(id_) for id_ in turn.content.catalog])
    number = turn.content.number(len(turn.content.catalog))
    told = turn.say("list.all", number=number, exercises=names)
    if playing_run(turn):
        return tell(told)
    return ask(told, turn.say("list.which"), asking={"kind": "which"})


def _asked_for(turn: Turn, exercise_id: str, side: Side | None = None) -> Answer:
    question = gate.question_before(turn, exercise=exercise_id, side=side)
    return question or alone(turn, exercise_id, side)


def _about_side(turn: Turn, exercise: Exercise, side: Side) -> str:
    if not exercise.each_side:
        return turn.say("side.none_alone", exercise=turn.content.name(exercise.id))
    return turn.say("side.only", side=turn.say(f"side.{side}"))


def _unknown(turn: Turn, heard: str, kind: str) -> Answer:
    """Say that there is no such exercise, and offer one."""
    offered = next(iter(turn.content.catalog))
    question = turn.say("stretch.unknown", heard=heard, exercise=turn.content.name(offered))
    return ask(question, asking={"kind": kind, "exercise": offered})


def _which(turn: Turn) -> Answer:
    """Ask for a name; after a stretch, the one that follows it is offered."""
    before = turn.asking.get("exercise")
    if before is None:
        return ask(turn.say("stretch.which"), asking={"kind": "which"})
    offered = _neighbor(turn, before, 1)
    question = turn.say("stretch.which_next", exercise=turn.content.name(offered))
    return ask(question, asking={"kind": "which", "exercise": offered})


def _neighbor(turn: Turn, exercise_id: str, by: int) -> str:
    ids = list(turn.content.catalog)
    return ids[(ids.index(exercise_id) + by) % len(ids)]


def _exercise_at_hand(turn: Turn) -> str | None:
    """The exercise that is being done, or was talked about."""
    run = current_run(turn)
    if run is not None and not run.over:
        return run.step.exercise.id
    return turn.asking.get("exercise")


def _routine_waits(turn: Turn) -> Answer:
    run = playing_run(turn)
    if run is None:
        return NOTHING
    run, effects = advance(run, PauseAsked())
    note(turn, run)
    return perform.directives(turn, run, effects)


ANSWERS = {
    "ExplainExerciseIntent": explain,
    "ListExercisesIntent": listing,
}
"""`DoExerciseIntent` may also answer a question: see `naming`."""
