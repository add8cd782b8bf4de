"""Proactive events: DOC/smapi/proactive-events-api.html."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint

from skill.limits import EVENT_EXPIRES_SECONDS
from skill.speaker.cloud.admission import admit_skill
from skill.speaker.cloud.alerts.times import any_time
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.ledger import Kind, Row
from skill.speaker.cloud.refusal import RefusalError, not_valid
from skill.speaker.cloud.scopes import NOTIFICATIONS, PROACTIVE_EVENTS
from skill.speaker.cloud.shapes import body_as
from skill.speaker.device.profile import Json
from skill.speaker.virtual_clock import epoch_ms

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_LOCALIZED = "localizedattribute:"


def event_routes(alexa: Alexa) -> Blueprint:
    """Notifications of one fixed sentence: so many messages from somebody."""
    routes = Blueprint("events", __name__, url_prefix="/v1/proactiveEvents")

    @routes.post("")
    @routes.post("/")
    @routes.post("/stages/development")
    def activate() -> "ResponseReturnValue":
        admit_skill(alexa, "events", PROACTIVE_EVENTS)
        body = body_as("event")
        text = _sentence(body, alexa.setting.locale)
        expires_at = _expiry(body, alexa.clock.now())
        if alexa.ledger.row(Kind.NOTIFICATION, body["referenceId"]) is not None:
            raise RefusalError(409, "CONFLICT", f"referenceId {body['referenceId']} came before")
        # Amazon takes events for those who do not want any, too, and lets them fall.
        if _is_for(body, alexa) and alexa.are_granted([NOTIFICATIONS]):
            kept = {"text": text, "expires_ms": epoch_ms(expires_at), "is_heard": False}
            alexa.ledger.put(Row(Kind.NOTIFICATION, body["referenceId"], kept))
            alexa.chime()
        return "", 202

    return routes


def _is_for(body: Json, alexa: Alexa) -> bool:
    audience = body["relevantAudience"]
    if audience["type"] == "Multicast":
        return True
    user: str = audience["payload"]["user"]
    return user == alexa.setting.user_id


def _expiry(body: Json, now: datetime) -> datetime:
    any_time(body["timestamp"], "timestamp")
    expires_at = any_time(body["expiryTime"], "expiryTime")
    least, most = EVENT_EXPIRES_SECONDS
    if not least <= (expires_at - now).total_seconds() <= most:
        raise not_valid(f"expiryTime: {least} to {most} seconds from now")
    return expires_at


def _sentence(body: Json, locale: str) -> str:
    """Alexa's sentence for a message alert."""
    payload = body["event"]["payload"]
    count, sender = payload["messageGroup"]["count"], payload["messageGroup"]["creator"]["name"]
    if sender.startswith(_LOCALIZED):
        sender = _localized(body, sender.removeprefix(_LOCALIZED), locale)
    fresh = "new " if payload["state"].get("freshness") == "NEW" else ""
    messages = f"1 {fresh}message" if count == 1 else f"{count} {fresh}messages"
    return f"You have {messages} from {sender}."


def _localized(body: Json, name: str, locale: str) -> str:
    attributes = body.get("localizedAttributes") or []
    for each in attributes:
        if each["locale"] == locale and name in each:
            return str(each[name])
    raise not_valid(f"localizedAttributes: no {name} for {locale}")
