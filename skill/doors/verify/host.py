"""Amazon's certificate host over HTTPS; through this nothing else can be reached.

The host is fixed: what a request says is only ever a path. No redirect is followed, no proxy of
the environment is asked, and a whole fetch has one deadline, however slowly its bytes drip.
"""

import socket
import ssl
import time
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING

from skill.doors.verify.address import HOST
from skill.limits import CERTIFICATE_SECONDS

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHAIN_BYTES = 64 * 1024
"""The largest chain that is read. Ours to choose: Alexa's four certificates take 7 KB."""


class FetchError(OSError):
    """No certificates were had; the message says what came instead."""


class CertificateHost:
    """Fetches files of Amazon's certificate host."""

    def __init__(
        self,
        roots: str,
        address: tuple[str, int] = (HOST, 443),
        seconds: float = CERTIFICATE_SECONDS,
    ) -> None:
        """Say whom to believe, and where the host is.

        Args:
            roots: a file of the certificates that may vouch for the host, as PEM.
            address: where the host listens; it must prove to be `HOST` wherever that is.
            seconds: what a whole fetch may take.
        """
        self._context = ssl.create_default_context(cafile=roots)
        self._context.sslsocket_class = _PunctualSocket
        self._address = address
        self._seconds = seconds

    def fetch(self, path: str) -> bytes:
        """The file at a path.

        Raises:
            FetchError: it was not had whole, in time, and no larger than `CHAIN_BYTES`.
        """
        deadline = time.monotonic() + self._seconds
        connection = HTTPSConnection(HOST)
        try:
            connection.sock = self._connected(deadline)
            connection.request("GET", path)
            return _file(connection.getresponse())
        except FetchError:
            raise
        except (OSError, HTTPException) as error:
            raise FetchError(f"the certificate host was not heard: {error!r}") from error
        finally:
            connection.close()

    def _connected(self, deadline: float) -> ssl.SSLSocket:
        plain = self._reached(deadline)
        try:
            plain.settimeout(_left(deadline))
            secure = self._context.wrap_socket(plain, server_hostname=HOST)
        except OSError:
            plain.close()
            raise
        assert isinstance(secure, _PunctualSocket)  # noqa: S101 - the context was told to make it
        secure.deadline = deadline
        return secure

    def _reached(self, deadline: float) -> socket.socket:
        """A connection to the first of the host's addresses that answers, all within the deadline.

        One that hangs takes half of the time that is left, so that the next has its turn.
        """
        fault = OSError("the certificate host has no address")
        for *_, address in socket.getaddrinfo(*self._address, type=socket.SOCK_STREAM):
            place = str(address[0]), int(address[1])
            try:
                return socket.create_connection(place, timeout=_left(deadline) / 2)
            except OSError as error:
                fault = error
        raise fault


class _PunctualSocket(ssl.SSLSocket):
    """A socket that stops reading at a moment, where an ordinary time-out begins anew each time."""

    deadline = 0.0
    """The moment, in seconds of the monotonic clock."""

    def recv_into(
        self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0
    ) -> int:
        """Reads what is there, until the deadline."""
        self.settimeout(_left(self.deadline))
        return super().recv_into(buffer, nbytes, flags)


def _left(deadline: float) -> float:
    """Seconds until a moment of the monotonic clock.

    Raises:
        TimeoutError: there are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the certificate host took too long")
    return left


def _file(response: HTTPResponse) -> bytes:
    if response.status != HTTPStatus.OK:
        raise FetchError(f"the certificate host answered {response.status}")
    content = response.read(CHAIN_BYTES)
    # What is still to come is more than we read, or was promised and never came.
    if response.length or response.read(1):
        raise FetchError(f"the file is not whole, or has more than {CHAIN_BYTES} bytes")
    return content
