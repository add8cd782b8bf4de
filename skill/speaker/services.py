"""Alexa's own service API on this machine, as far as the skill asks for it.

Paths and answers as in ask_sdk_model's service clients.
"""

from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, request

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from flask.typing import ResponseReturnValue


def alexa_services(token: str, device_id: str, zone: "ZoneInfo") -> Flask:
    """The app behind `apiEndpoint`, for one device that stands in a time zone."""
    app = Flask("alexa_services")

    @app.before_request
    def refuse_strangers() -> "ResponseReturnValue | None":
        if request.headers.get("Authorization") == f"Bearer {token}":
            return None
        return _error(401, "INVALID_ACCESS_TOKEN", "the request's apiAccessToken is wanted")

    @app.get("/v2/devices/<asked>/settings/System.timeZone")
    def time_zone(asked: str) -> "ResponseReturnValue":
        if asked != device_id:
            return _error(404, "DEVICE_NOT_FOUND", "no such device here")
        return jsonify(zone.key)

    return app


def _error(status: int, code: str, message: str) -> Response:
    response = jsonify(code=code, message=message)
    response.status_code = status
    return response
