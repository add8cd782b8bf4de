"""The skill's door: one request in, one response out, over HTTP."""

from typing import Protocol

import requests

from skill.limits import ANSWER_SECONDS
from skill.speaker.device.profile import Json


class SkillSilentError(RuntimeError):
    """The skill gave no answer in time, or another status than 200; the message says which."""


class SkillClient(Protocol):
    """Where a device asks."""

    def ask(self, envelope: Json) -> bytes:
        """Sends a request and returns the response's body.

        Raises:
            SkillSilentError: when there is none.
        """
        ...


class HttpSkillClient:
    """A skill behind a URL."""

    def __init__(self, url: str, http: requests.Session) -> None:
        """The URL takes the POST, such as `http://127.0.0.1:5000/alexa`."""
        self._url = url
        self._http = http

    def ask(self, envelope: Json) -> bytes:
        """Sends a request, waits as long as Alexa does, and returns the response's body.

        Raises:
            SkillSilentError: when there is no answer in time, or one of another status than 200.
        """
        kind = envelope["request"]["type"]
        try:
            response = self._http.post(self._url, json=envelope, timeout=ANSWER_SECONDS)
        except requests.RequestException as error:
            raise SkillSilentError(f"no answer to {kind}: {error}") from error
        if response.status_code != requests.codes.ok:
            raise SkillSilentError(f"{kind} was answered with HTTP {response.status_code}")
        return response.content
