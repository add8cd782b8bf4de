"""An exercise was named: to do it, unless another question asked for the name."""

from collections.abc import Callable

from skill.alexa.answer import Answer
from skill.alexa.conversations import leaving_out, stretch, wishes
from skill.alexa.turn import Turn

_ASKED_FOR: dict[str, Callable[[Turn], Answer]] = {
    "explain": stretch.explain,
    "leave_out_which": leaving_out.leave_out,
    "bring_back_which": wishes.bring_back,
}


def named(turn: Turn) -> Answer:
    """Do with the exercise what the last question was about."""
    return _ASKED_FOR.get(turn.asking.get("kind", ""), stretch.do)(turn)


ANSWERS = {"DoExerciseIntent": named}
