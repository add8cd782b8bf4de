"""A step that was spoken in a session: whether it was heard, seen from the next request."""

from dataclasses import replace

from skill.alexa.keeping import note
from skill.alexa.turn import Turn
from skill.routine.advance import advance
from skill.routine.events import TurnHeard


def settle(turn: Turn) -> None:
    """Note what was heard of the step that the last answer of this session spoke.

    Nothing reports the end of speech. But whoever says something, or is heard to say nothing,
    after the time that the step takes has heard it.
    """
    spoken = (turn.session or {}).get("step")
    if not spoken:
        return
    account = turn.told_by(spoken["token"])
    if account is None:
        return
    passed_ms = int(turn.now.timestamp() * 1_000) - spoken["said_at_ms"]
    whole = passed_ms >= spoken["whole_after_ms"]
    turn.run, _ = advance(account.run, TurnHeard(account.spot.step, whole=whole))
    note(turn, turn.run)
    turn.heard = replace(account, run=turn.run, unsaved=())
