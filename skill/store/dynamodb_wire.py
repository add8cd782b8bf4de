"""DynamoDB's protocol, spoken plainly: JSON in a signed POST, over a connection that stays open.

botocore can do this and much more, and takes longer to import than all else that a cold start
does (`make bench` tells how long). What it does for a call of ours is little: here it is, with the
same time-outs and tries. Wherever the environment asks for more than keys, a region and an
address (profiles, roles, proxies), botocore still does it.
"""

import json
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from random import random
from threading import local
from typing import Any
from urllib.parse import urlsplit

from skill.store.port import StoreUnavailableError
from skill.store.signature import Keys, signed

CONNECT_SECONDS = 1
"""Inside one region a connection takes milliseconds; Alexa waits for 8 s in all."""
READ_SECONDS = 2
"""Twice this and a pause between still fit into the 8 s."""
ATTEMPTS = 2
"""The first and one more."""
PAUSE_SECONDS = 0.1
"""The most that passes before the second; less by chance, so that not all come back at once."""

NOT_DONE = frozenset(
    {
        "ConditionalCheckFailedException",
        "TransactionCanceledException",
        "TransactionConflictException",
        "UnknownOperationException",
    }
)
"""Codes of writes that were not done and can be done otherwise: a condition does not hold, not all
at once, a transaction writes at this moment, or the server knows none (DynamoDB itself does)."""
_UNKNOWN = "UnknownOperationException"
_PASSING = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)
"""Codes of what may be over at the second try. Any answer of 500 and above is of that kind, too."""
_JSON = "application/x-amz-json-1.0"
_API = "DynamoDB_20120810"
_OK, _SERVER_FAULT = 200, 500
_ELSEWHERE = ("cn-", "us-iso", "eu-isoe")
"""Regions whose addresses end otherwise."""
_PROXIES = ("HTTPS_PROXY", "https_proxy")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""This machine, which no proxy can reach."""


Call = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""A way to DynamoDB: an operation and what it is asked, both as its own API has them."""


class ConditionFailedError(Exception):
    """A write was not done: its condition does not hold, or not all of several at once."""


class NoTransactionsError(ConditionFailedError):
    """A write was not done: the server knows no transactions."""


def not_done(code: str) -> ConditionFailedError:
    """The error for a code of a write that was not done."""
    return NoTransactionsError() if code == _UNKNOWN else ConditionFailedError()


