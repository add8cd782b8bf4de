"""`POST /alexa`, in front of Flask: nearly all that a service is ever asked.

What Flask does for a request of many kinds is a third of the work of one of this single kind. So
this is plain WSGI, and whatever is not for it goes on to Flask.
"""

import json
import logging
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import EnvironHeaders
from werkzeug.sansio.utils import get_current_url
from werkzeug.wsgi import get_host

from skill import limits
from skill.alexa.reading import MalformedRequestError
from skill.alexa.recorded import RecordedSkill
from skill.doors.verify.refusal import RefusedError
from skill.telemetry.lines import encoded, source_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from skill.doors.verify.verifier import Verifier

_log = logging.getLogger(__name__)
PATH = "/alexa"
"""Where Alexa's requests come in."""
REFUSED = "not a request of Alexa's"
"""All that the sender of a request learns of why it is not answered."""


class Endpoint:
    """Answers Alexa's requests, and hands all others on."""

    def __init__(
        self, others: "WSGIApplication", skill: RecordedSkill, verifier: "Verifier | None"
    ) -> None:
        """Stand in front of others; without a verifier anybody is let in."""
        self._others = others
        self._skill = skill
        self._verifier = verifier

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        if environ["PATH_INFO"] != PATH:
            return self._others(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            status, type_, text = self._answered(environ)
        else:
            status, type_, text = HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", "only POST"
        body = text.encode()
        headers = [("Content-Type", type_), ("Content-Length", str(len(body))), ("Allow", "POST")]
        start_response(f"{status.value} {status.phrase}", headers)
        return (body,)

    def _answered(self, environ: "WSGIEnvironment") -> tuple[HTTPStatus, str, str]:
        try:
            answer = self._skill.answer(self._admitted(environ), _base_url(environ))
        except RefusedError:  # counted and logged where it was found out
            return HTTPStatus.BAD_REQUEST, "text/plain", REFUSED
        except MalformedRequestError as error:
            _log.warning("refused: %s", error)
            if self._verifier:
                self._verifier.refuse_body()
            return HTTPStatus.BAD_REQUEST, "text/plain", REFUSED
        except Exception as error:  # noqa: BLE001 - the skill apologizes for all that it can
            _log.error("a request went wrong: %s", source_of(error))
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", "something went wrong"
        return HTTPStatus.OK, "application/json", encoded(answer)

    def _admitted(self, environ: "WSGIEnvironment") -> dict[str, Any]:
        """The JSON object that Alexa sent.

        Raises:
            RefusedError: it was not Alexa, or not just now, or not for us.
            MalformedRequestError: what was sent is no JSON object, or too large.
        """
        raw = _body(environ)
        if self._verifier is None:
            return _parsed(raw)
        # Before a byte of it is parsed.
        self._verifier.check_sender(EnvironHeaders(environ), raw)
        body = _parsed(raw)
        self._verifier.check_claims(body)
        return body


def _body(environ: "WSGIEnvironment") -> bytes:
    """The bytes of a request; the server in front knows their number, or there are none."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise MalformedRequestError("the length of the body is no number")
    if int(length) > limits.REQUEST_BYTES:
        raise MalformedRequestError(f"a body of more than {limits.REQUEST_BYTES} bytes")
    raw: bytes = environ["wsgi.input"].read(int(length))
    return raw


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


_url_of = lru_cache(maxsize=16)(get_current_url)
"""Alexa knows us by one name, and a stranger may make up many."""


def _base_url(environ: "WSGIEnvironment") -> str:
    """How the device reached us, ending in a slash."""
    return _url_of(environ["wsgi.url_scheme"], get_host(environ))
