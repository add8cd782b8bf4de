"""The side that somebody names."""

from skill.alexa.turn import Turn
from skill.routine.exercise import Side


def named_side(turn: Turn, now: Side | None = None) -> Side | None:
    """The side that a request names; None if it names none.

    Args:
        turn: the request.
        now: the side that is done now, whose opposite "the other one" is.
    """
    slot = turn.slot("side")
    if slot is None:
        return None
    if slot.id in set(Side):
        return Side(slot.id)
    return now.other if now else None