class Wire:
    """One way to DynamoDB, for any number of threads: each has a connection of its own."""

    def __init__(
        self, address: str, region: str, keys: Keys, authorities: str | None = None
    ) -> None:
        """Name it; nothing is connected yet.

        Args:
            address: URL of the server.
            region: which of AWS's regions signatures are for.
            keys: who calls.
            authorities: file of the certificates to trust; None for those of the system.
        """
        parts = urlsplit(address)
        self._is_plain = parts.scheme == "http"
        self._host = parts.netloc
        self._region = region
        self._keys = keys
        self._authorities = authorities
        self._of_thread = _Lines()

    def __call__(self, operation: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What DynamoDB answers to an operation, such as `GetItem`; both in its own JSON.

        Raises:
            ConditionFailedError: a write's condition does not hold.
            StoreUnavailableError: refused, throttled, timed out or not there.
        """
        payload = json.dumps(body, separators=(",", ":")).encode()
        failure: StoreUnavailableError | None = None
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(random() * PAUSE_SECONDS)  # noqa: S311 - no secret
            try:
                status, answer = self._posted(operation, payload)
            except (OSError, HTTPException) as error:
                failure = unanswered(type(error).__name__, error)
                continue
            if status == _OK:
                return _read(answer)
            code = _code(answer)
            if code in NOT_DONE:
                raise not_done(code)
            failure = refused(code or f"status {status}", self._host)
            if status < _SERVER_FAULT and code not in _PASSING:
                break
        assert failure is not None  # noqa: S101 - there is at least one attempt
        raise failure

    def connect(self) -> None:
        """Open this thread's connection ahead of its first call, which opens it if this fails."""
        with suppress(OSError):
            self._of_thread.line.connection = self._connected()

    def close(self) -> None:
        """Close this thread's connection, if it has one; the next call opens another."""
        self._of_thread.hang_up()

    def _posted(self, operation: str, payload: bytes) -> tuple[int, bytes]:
        """Status and body; once more on a new connection if an old one turns out to be closed."""
        kept = self._of_thread.line.connection
        if kept is not None:
            try:
                return self._over(kept, operation, payload)
            except (ConnectionError, ssl.SSLError):
                pass  # the server closed it while nobody talked; RemoteDisconnected is one, too
        return self._over(self._connected(), operation, payload)

    def _over(
        self, connection: HTTPConnection, operation: str, payload: bytes
    ) -> tuple[int, bytes]:
        headers = {"content-type": _JSON, "host": self._host, "x-amz-target": f"{_API}.{operation}"}
        proven = signed(payload, headers, self._keys, (self._region, "dynamodb"), time.time())
        self._of_thread.line.connection = None  # until the answer is read to its end
        try:
            connection.request("POST", "/", payload, proven)
            response = connection.getresponse()
            answer = response.read()
        except BaseException:
            connection.close()
            raise
        if not response.will_close:
            self._of_thread.line.connection = connection
        return response.status, answer

    def _connected(self) -> HTTPConnection:
        connection = (
            HTTPConnection(self._host, timeout=CONNECT_SECONDS)
            if self._is_plain
            else HTTPSConnection(
                self._host, timeout=CONNECT_SECONDS, context=_trust(self._authorities)
            )
        )
        connection.connect()
        connection.sock.settimeout(READ_SECONDS)
        return connection


class _Line:
    """A connection that is closed when nobody holds it any more: when its thread ends."""

    def __init__(self) -> None:
        self.connection: HTTPConnection | None = None

    def __del__(self) -> None:
        if self.connection is not None:
            self.connection.close()


class _Lines(local):
    """Each thread's own line."""

    def __init__(self) -> None:
        self.line = _Line()

    def hang_up(self) -> None:
        self.line = _Line()


def wire_of(environment: Mapping[str, str], address: str | None = None) -> Wire | None:
    """The wire that the environment describes; None where it takes botocore to find its way.

    Args:
        environment: such as `os.environ`; the names are those of AWS's own tools.
        address: URL of the server; None lets the environment say, and else takes Amazon's own.
    """
    key_id, secret = (
        environment.get(name) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    )
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if not (key_id and secret and region) or region.startswith(_ELSEWHERE):
        return None
    named = (environment.get(name) for name in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"))
    found = address or next(filter(None, named), f"https://dynamodb.{region}.amazonaws.com")
    proxies = () if urlsplit(found).hostname in LOOPBACK else _PROXIES
    if any(environment.get(name) for name in ("AWS_PROFILE", *proxies)):
        return None
    keys = Keys(key_id, secret, environment.get("AWS_SESSION_TOKEN"))
    return Wire(found, region, keys, environment.get("AWS_CA_BUNDLE"))


def refused(code: str, where: str) -> StoreUnavailableError:
    """The error for a code of DynamoDB's, from the server at an address."""
    if code == "ResourceNotFoundException":
        return StoreUnavailableError(
            f"there is no such table at {where}: start once with --create-table"
        )
    return StoreUnavailableError(f"DynamoDB refused the call: {code}")


def unanswered(reason: str, cause: Exception) -> StoreUnavailableError:
    """The error for a server that is not there, or not in time."""
    error = StoreUnavailableError(
        f"DynamoDB does not answer: {reason}; see that the server runs, and where"
        " AWS_ENDPOINT_URL points"
    )
    error.__cause__ = cause
    return error


def _read(answer: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(answer))
    except (ValueError, TypeError) as error:
        raise unanswered("it says what is no JSON", error) from error


def _code(answer: bytes) -> str:
    """The code of a refusal, such as `ThrottlingException`; its words may quote what was sent."""
    try:
        return str(json.loads(answer)["__type"]).rpartition("#")[2]
    except (ValueError, TypeError, KeyError):
        return ""


@cache
def _trust(authorities: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities)
