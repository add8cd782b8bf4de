"""One call of a service of Alexa's, in plain JSON, and how it can fail.

Amazon's own clients are not used here: the getter of reminders fails on every reminder
(ask-sdk-model 1.82.0 names a module that does not exist for `alertInfo`), a word that is newer than
the package is an error in all of them, and their classes take longer to load than the call takes.
That the bodies are what those classes would write is held by tests.
"""

import json
import logging
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from ask_sdk_model.services import ApiClientRequest, ApiClientResponse

from skill.alexa.turn import Turn

_log = logging.getLogger(__name__)
Json = dict[str, Any]
_SAFE_TO_REPEAT = frozenset({"GET", "PUT", "DELETE"})
"""Done twice they do no more than once; a POST might set two reminders."""
_OK, _ERRORS_OF_THE_SERVICE = range(200, 300), range(500, 504)
_STATUSES = {401: "not_allowed", 404: "gone", 429: "busy", 504: "offline"}


class Fault(StrEnum):
    """Why a service did not do what it was asked for; the last part of a phrase's key."""

    NOT_ALLOWED = "not_allowed"
    """The person has not given the consent, or has taken it back."""
    UNSUPPORTED = "unsupported"
    """The device has no such thing."""
    TOO_MANY = "too_many"
    """There are as many as there may be."""
    GONE = "gone"
    """There is none of that id any more."""
    BUSY = "busy"
    """It is asked too often at the moment."""
    OFFLINE = "offline"
    """The device cannot be reached."""
    SLOW = "slow"
    """It did not answer in time; what was asked for may have been done all the same."""
    DOWN = "down"
    """It is not there, or has a fault of its own."""
    REFUSED = "refused"
    """It does not take what it was asked for."""


class AlertError(Exception):
    """A service did not do what it was asked for; say the sentence of its fault."""

    def __init__(self, fault: Fault) -> None:
        """Name the fault."""
        super().__init__(fault.value)
        self.fault = fault
        """Which fault it is."""


def call(turn: Turn, method: str, path: str, body: Json | None = None) -> Json:
    """Ask a service of Alexa's, at the address and with the token that came with the request.

    A call that can be repeated is, once, if the service was not there; nothing is, if it was slow,
    for the person is waiting.

    Args:
        turn: the request.
        method: GET, POST, PUT or DELETE.
        path: such as `/v1/alerts/reminders`.
        body: what is sent.

    Returns:
        What it answers; empty for an answer without a body.

    Raises:
        AlertError: it did not do it.
    """
    try:
        return _once(turn, method, path, body)
    except AlertError as error:
        if error.fault is not Fault.DOWN or method not in _SAFE_TO_REPEAT:
            raise
    return _once(turn, method, path, body)


def fetch(turn: Turn, path: str) -> Json:
    """What a service tells; nothing is in doubt if it is slow, so then it counts as down.

    Raises:
        AlertError: it does not tell.
    """
    try:
        return call(turn, "GET", path)
    except AlertError as error:
        raise AlertError(Fault.DOWN if error.fault is Fault.SLOW else error.fault) from error


def _once(turn: Turn, method: str, path: str, body: Json | None) -> Json:
    if turn.services is None:
        raise AlertError(Fault.DOWN)
    about = turn.services.api_configuration
    request = ApiClientRequest()
    request.method, request.url, request.body = method, f"{about.api_endpoint}{path}", body
    request.headers = [
        ("Authorization", f"Bearer {about.authorization_value}"),
        ("Content-Type", "application/json"),
    ]
    try:
        response = about.api_client.invoke(request)
    except TimeoutError as error:
        raise _noted(Fault.SLOW, method) from error
    except (OSError, ValueError) as error:  # a ValueError: the address is none
        raise _noted(Fault.DOWN, method) from error
    if response.status_code not in _OK:
        raise _noted(_fault_of(response), method)
    return _read(response)


def _fault_of(response: ApiClientResponse) -> Fault:
    status = response.status_code
    if status == 403:  # noqa: PLR2004 - forbidden, for one of two reasons that only the code tells
        return Fault.TOO_MANY if "MAX" in _code(response) else Fault.UNSUPPORTED
    if status in _STATUSES:
        return Fault(_STATUSES[status])
    return Fault.DOWN if status in _ERRORS_OF_THE_SERVICE else Fault.REFUSED


def _code(response: ApiClientResponse) -> str:
    try:
        return str(_read(response).get("code"))
    except AlertError:
        return ""


def _read(response: ApiClientResponse) -> Json:
    if not response.body:
        return {}
    try:
        read = json.loads(response.body)
    except ValueError as error:
        raise AlertError(Fault.DOWN) from error
    return dict(read) if isinstance(read, Mapping) else {}


def _noted(fault: Fault, method: str) -> AlertError:
    # Neither the address, which names a device or an alert, nor a body belongs in a log.
    _log.warning("a %s to an alerts service failed: %s", method, fault)
    return AlertError(fault)
