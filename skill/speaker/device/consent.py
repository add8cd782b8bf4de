"""Alexa asks the person for a consent that a skill wants: `Connections.SendRequest` `AskFor`.

DOC/smapi/voice-permissions-for-reminders.html.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from skill.speaker.device.profile import Json

ASK_FOR = "Connections.SendRequest"
_YES = re.compile(
    r"\b(yes|yeah|yep|yup|sure|ok|okay|i approve|approve|allow|please do|of course)\b"
)
_NO = re.compile(r"\b(no|nope|nah|not|never|don't|do not|deny|stop|cancel)\b")


class Verdict(StrEnum):
    """`payload.status` of the answer."""

    ACCEPTED = "ACCEPTED"
    DENIED = "DENIED"
    NOT_ANSWERED = "NOT_ANSWERED"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a skill wants to be allowed."""

    scopes: tuple[str, ...]
    """For what."""
    token: str
    """The skill's own mark, given back as it is."""
    is_plain: bool
    """Whether it asks in version 1, for one scope."""
    in_new_session: bool
    """Whether the skill ended its session as it asked."""

    def payload(self, verdict: Verdict) -> Json:
        """`payload` of the answer."""
        if self.is_plain:
            return {"permissionScope": self.scopes[0], "status": verdict.value}
        scopes = [{"permissionScope": scope, "consentLevel": "ACCOUNT"} for scope in self.scopes]
        return {"permissionScopes": scopes, "status": verdict.value}


def wish_of(directive: Json, *, in_new_session: bool) -> Wish:
    """What a legal directive asks for."""
    payload = directive["payload"]
    scopes = tuple(_scopes(payload))
    token = directive.get("token") or ""
    return Wish(scopes, token, "permissionScope" in payload, in_new_session)


def understood(text: str) -> Verdict:
    """What the person's words mean; NOT_ANSWERED when they mean neither yes nor no."""
    words = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if _NO.search(words):
        return Verdict.DENIED
    return Verdict.ACCEPTED if _YES.search(words) else Verdict.NOT_ANSWERED


def broken_wish(directive: Json) -> Iterator[str]:
    """Says what is wrong with a directive that asks for a consent."""
    payload = directive.get("payload")
    if directive.get("name") != "AskFor" or not isinstance(payload, dict):
        yield "Connections.SendRequest is known for AskFor with a payload only"
        return
    if payload.get("@type") != "AskForPermissionsConsentRequest":
        yield "AskFor has no payload of @type AskForPermissionsConsentRequest"
    scopes = _scopes(payload)
    is_named = bool(scopes) and all(isinstance(scope, str) for scope in scopes)
    if str(payload.get("@version")) not in ("1", "2") or not is_named:
        yield "AskFor names its permissionScope in @version 1, or permissionScopes in 2"


def _scopes(payload: Json) -> list[Any]:
    if "permissionScope" in payload:
        return [payload["permissionScope"]]
    wanted = payload.get("permissionScopes")
    if not isinstance(wanted, list):
        return []
    return [each.get("permissionScope") for each in wanted if isinstance(each, dict)]
