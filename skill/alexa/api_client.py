"""Alexa's service APIs over HTTP, with a time-out: the SDK's own client waits for ever."""

import json
from functools import cache
from typing import TYPE_CHECKING

from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.limits import SERVICE_SECONDS

if TYPE_CHECKING:
    from urllib.request import OpenerDirector


class TimedApiClient(ApiClient):
    """The SDK's client, but a service that hangs costs so many seconds and not the answer.

    It is the standard library that speaks HTTP here: a cold start that has to ask for a time zone
    would wait longer for requests to be imported than for the answer.
    """

    def __init__(self, timeout_s: float = SERVICE_SECONDS) -> None:
        """Say how long each step of a call may take."""
        self._timeout_s = timeout_s

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send one request, a form as it is, all else as JSON; it is not led elsewhere.

        Raises:
            OSError: the service was not reached, or not in time (`TimeoutError`).
        """
        from http.client import HTTPException  # noqa: PLC0415 - only turns that call a service pay
        from urllib.error import URLError  # noqa: PLC0415 - likewise
        from urllib.request import Request  # noqa: PLC0415 - likewise

        body = request.body if isinstance(request.body, str) else json.dumps(request.body)
        data = body.encode() if request.body else None
        asked = Request(request.url, data, dict(request.headers or []), method=request.method)  # noqa: S310 - only HTTP is opened
        try:
            with _opener().open(asked, timeout=self._timeout_s) as response:
                return ApiClientResponse(
                    headers=response.getheaders(),
                    status_code=response.status,
                    body=response.read().decode(),
                )
        except URLError as error:
            raise error.reason if isinstance(error.reason, OSError) else error from error
        except (HTTPException, UnicodeDecodeError) as error:
            raise ConnectionError("it does not speak HTTP") from error


@cache
def _opener() -> "OpenerDirector":
    """Opens what is HTTP, and nothing else; it leaves errors and other places to the caller."""
    from urllib.request import (  # noqa: PLC0415 - as above
        HTTPHandler,
        HTTPSHandler,
        OpenerDirector,
        ProxyHandler,
        UnknownHandler,
    )

    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler()):
        opener.add_handler(handler)
    return opener
