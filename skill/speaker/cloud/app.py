"""Everything at `apiEndpoint`: the services' paths, and how each says no."""

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from skill.limits import REQUEST_BYTES
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.companion import companion_routes
from skill.speaker.cloud.directives import directive_routes
from skill.speaker.cloud.events import event_routes
from skill.speaker.cloud.login import login_routes
from skill.speaker.cloud.messages import message_routes
from skill.speaker.cloud.refusal import RefusalError, answered
from skill.speaker.cloud.reminders import reminder_routes
from skill.speaker.cloud.settings import setting_routes
from skill.speaker.cloud.timers import timer_routes

_ROUTES = (
    reminder_routes,
    timer_routes,
    setting_routes,
    directive_routes,
    message_routes,
    event_routes,
    login_routes,
    companion_routes,
)
_NUMBERED = ("directives", "messages", "events")
"""Services whose error codes are numbers, as their clients in ask_sdk_model read them."""
_SETTING_CODES = ("INVALID_KEY", "INVALID_VALUE", "INVALID_TOKEN", "INVALID_URI")
"""All that `ask_sdk_model.services.ups.error_code` can read, but for UNKNOWN_ERROR."""


def alexa_services(alexa: Alexa) -> Flask:
    """The app behind `apiEndpoint`."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = REQUEST_BYTES
    for routes in _ROUTES:
        app.register_blueprint(routes(alexa))

    @app.errorhandler(RefusalError)
    def refuse(refusal: RefusalError) -> Response:
        return answered(refusal, _code(refusal))

    @app.errorhandler(HTTPException)
    def refuse_plainly(error: HTTPException) -> Response:
        name = error.name.upper().replace(" ", "_")
        refusal = RefusalError(error.code or 500, name, error.description or "")
        return answered(refusal, _code(refusal))

    return app


def _code(refusal: RefusalError) -> str | int:
    """The code as the present service's client reads it."""
    if request.blueprint in _NUMBERED:
        return refusal.status
    if request.blueprint == "settings" and refusal.code not in _SETTING_CODES:
        return "UNKNOWN_ERROR"
    return refusal.code
