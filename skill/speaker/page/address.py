"""Where the page is found: a port of this machine that is not somebody else's."""

import errno
import socket

from skill.speaker.service import LOOPBACK


class PortTakenError(OSError):
    """Something else listens at the port; the message says what to do."""


def listening_at(port: int) -> socket.socket:
    """A socket that listens on this machine only; 0 is any free port.

    Raises:
        PortTakenError: something else listens there.
        OSError: the system does not allow it.
    """
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        # macOS itself listens at 5000, for AirPlay.
        raise PortTakenError(
            f"port {port} is in use: by another speaker, or by another program. "
            f"End that, or take another port: make run PORT={port + 1} "
            f"(back-routine speaker --port {port + 1})"
        ) from error
