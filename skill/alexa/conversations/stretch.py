"""One stretch on demand: done, explained, or chosen from the list."""

from skill.alexa import token
from skill.alexa.answer import Answer, ask
from skill.alexa.conversations import routine
from skill.alexa.keeping import latest_runs, load_profile
from skill.alexa.turn import Turn
from skill.routine.events import StartAsked
from skill.routine.planner import plan_one
from skill.routine.progress import times_done
from skill.routine.run import Kind, Run


def do(turn: Turn) -> Answer:
    """Do one exercise now, and ask what next."""
    load_profile(turn)
    slot = turn.slot("exercise")
    if slot is None:
        return ask(turn.say("stretch.which"), asking={"kind": "which"})
    if slot.id is None:
        return ask(turn.say("stretch.unknown", heard=slot.value), asking={"kind": "which"})
    if turn.kept and not turn.profile.welcomed:
        return routine.welcome(turn, {"kind": "ready", "exercise": slot.id})
    return alone(turn, slot.id)


def alone(turn: Turn, exercise_id: str) -> Answer:
    """One exercise as a turn of the session."""
    planned = plan_one(
        turn.content.catalog[exercise_id],
        turn.profile.preferences,
        turn.sound.lengths,
        times_done(latest_runs(turn)),
    )
    run = Run(
        id=token.run_id(turn.now, turn.request.request_id),
        started_at=turn.now,
        routine=planned,
        kind=Kind.STRETCH,
        device=turn.device,
    )
    return routine.proceed(turn, run, StartAsked())


def again(turn: Turn) -> Answer:
    """The same stretch once more."""
    load_profile(turn)
    return alone(turn, turn.asking["exercise"])


def another(turn: Turn) -> Answer:
    """The stretch that follows it in the routine."""
    load_profile(turn)
    ids = list(turn.content.catalog)
    following = ids[(ids.index(turn.asking["exercise"]) + 1) % len(ids)]
    return alone(turn, following)


def explain(turn: Turn) -> Answer:
    """How an exercise is done, without counting."""
    slot = turn.slot("exercise")
    if slot is None or slot.id is None:
        return ask(turn.say("explain.which"), asking={"kind": "which"})
    asking = {"kind": "again", "exercise": slot.id}
    return ask(turn.content.how_to(slot.id), turn.say("explain.do_it"), asking=asking)


def listing(turn: Turn) -> Answer:
    """Which exercises there are."""
    names = turn.content.listing([turn.content.name(id_) for id_ in turn.content.catalog])
    number = turn.content.number(len(turn.content.catalog))
    return ask(
        turn.say("list.all", number=number, exercises=names),
        turn.say("list.which"),
        asking={"kind": "which"},
    )


ANSWERS = {
    "DoExerciseIntent": do,
    "ExplainExerciseIntent": explain,
    "ListExercisesIntent": listing,
}
