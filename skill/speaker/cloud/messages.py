"""Skill messages: DOC/smapi/skill-messaging-api-reference.html."""

import json
from typing import TYPE_CHECKING

from flask import Blueprint

from skill.limits import MESSAGE_BYTES, MESSAGE_EXPIRES_SECONDS
from skill.speaker.cloud.admission import admit_skill
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.refusal import RefusalError, not_valid
from skill.speaker.cloud.scopes import SKILL_MESSAGING
from skill.speaker.cloud.shapes import body_as

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def message_routes(alexa: Alexa) -> Blueprint:
    """What the skill sends to itself; it arrives as `Messaging.MessageReceived`."""
    routes = Blueprint("messages", __name__, url_prefix="/v1/skillmessages/users")

    @routes.post("/<user>")
    def send(user: str) -> "ResponseReturnValue":
        admit_skill(alexa, "messages", SKILL_MESSAGING)
        body = body_as("message")
        if len(json.dumps(body["data"]).encode()) > MESSAGE_BYTES:
            raise not_valid(f"data: more than {MESSAGE_BYTES} bytes")
        least, most = MESSAGE_EXPIRES_SECONDS
        if not least <= (body.get("expiresAfterSeconds") or most) <= most:
            raise not_valid(f"expiresAfterSeconds: {least} to {most}")
        if user != alexa.setting.user_id:
            raise RefusalError(404, "NOT_FOUND", "no such user here")
        alexa.tell_skill({"type": "Messaging.MessageReceived", "message": body["data"]})
        return "", 202

    return routes
