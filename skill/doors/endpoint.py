"""`POST /alexa`: a request of Alexa's, and its answer."""

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from skill import limits
from skill.alexa.reading import MalformedRequestError
from skill.alexa.recorded import RecordedSkill
from skill.doors.verify.refusal import RefusedError
from skill.telemetry.lines import encoded, source_of

if TYPE_CHECKING:
    from skill.doors.verify.verifier import Verifier

_log = logging.getLogger(__name__)
REFUSED = "not a request of Alexa's"
"""All that the sender of a request learns of why it is not answered."""


def endpoint(skill: RecordedSkill, verifier: "Verifier | None") -> Blueprint:
    """Where Alexa's requests come in; without a verifier anybody is let in."""
    routes = Blueprint("endpoint", __name__)

    @routes.route("/alexa", methods=["POST"], provide_automatic_options=False)
    def alexa() -> Response:
        try:
            answer = skill.answer(_admitted(verifier), request.root_url)
        except RefusedError:  # counted and logged where it was found out
            return _text(REFUSED, HTTPStatus.BAD_REQUEST)
        except MalformedRequestError as error:
            _log.warning("refused: %s", error)
            if verifier:
                verifier.refuse_body()
            return _text(REFUSED, HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - the skill apologizes for all that it can
            _log.error("a request went wrong: %s", source_of(error))
            return _text("something went wrong", HTTPStatus.INTERNAL_SERVER_ERROR)
        return Response(encoded(answer), content_type="application/json")

    return routes


def _text(words: str, status: HTTPStatus) -> Response:
    return Response(words, status, content_type="text/plain")


def _admitted(verifier: "Verifier | None") -> dict[str, Any]:
    """The JSON object that Alexa sent.

    Raises:
        RefusedError: it was not Alexa, or not just now, or not for us.
        MalformedRequestError: what was sent is no JSON object, or too large.
    """
    raw = _body()
    if verifier is None:
        return _parsed(raw)
    # Before a byte of it is parsed.
    verifier.check_sender(request.headers, raw)
    body = _parsed(raw)
    verifier.check_claims(body)
    return body


def _body() -> bytes:
    """The bytes of a request; the server in front knows their number, or there are none."""
    length = request.headers.get("Content-Length") or "0"
    if not (length.isascii() and length.isdigit()):
        raise MalformedRequestError("the length of the body is no number")
    if int(length) > limits.REQUEST_BYTES:
        raise MalformedRequestError(f"a body of more than {limits.REQUEST_BYTES} bytes")
    return request.get_data(cache=False)


def _parsed(raw: bytes) -> dict[str, Any]:
    """The JSON object that a body is.

    Raises:
        MalformedRequestError: the body is no JSON object.
    """
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise MalformedRequestError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise MalformedRequestError("the body is no JSON object")
    return body
