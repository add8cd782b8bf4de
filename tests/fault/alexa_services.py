"""Alexa's service APIs, as far as the crowd needs them: they answer, hang, or are not there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class AlexaServices:
    """Tells every device's time zone, unless something is wrong."""

    def __init__(self, zone: str) -> None:
        self.asked = 0
        self._answers = Event()
        self._answers.set()
        self._zone = json.dumps(zone).encode()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @contextmanager
    def there(self) -> Iterator["AlexaServices"]:
        """As long as the block lasts."""
        self._start()
        try:
            yield self
        finally:
            self._answers.set()
            self._stop()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody listens."""
        self._stop()
        try:
            yield
        finally:
            self._start()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Every connection is taken, and nothing comes."""
        self._answers.clear()
        try:
            yield
        finally:
            self._answers.set()

    def _start(self) -> None:
        services = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                services.asked += 1
                services._answers.wait(30)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(services._zone)))
                self.end_headers()
                self.wfile.write(services._zone)

            def log_message(self, *_: object) -> None:
                """Nothing to tell."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever asked has gone by now."""

        self._server = Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    def _stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
