"""Login with Amazon, as far as a skill's own account needs it.

DOC/smapi/proactive-events-api.html: client credentials for a scope.
"""

from secrets import compare_digest
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from skill.limits import TOKEN_SECONDS
from skill.speaker.cloud.admission import meet_faults
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.scopes import OF_THE_SKILL

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

CLIENT_ID = "amzn1.application-oa2-client.local"
CLIENT_SECRET = "local"  # noqa: S105 - guards nothing but this machine's own loopback


def login_routes(alexa: Alexa) -> Blueprint:
    """Gives out tokens."""
    routes = Blueprint("login", __name__, url_prefix="/auth")

    @routes.post("/O2/token")
    @routes.post("/o2/token")
    def token() -> "ResponseReturnValue":
        meet_faults(alexa, "login")
        form = request.form
        if form.get("grant_type") != "client_credentials":
            return _no(400, "unsupported_grant_type", "grant_type is client_credentials")
        if not _is_known(form.get("client_id", ""), form.get("client_secret", "")):
            return _no(401, "invalid_client", "client_id or client_secret is wrong")
        scopes = form.get("scope", "").split()
        if not scopes or not set(scopes) <= set(OF_THE_SKILL):
            return _no(400, "invalid_scope", f"scope is one of {', '.join(OF_THE_SKILL)}")
        return jsonify(
            access_token=alexa.tokens.for_skill(set(scopes)),
            scope=" ".join(scopes),
            token_type="bearer",  # noqa: S106 - the kind of token, not a token
            expires_in=TOKEN_SECONDS,
        )

    return routes


def _is_known(client_id: str, secret: str) -> bool:
    return compare_digest(client_id.encode(), CLIENT_ID.encode()) and compare_digest(
        secret.encode(), CLIENT_SECRET.encode()
    )


def _no(status: int, error: str, description: str) -> "ResponseReturnValue":
    return jsonify(error=error, error_description=description), status
