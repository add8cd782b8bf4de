"""The first words ever: who we are, the disclaimer, and whether the person is ready."""

from typing import Any

from skill.alexa.answer import Answer, ask
from skill.alexa.keeping import settle_device
from skill.alexa.turn import Turn


def welcome(turn: Turn, **asked_for: Any) -> Answer:
    """Welcome somebody new, and ask whether what they asked for may begin.

    Args:
        turn: the request.
        asked_for: what begins after a yes: `exercise`, or `minutes` and `level` of a routine.
    """
    # Whoever began while the store was down is new to it, and their device has something to tell.
    settle_device(turn)
    question = _question(turn, asked_for.get("exercise"))
    return ask(
        turn.say("welcome.hello"),
        turn.say("welcome.disclaimer"),
        question,
        asking={"kind": "ready", "disclaimer": True, **asked_for},
        again=question,
    )


def is_due(turn: Turn) -> bool:
    """Whether the disclaimer must be heard before anything else; the profile must be read."""
    heard_now = bool(turn.asking.get("disclaimer"))
    return turn.kept and not turn.profile.welcomed and not heard_now


def _question(turn: Turn, exercise_id: str | None) -> str:
    if exercise_id is None:
        return turn.say("welcome.ready")
    return turn.say("welcome.ready_for", exercise=turn.content.name(exercise_id))
