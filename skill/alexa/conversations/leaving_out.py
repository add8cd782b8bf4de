"""Exercises that are not wanted: until they are brought back, or for today."""

from collections.abc import Sequence

from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences, this_once
from skill.alexa.conversations import for_today, moving
from skill.alexa.knowing import current_run, know, playing_run
from skill.alexa.turn import Turn
from skill.routine.preferences import Preferences
from skill.routine.run import Kind, Run

_ONCE = "once"
"""Id of "today", "this time", "for now" and the like."""


def leave_out(turn: Turn) -> Answer:
    """Leave out what was named, or what is being done.

    For today only, the exercise that is being done is passed over; another can only be left out
    until it is brought back, so that is asked.
    """
    know(turn)
    wanted = _named(turn) or _being_done(turn)
    if not wanted:
        return ask(turn.say("wish.leave_out_which"), asking={"kind": "leave_out_which"})
    scope = turn.slot("scope")
    if scope is None or scope.id != _ONCE:
        return _left_out(turn, wanted)
    if wanted == _being_done(turn, named=True):
        return moving.following(turn)
    playing = playing_run(turn)
    if playing is None:
        return for_today.without(turn, wanted)
    ahead = {step.exercise.id for step in playing.routine.steps[playing.head.step :]}
    if ahead >= set(wanted):
        return tell(turn.say("today.later"))
    question = turn.say("wish.leave_out_for_good", exercises=_listing(turn, wanted))
    return ask(question, asking={"kind": "leave_out_for_good", "exercises": wanted})


def leave_out_for_good(turn: Turn) -> Answer:
    """Yes to leaving out until it is brought back what was not wanted today."""
    know(turn)
    return _left_out(turn, turn.asking["exercises"])


def _left_out(turn: Turn, wanted: Sequence[str]) -> Answer:
    new = [id_ for id_ in wanted if id_ not in turn.profile.preferences.left_out]
    if not new:
        listing = _listing(turn, wanted)
        if len(wanted) == 1:
            return tell(turn.say("wish.already_left_out", exercise=listing))
        return tell(turn.say("wish.all_already_left_out", exercises=listing))

    def change(preferences: Preferences) -> Preferences:
        for exercise_id in new:
            preferences = preferences.leaving_out(exercise_id)
        return preferences

    change_preferences(turn, change)
    return tell(_told(turn, new), *this_once(turn))


def _told(turn: Turn, new: Sequence[str]) -> str:
    """What is left out now, and how it comes back."""
    name = turn.content.name(new[0])
    if len(new) == 1:
        return turn.say("wish.left_out", exercise=name)
    return turn.say("wish.several_left_out", exercises=_listing(turn, new), first=name)


def _named(turn: Turn) -> list[str]:
    """The exercises of ours that were named, each once; none if one is not ours."""
    ids = [slot.id for slot in turn.slots("exercise")]
    return [] if None in ids else [*dict.fromkeys(id_ for id_ in ids if id_)]


def _being_done(turn: Turn, *, named: bool = False) -> list[str]:
    """The exercise that "leave this one out" means; none where another was named."""
    run: Run | None = current_run(turn)
    if (turn.slots("exercise") and not named) or run is None or run.over:
        return []
    return [] if named and run.kind is not Kind.ROUTINE else [run.step.exercise.id]


def _listing(turn: Turn, ids: Sequence[str]) -> str:
    first, *others = (turn.content.name(id_) for id_ in ids)
    return turn.content.listing([first, *(turn.say("wish.the", exercise=name) for name in others)])


ANSWERS = {"LeaveOutIntent": leave_out}
