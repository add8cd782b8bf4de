"""What Alexa brings back after she asked for a consent, and who goes on with it."""

from collections.abc import Callable

from skill.alexa.alerts import consent
from skill.alexa.alerts.service import Json
from skill.alexa.answer import NOTHING, Answer, tell
from skill.alexa.conversations import reminder_wishes, timers
from skill.alexa.turn import Turn

_THEN: dict[str, Callable[[Turn, Json], Answer]] = {
    "reminder": reminder_wishes.consented,
    "timer": timers.consented,
}


def answered(turn: Turn) -> Answer:
    """Go on with what was wished for when the consent was asked for."""
    then, wish = consent.wished(turn) or ("", {})
    go_on = _THEN.get(then)
    return go_on(turn, wish) if go_on else tell(turn.say("trouble.sorry"))


def changed(_: Turn) -> Answer:
    """A consent was given or taken back; every request tells which there are, so none is kept."""
    return NOTHING


ANSWERS = {
    "Connections.Response": answered,
    "AlexaSkillEvent.SkillPermissionAccepted": changed,
    "AlexaSkillEvent.SkillPermissionChanged": changed,
}
