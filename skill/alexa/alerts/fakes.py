"""Services of Alexa's that answer as a test wants, and remember what they were asked."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.alexa.alerts.service import Json
from skill.alexa.turn import Turn

Scripted = int | tuple[int, Json] | OSError
"""A status, a status with a body, or what the network does instead."""


class FakeServices(ApiClient):
    """Answers each call with the next of a script; the last holds from then on."""

    def __init__(self, *script: Scripted) -> None:
        """Take the answers in order."""
        self._script: Sequence[Scripted] = script
        self.asked: list[tuple[str, str, Json | None]] = []
        """Method, address and body of every call."""

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """The next answer.

        Raises:
            OSError: if the script says so.
        """
        self.asked.append((request.method, request.url, request.body))
        answer = self._script[min(len(self.asked), len(self._script)) - 1]
        if isinstance(answer, OSError):
            raise answer
        status, body = answer if isinstance(answer, tuple) else (answer, None)
        text = json.dumps(body) if body is not None else ""
        return ApiClientResponse(headers=[], status_code=status, body=text)

    @property
    def methods(self) -> list[str]:
        """The methods of all calls."""
        return [method for method, _, _ in self.asked]


def turn_with(services: FakeServices, now: datetime = datetime(2026, 11, 16, tzinfo=UTC)) -> Turn:
    """As much of a turn as a call needs."""
    about = SimpleNamespace(
        api_client=services, api_endpoint="https://api.example", authorization_value="token"
    )
    factory = SimpleNamespace(api_configuration=about)
    return cast("Turn", SimpleNamespace(services=factory, now=now, skill_id="skill"))
