"""Nobody but this machine's own page and programs comes in."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOSTS = ("127.0.0.1", "localhost")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""For browsers that do not tell who asks: nothing here is taken for what it is not, or put into a
page elsewhere."""
_OWN_SITES = ("", "same-origin", "none")
"""`Sec-Fetch-Site` of our own page, of an address that was typed, and of no browser at all."""


class Guard:
    """Refuses requests that a page of another origin makes, in front of an app.

    A page elsewhere can make a browser send requests to this machine, and by a name of its own
    that leads here even read the answers. So the host must be this machine by its own name
    (against such names), and where a browser tells who asks, it must be our own page. Only a link
    that opens the page itself may stand anywhere.
    """

    def __init__(self, app: "WSGIApplication", port: int) -> None:
        self._app = app
        self._hosts = {f"{host}:{port}" for host in _HOSTS}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Lets a request in, or answers 403."""
        if self._is_ours(environ) or self._opens_the_page(environ):
            return self._app(environ, _protected(start_response))
        start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Only this machine's own page may ask.\n"]

    def _is_ours(self, environ: "WSGIEnvironment") -> bool:
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN")
        site = environ.get("HTTP_SEC_FETCH_SITE", "")
        return (
            host in self._hosts
            and (origin is None or origin == f"http://{host}")
            and site in _OWN_SITES
        )

    def _opens_the_page(self, environ: "WSGIEnvironment") -> bool:
        return (
            environ.get("HTTP_HOST", "") in self._hosts
            and environ["REQUEST_METHOD"] == "GET"
            and environ["PATH_INFO"] == "/"
            and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
            and environ.get("HTTP_SEC_FETCH_DEST") == "document"
        )


def _protected(start_response: "StartResponse") -> "StartResponse":
    """The same, for answers that tell a browser what not to do with them."""

    def start(status: str, headers: list[tuple[str, str]], *about: Any) -> Any:  # noqa: ANN401
        told = {name.title() for name, _ in headers}
        more = [(name, value) for name, value in _HEADERS.items() if name.title() not in told]
        return start_response(status, [*headers, *more], *about)

    return start
