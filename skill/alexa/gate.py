"""What must be asked before anything is played: the screening, and whether to rest today."""

from typing import Any

from skill.alexa import rest, welcome
from skill.alexa.answer import Answer
from skill.alexa.knowing import know
from skill.alexa.turn import Turn


def question_before(turn: Turn, **wanted: Any) -> Answer | None:
    """The question that comes first; None if what is wanted may begin.

    Args:
        turn: the request.
        wanted: what begins afterwards: `exercise`, or `minutes`, `level` and `pace` of a routine.
    """
    know(turn)
    wanted = {name: value for name, value in wanted.items() if value is not None}
    if welcome.is_due(turn):
        return welcome.welcome(turn, **wanted)
    return rest.ask_first(turn, **wanted) if rest.is_resting(turn) else None


def rest_before(turn: Turn) -> Answer | None:
    """The same for words that move on in what was begun already: its screening was answered."""
    know(turn)
    return rest.ask_first(turn) if rest.is_resting(turn) else None
