"""One address for all of a speaker: its page, the skill, and what stands in for Alexa."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SKILL = ("/alexa", "/tracks/", "/healthz", "/readyz")
_SERVICES = ("/v1/", "/v2/", "/v3/", "/auth/", "/app")
"""Where Alexa's own services have their paths, and what stands in for her app."""


class Router:
    """Leads each request to whom it is for; the paths stay as they are."""

    def __init__(
        self, page: "WSGIApplication", skill: "WSGIApplication", services: "WSGIApplication"
    ) -> None:
        self._page = page
        self._skill = skill
        self._services = services

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Passes a request on."""
        path = environ["PATH_INFO"]
        if path.startswith(_SKILL):
            return self._skill(environ, start_response)
        if path.startswith(_SERVICES):
            return self._services(environ, start_response)
        return self._page(environ, start_response)
