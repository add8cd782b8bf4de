"""A routine for today's body: lying down only, something for the hip, just two of them."""

from dataclasses import replace
from typing import Any

from skill.alexa import doing, gate
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences, this_once
from skill.alexa.conversations import stretch
from skill.alexa.knowing import know, latest_runs, playing_run
from skill.alexa.turn import Turn
from skill.alexa.wanted import changed, choice_in, wanted_level, wanted_minutes
from skill.routine.choice import Choice, Stance
from skill.routine.exercise import BodyPart
from skill.routine.planner import MINUTE_MS
from skill.routine.preferences import Preferences
from skill.routine.run import Kind

_ALWAYS = "always"
"""Id of "from now on" and the like."""


def plan(turn: Turn) -> Answer:
    """A routine by how the body lies, or by the part of it that it is for."""
    know(turn)
    stance, part = turn.slot("stance"), turn.slot("part")
    wish: dict[str, Any] = {}
    if stance and stance.id in set(Stance):
        wish["stance"] = stance.id
    elif part and part.id in set(BodyPart):
        wish["part"] = part.id
    if not wish:
        return ask(turn.say("routine.shall_i_start"), asking={"kind": "ready"})
    scope = turn.slot("scope")
    if scope and scope.id == _ALWAYS and "stance" in wish:
        return _for_good(turn, choice_in(wish))
    return _offered_or_begun(turn, wish)


def compose(turn: Turn) -> Answer:
    """A routine of the exercises that are named, today."""
    know(turn)
    slots = turn.slots("exercise")
    ids = [*dict.fromkeys(slot.id for slot in slots if slot.id)]
    if not ids or None in {slot.id for slot in slots}:
        return ask(turn.say("today.which"), turn.say("stretch.which"), asking={"kind": "which"})
    if len(ids) == 1:
        return stretch.once(turn, ids[0])
    return _offered_or_begun(turn, {"only": ids})


def same_again(turn: Turn) -> Answer:
    """The exercises of the last routine."""
    know(turn)
    last = next((run for run in latest_runs(turn) if run.kind is Kind.ROUTINE and run.done), None)
    if last is None:
        return ask(turn.say("today.no_last_time"), asking={"kind": "ready"})
    return _offered_or_begun(turn, {"only": [s.exercise.id for s in last.routine.steps]}, "same")


def without(turn: Turn, ids: list[str]) -> Answer:
    """Offer today's routine without some exercises."""
    names = turn.content.listing([turn.content.name(id_) for id_ in ids])
    question = turn.say("today.without", exercises=names)
    return ask(question, asking={"kind": "ready", "without": ids})


def begin(turn: Turn, wanted: Preferences, choice: Choice, said: str = "") -> Answer:
    """Begin a routine as it is chosen for today; as always where nothing was chosen."""
    if choice == Choice():
        return doing.begin(turn, wanted)
    catalog = turn.content.catalog
    chosen = choice.applied(wanted, catalog)
    if len(chosen.left_out & catalog.keys()) == len(catalog):
        return ask(turn.say("today.nothing"), asking={"kind": "ready"})
    words = [turn.say(f"today.{said}")] if said else _words(turn, choice)
    left = [] if choice.only or choice.part else [*choice.leaves_out(wanted, catalog)]
    if left:
        names = turn.content.listing([turn.content.name(id_) for id_ in left])
        words.append(turn.say("today.leaves_out", exercises=names))
    return doing.begin(turn, _in_time(turn, wanted, chosen), before=words)


def _offered_or_begun(turn: Turn, wish: dict[str, Any], said: str = "") -> Answer:
    """Begin what is wanted; while another routine plays, ask first."""
    if playing_run(turn):
        return ask(turn.say("today.instead"), asking={"kind": "ready", **wish})
    minutes, level = wanted_minutes(turn), wanted_level(turn)
    question = gate.question_before(turn, minutes=minutes, level=level, **wish)
    if question is not None:
        return question
    wanted = changed(turn.profile.preferences, minutes, level)
    return begin(turn, wanted, choice_in(wish), said)


def _in_time(turn: Turn, wanted: Preferences, chosen: Preferences) -> Preferences:
    """A few exercises are not drawn out to the length of all; nor do they take longer."""
    if chosen.minutes is None or wanted_minutes(turn) is not None:
        return chosen
    plain = replace(chosen, minutes=None)
    length_ms = doing.planned(turn, plain).plan.routine.total_ms
    is_longer = wanted.minutes is not None and length_ms > wanted.minutes * MINUTE_MS
    return chosen if is_longer else plain


def _words(turn: Turn, choice: Choice) -> list[str]:
    """What was chosen, as it was understood."""
    if choice.stance or choice.part:
        return [turn.say(f"today.{choice.stance or choice.part}")]
    ids = [id_ for id_ in turn.content.catalog if id_ in choice.only]
    names = turn.content.listing([turn.content.name(id_) for id_ in ids])
    return [turn.say("today.only", exercises=names)] if ids else []


def _for_good(turn: Turn, choice: Choice) -> Answer:
    """Leave out from now on what does not fit; how to undo that is said."""
    catalog = turn.content.catalog
    out = [*choice.leaves_out(turn.profile.preferences, catalog)]
    if not out:
        return tell(turn.say("today.nothing_to_leave_out"))

    def change(preferences: Preferences) -> Preferences:
        return replace(preferences, left_out=preferences.left_out | set(out))

    change_preferences(turn, change)
    names = [turn.say("wish.the", exercise=turn.content.name(id_)) for id_ in out]
    first = turn.content.name(out[0])
    said = turn.say("today.for_good", exercises=turn.content.listing(names), first=first)
    return tell(said, *this_once(turn))


ANSWERS = {
    "PlanTodayIntent": plan,
    "SameAgainIntent": same_again,
    "ComposeIntent": compose,
}
