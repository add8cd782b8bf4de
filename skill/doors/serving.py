"""waitress, such that nobody who is slow keeps others from being answered.

A thread is only taken by a request that is there as a whole, so a slow client costs a connection.
Of these there is an end; when it is near, whoever has kept us waiting longest has to go.
"""

import logging
import time
from errno import EADDRINUSE
from socket import AI_PASSIVE, SOCK_STREAM, getaddrinfo, socket
from socket import create_server as create_socket
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from skill import limits

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from waitress.adjustments import _AdjustmentsParams
    from waitress.wasyncore import _SocketMap

CONNECTIONS = 100
"""Open at a time. A browser has six to an address, Alexa's web server a few dozen at most."""
PATIENT: dict[str, Any] = {
    # From its first byte a request has this long to be there as a whole, and an idle connection to
    # be used again. A local page's largest, a minute of sound, takes well under a second.
    "channel_timeout": 30,
    "cleanup_interval": 5,
    # Some more than we mean to have, or none would be accepted that could take another's place.
    "connection_limit": CONNECTIONS + 50,
    # Alexa's certificate address and signatures take less than two kilobytes, a browser's four.
    "max_request_header_size": 32 * 1024,
}
"""How waitress waits, and for how much."""
IN_ONE_PIECE_BYTES = limits.RESPONSE_BYTES
"""An answer that is larger is a track."""
ADDRESS_FREE_WITHIN_S = 2.0
"""Processes whose first one was killed notice it within milliseconds."""


class _Parser(HTTPRequestParser):
    """Reads a request; one that is whole already expects no `100 Continue`.

    For `Expect: 100-continue` without a body, or with one that is refused for its size, waitress
    sends the 100 and then waits for content that does not come (RFC 9110, 10.1.1).
    """

    def received(self, data: bytes) -> int:
        """Take a piece of the request, and return how many of its bytes belong to it."""
        taken: int = super().received(data)
        if self.completed:
            self.expect_continue = False
        return taken


class _Channel(HTTPChannel):
    """A connection that is not kept alive by a byte now and then."""

    parser_class = _Parser

    def add_channel(self, map: "_SocketMap | None" = None) -> None:  # noqa: A002 - waitress's name
        """Counts as open; where there are too many, the one that was silent longest is closed."""
        channels: Any = self.server.active_channels
        waiting = [each for each in channels.values() if not (each.requests or each.will_close)]
        is_full = len(channels) >= CONNECTIONS
        super().add_channel(map)
        if is_full and waiting:
            min(waiting, key=lambda each: each.last_activity).will_close = True

    def handle_read(self) -> None:
        """Takes what came; only the first byte of a request counts as a sign of life."""
        since, is_begun = self.last_activity, self.request is not None
        super().handle_read()
        if is_begun and self.request is not None:
            self.last_activity = since


def bound(host: str, port: int) -> list[socket]:
    """Sockets at an address, where connections wait until a server takes them.

    Processes may share them, and those of a service that was killed a moment ago may still be
    about to let go of the address, so it is tried for a moment.

    Raises:
        OSError: it is not to be had.
    """
    until = time.monotonic() + ADDRESS_FREE_WITHIN_S
    while True:
        try:
            return [
                create_socket(address, family=family, backlog=1_024)
                for family, _, _, _, address in getaddrinfo(
                    host, port, type=SOCK_STREAM, flags=AI_PASSIVE
                )
            ]
        except OSError as error:
            if error.errno != EADDRINUSE or time.monotonic() > until:
                raise
            time.sleep(0.05)


def server_for(
    app: "WSGIApplication", *, in_one_piece: bool = False, **about: "_AdjustmentsParams"
) -> MultiSocketServer | BaseWSGIServer:
    """A server that answers once it runs.

    Args:
        app: what answers.
        in_one_piece: whether an answer waits until it is there as a whole, or large. Where no
            answer comes bit by bit that is a fifth more of them: headers alone are a packet, and
            a change of threads.
        about: where it listens, and whatever else waitress takes: `threads`,
            `max_request_body_size` and the like.
    """
    # A line for each request that waits for a thread would make them wait longer.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    doors: Any = {}
    server = create_server(app, map=doors, **(PATIENT | about))
    for door in doors.values():
        if isinstance(door, BaseWSGIServer):
            door.channel_class = _Channel
            if in_one_piece:
                # Not given as an option: waitress means to drop it, and then sends as it likes.
                door.adj.send_bytes = IN_ONE_PIECE_BYTES
    return server
