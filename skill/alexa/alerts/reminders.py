"""Alexa's Reminders API. It gives and takes this skill's reminders only, so none are kept here."""

from urllib.parse import quote

from skill.alexa.alerts.reminder import Reminder, reminders_of
from skill.alexa.alerts.service import AlertError, Fault, Json, call, fetch
from skill.alexa.turn import Turn

SCOPE = "alexa::alerts:reminders:skill:readwrite"
"""What the person has to allow."""
_PATH = "/v1/alerts/reminders"


def all_reminders(turn: Turn) -> tuple[Reminder, ...]:
    """All that are still to come.

    Raises:
        AlertError: the service does not tell.
    """
    return reminders_of(fetch(turn, _PATH))


def create(turn: Turn, body: Json) -> None:
    """Set one.

    Raises:
        AlertError: it is not set; after `Fault.SLOW` it may be.
    """
    call(turn, "POST", _PATH, body)


def change(turn: Turn, token: str, body: Json) -> None:
    """Change one.

    Raises:
        AlertError: it is not changed; after `Fault.SLOW` it may be.
    """
    call(turn, "PUT", _one(token), body)


def delete(turn: Turn, token: str) -> None:
    """Take one away; one that is gone already is no fault.

    Raises:
        AlertError: it is still there; after `Fault.SLOW` it may not be.
    """
    try:
        call(turn, "DELETE", _one(token))
    except AlertError as error:
        if error.fault is not Fault.GONE:
            raise


def _one(token: str) -> str:
    return f"{_PATH}/{quote(token, safe='')}"
