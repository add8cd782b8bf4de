"""Progressive responses: DOC/custom-skills/send-the-user-a-progressive-response.html."""

from typing import TYPE_CHECKING

from flask import Blueprint

from skill.speaker.cloud.admission import admit
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.refusal import RefusalError, not_valid
from skill.speaker.cloud.shapes import body_as
from skill.speaker.device.ssml import SsmlError

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_ALLOWED = ("LaunchRequest", "IntentRequest")


def directive_routes(alexa: Alexa) -> Blueprint:
    """Speaks while the skill still thinks."""
    routes = Blueprint("directives", __name__, url_prefix="/v1/directives")

    @routes.post("")
    def speak() -> "ResponseReturnValue":
        admit(alexa, "directives")
        body = body_as("directive")
        asked, speaks = alexa.asked, alexa.speak_meanwhile
        if asked is None or asked["type"] not in _ALLOWED or speaks is None:
            raise RefusalError(403, "FORBIDDEN", "nobody waits for an answer to a sentence")
        if body["header"]["requestId"] != asked["requestId"]:
            raise not_valid("header.requestId is not that of the request being answered")
        try:
            speaks(body["directive"]["speech"])
        except SsmlError as error:
            raise not_valid(f"directive.speech: {error}") from error
        return "", 204

    return routes
