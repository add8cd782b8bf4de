"""The skill's service on this machine: started, stopped, and always at the same address."""

import socket
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from skill.speaker.page.guard import Guard

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from werkzeug.serving import BaseWSGIServer

LOOPBACK = "127.0.0.1"


class Service(Protocol):
    """Something that answers HTTP on this machine."""

    def start(self) -> str:
        """Begins to answer and returns its base URL, such as `http://127.0.0.1:5000`."""
        ...

    def stop(self) -> None:
        """Ends; nothing in memory is kept."""
        ...


class LoopbackService:
    """A WSGI app under werkzeug's server in a thread: quick to start, clean to stop.

    A restart makes a new app and keeps the port, so that addresses given out stay good.
    """

    def __init__(self, make_app: "Callable[[], WSGIApplication]") -> None:
        self._make_app = make_app
        self._port = 0
        self._server: BaseWSGIServer | None = None
        self._thread: Thread | None = None

    def start(self) -> str:
        """Begins to answer and returns the base URL."""
        from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: PLC0415 - loads slowly

        class Quiet(WSGIRequestHandler):
            disable_nagle_algorithm = True  # or small answers wait for an acknowledgment

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """The speaker keeps its own journal."""

        self._server = make_server(
            LOOPBACK, self._port, self._make_app(), threaded=True, request_handler=Quiet
        )
        self._port = self._server.port
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        return f"http://{LOOPBACK}:{self._port}"

    def stop(self) -> None:
        """Stops answering; a service that does not run is left alone."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None


class LastingService:
    """A WSGI app under waitress in a thread, for as long as the process lives."""

    def __init__(self, make_app: "Callable[[], WSGIApplication]", port: int = 0) -> None:
        """Port 0 takes any free one."""
        self._make_app = make_app
        self._port = port

    def start(self) -> str:
        """Begins to answer and returns the base URL.

        Raises:
            OSError: when the port is taken; choose another one.
        """
        from skill.doors.serving import server_for  # noqa: PLC0415 - only real time needs it

        app = self._make_app()
        listening = socket.create_server((LOOPBACK, self._port))
        port = listening.getsockname()[1]
        server = server_for(Guard(app, port), sockets=[listening])
        Thread(target=server.run, daemon=True).start()
        return f"http://{LOOPBACK}:{port}"

    def stop(self) -> None:
        """Ends with the process."""
