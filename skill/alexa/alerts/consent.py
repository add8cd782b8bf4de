"""The person's consent: asked for by voice, with what was wished for in the token, or by a card.

DOC/smapi/voice-permissions-for-reminders.html.
"""

import json
from dataclasses import replace
from typing import Any

from skill.alexa.alerts.service import Json
from skill.alexa.answer import Answer
from skill.alexa.detour import about, back
from skill.alexa.session import asked_about
from skill.alexa.turn import Turn

ASK_FOR = "AskFor"
ACCEPTED, DENIED = "ACCEPTED", "DENIED"
"""`payload.status` of the answer; NOT_ANSWERED is the third."""


def ask_for(turn: Turn, scope: str, *, then: str, wish: Json) -> Answer:
    """Let Alexa ask the person; what is wished for comes back in the token with her answer.

    Args:
        turn: the request.
        scope: what is to be allowed.
        then: who goes on with the answer: `reminder` or `timer`.
        wish: what they go on with.
    """
    # Five milliseconds of a cold start, for a turn that comes once in a person's life.
    from ask_sdk_model.interfaces.connections import SendRequestDirective  # noqa: PLC0415

    payload = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "1",
        "permissionScope": scope,
    }
    token = json.dumps({"then": then, "wish": wish}, separators=(",", ":"))
    request = SendRequestDirective(name=ASK_FOR, payload=payload, token=token)
    return Answer(directives=(request,), keep=about(turn))


def by_card(turn: Turn, scope: str, text: str) -> Answer:
    """Where nobody answered, or cannot be asked by voice: a card in the app asks."""
    from ask_sdk_model.ui import AskForPermissionsConsentCard  # noqa: PLC0415 - as above

    return replace(back(turn, text), card=AskForPermissionsConsentCard(permissions=[scope]))


def wished(turn: Turn) -> tuple[str, Json] | None:
    """Who goes on after the question, and with what; None if the token is not one of ours."""
    try:
        token: Any = json.loads(turn.request.token or "")
        then, wish = str(token["then"]), asked_about(token["wish"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return (then, wish) if wish else None


def verdict(turn: Turn) -> str:
    """What the person answered; anything but a plain yes or no counts as no answer."""
    status = turn.request.status
    code = str(getattr(status, "code", "200"))
    payload = turn.request.payload or {}
    return str(payload.get("status", "")) if code == "200" else ""
