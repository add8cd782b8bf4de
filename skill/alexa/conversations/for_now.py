"""A wish that holds for now only: a routine as it is wished for is offered, and nothing is kept.

While a routine plays it can only be kept from the next one on, so that is asked.
"""

from dataclasses import replace
from functools import partial

from skill.alexa.answer import Answer, Asking, ask, tell
from skill.alexa.changing import change_preferences, this_once
from skill.alexa.knowing import know, playing_run
from skill.alexa.turn import Turn
from skill.alexa.wanted import changed
from skill.routine.exercise import Side
from skill.routine.preferences import Detail, Preferences

KEEP = "keep_wish"
"""Kind of the question whether a wish shall be kept."""


def length(turn: Turn, minutes: int) -> Answer:
    """A routine of so many minutes, this once."""
    spoken = turn.content.count("minute", minutes)
    if playing_run(turn):
        question = turn.say("once.keep_length", minutes=spoken)
        return _keep(turn, question, {"minutes": minutes})
    return _offer(turn.say("once.length", minutes=spoken), {"minutes": minutes})


def level(turn: Turn, wanted: str) -> Answer:
    """A gentler or a stronger routine, this once."""
    if playing_run(turn):
        question = turn.say("once.keep_level", level=turn.say(f"level.{wanted}"))
        return _keep(turn, question, {"level": wanted})
    return _offer(turn.say(f"once.level_{wanted}"), {"level": wanted})


def pace(turn: Turn, wanted: str) -> Answer:
    """A slower or a quicker routine, this once."""
    if playing_run(turn):
        return _keep(turn, turn.say("once.keep_pace"), {"pace": wanted})
    return _offer(turn.say(f"once.pace_{wanted}"), {"pace": wanted})


def only_for_good(turn: Turn, question: str, wish: Asking) -> Answer:
    """What no routine can have for once: ask whether it shall be kept."""
    return ask(turn.say("once.only_for_good"), question, asking={"kind": KEEP, **wish})


def kept(turn: Turn) -> Answer:
    """Yes, keep it from the next routine on."""
    know(turn)
    change_preferences(turn, partial(_with_wish, turn.asking))
    return tell(turn.say("once.kept"), *this_once(turn))


def _with_wish(asked: Asking, preferences: Preferences) -> Preferences:
    wish = (asked.get("minutes"), asked.get("level"), asked.get("pace"))
    wanted = changed(preferences, *wish)
    if "side" in asked:
        wanted = replace(wanted, side_first=Side(asked["side"]))
    if "detail" in asked:
        wanted = replace(wanted, detail=Detail(asked["detail"]))
    return wanted


def _offer(question: str, wish: Asking) -> Answer:
    return ask(question, asking={"kind": "ready", **wish})


def _keep(turn: Turn, question: str, wish: Asking) -> Answer:
    return ask(turn.say("once.not_this_one"), question, asking={"kind": KEEP, **wish})
