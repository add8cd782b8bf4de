"""A yes or a no, to whatever was asked."""

from collections.abc import Callable
from dataclasses import replace

from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import change_preferences, change_profile
from skill.alexa.conversations import basics, care, playback_words, routine, stretch, week
from skill.alexa.keeping import load_profile
from skill.alexa.turn import Turn


def yes(turn: Turn) -> Answer:
    """What was offered, please."""
    return _YES.get(turn.asking.get("kind", ""), basics.not_understood)(turn)


def no(turn: Turn) -> Answer:
    """Not that."""
    return _NO.get(turn.asking.get("kind", ""), basics.not_understood)(turn)


def _ready(turn: Turn) -> Answer:
    """The person is ready: they heard the disclaimer, and what they asked for begins."""
    load_profile(turn)
    if not turn.profile.welcomed:
        change_profile(turn, lambda profile: replace(profile, welcomed=True))
    exercise_id = turn.asking.get("exercise")
    if exercise_id:
        return stretch.alone(turn, exercise_id)
    wanted = routine.changed(
        turn.profile.preferences, turn.asking.get("minutes"), turn.asking.get("level")
    )
    return routine.begin(turn, wanted)


def _bring_all_back(turn: Turn) -> Answer:
    load_profile(turn)
    change_preferences(turn, lambda wanted: replace(wanted, left_out=frozenset()))
    return routine.begin(turn, turn.profile.preferences)


def _forget(turn: Turn) -> Answer:
    turn.coach.store.forget(turn.user)
    return tell(turn.say("data.deleted"))


def _not_now(turn: Turn) -> Answer:
    return tell(turn.say("no.later"))


def _which(turn: Turn) -> Answer:
    return ask(turn.say("list.which"), asking={"kind": "which"})


_YES: dict[str, Callable[[Turn], Answer]] = {
    "ready": _ready,
    "again": stretch.again,
    "which": _which,
    "go_on": routine.go_on,
    "week": week.summary,
    "leave_out": lambda turn: care.answered(turn, leave_out=True),
    "bring_all_back": _bring_all_back,
    "delete": _forget,
}
_NO: dict[str, Callable[[Turn], Answer]] = {
    "ready": _not_now,
    "again": playback_words.stop,
    "which": _not_now,
    "go_on": playback_words.stop,
    "week": _not_now,
    "leave_out": lambda turn: care.answered(turn, leave_out=False),
    "bring_all_back": _not_now,
    "delete": lambda turn: tell(turn.say("data.kept")),
}

ANSWERS = {"AMAZON.YesIntent": yes, "AMAZON.NoIntent": no}
