"""A certificate host on this machine that is honest, slow, huge, or a liar; fetched over TLS."""

import socket
import ssl
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread

import pytest

from skill.doors.verify.fakes import Authority
from skill.doors.verify.host import CHAIN_BYTES, CertificateHost, FetchError

NOW = datetime.now(UTC)
CHAIN = b"-----BEGIN CERTIFICATE-----\n" * 50
SECONDS = 0.6
LATE = SECONDS + 3
"""Later than this is not the machine being busy."""
HOST = "s3.amazonaws.com"


class Server:
    """One answer to every connection, written as its script says."""

    def __init__(self, context):
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = self._listening.getsockname()
        self.requests = []
        self.script = None
        Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(plain,), daemon=True).start()

    def _answer(self, plain):
        try:
            with (
                self._context.wrap_socket(plain, server_side=True)
                if self._context
                else plain as peer
            ):
                self.requests.append(peer.recv(65_536))
                for piece in self.script():
                    peer.sendall(piece)
        except OSError:
            pass  # whoever asked has had enough

    def close(self):
        self._listening.close()


def answer(body=CHAIN, status="200 OK", headers=""):
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode()
    return lambda: [head + body]


@pytest.fixture(scope="module")
def authority():
    return Authority(NOW)


@pytest.fixture(scope="module")
def roots(authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("roots") / "roots.pem"
    path.write_bytes(authority.root.pem)
    return str(path)


@pytest.fixture(scope="module")
def serving(authority, tmp_path_factory):
    """Makes servers with a certificate for a name; none speaks no TLS."""
    folder = tmp_path_factory.mktemp("host")

    @contextmanager
    def serve(name=HOST, by=authority):
        context = None
        if name:
            holder = by.alexa(owner=name, names=(name,))
            (folder / "cert.pem").write_bytes(by.chain(holder))
            (folder / "key.pem").write_bytes(holder.key_pem)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        server = Server(context)
        try:
            yield server
        finally:
            server.close()

    return serve


@pytest.fixture(scope="module")
def server(serving):
    with serving() as server:
        yield server


@pytest.fixture
def host(server, roots):
    """A patient visitor: this machine may be busy."""
    server.requests.clear()
    return CertificateHost(roots, server.address, 60)


@pytest.fixture
def hasty(server, roots):
    """A visitor who has not a second."""
    return CertificateHost(roots, server.address, SECONDS)


def failed(host, path="/echo.api/cert.pem"):
    """How long it took to fail, in seconds."""
    began = time.monotonic()
    with pytest.raises(FetchError):
        host.fetch(path)
    return time.monotonic() - began


def test_a_file_is_fetched(host, server):
    server.script = answer()
    assert host.fetch("/echo.api/cert.pem") == CHAIN
    (request,) = server.requests
    assert request.startswith(b"GET /echo.api/cert.pem HTTP/1.1\r\nHost: s3.amazonaws.com\r\n")


def test_a_file_in_pieces_is_fetched_whole(host, server):
    server.script = lambda: [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"4\r\n----\r\n",
        b"3\r\nend\r\n0\r\n\r\n",
    ]
    assert host.fetch("/a") == b"----end"


def test_a_file_that_ends_with_the_connection_is_fetched(host, server):
    server.script = lambda: [b"HTTP/1.1 200 OK\r\n\r\n", CHAIN]
    assert host.fetch("/a") == CHAIN


def test_a_file_of_the_largest_size_is_fetched(host, server):
    server.script = answer(b"x" * CHAIN_BYTES)
    assert len(host.fetch("/a")) == CHAIN_BYTES


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Oh", "204 No Content"])
def test_only_200_is_an_answer(host, server, status):
    server.script = answer(status=status)
    failed(host)


def test_a_redirect_is_not_followed(host, server, serving):
    with serving(None) as elsewhere:
        elsewhere.script = answer()
        place = f"Location: http://127.0.0.1:{elsewhere.address[1]}/echo.api/cert.pem\r\n"
        for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
            server.script = answer(b"", status, place)
            failed(host)
        assert elsewhere.requests == []


def test_no_proxy_is_asked(host, server, serving, monkeypatch):
    with serving(None) as proxy:
        proxy.script = answer()
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.address[1]}")
        server.script = answer()
        host.fetch("/a")
        assert proxy.requests == []


def endless():
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        yield b"x" * 65_536


def endless_in_pieces():
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"x" * 65_536 + b"\r\n"


def endless_headers():
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"A: b\r\n" * 1_000


def endless_line():
    yield b"HTTP/1.1 200 OK\r\nA: "
    while True:
        yield b"x" * 65_536


def always_more_to_come():
    while True:
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


TOO_MUCH = {
    "one byte too many": answer(b"x" * (CHAIN_BYTES + 1)),
    "a body without end": endless,
    "pieces without end": endless_in_pieces,
    "headers without end": endless_headers,
    "a line without end": endless_line,
    "100 Continue without end": always_more_to_come,
    "a length of exabytes": lambda: [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9" + b"9" * 18 + b"\r\n\r\nx"
    ],
}


@pytest.mark.parametrize("script", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_chain_is_not_read(hasty, server, script):
    server.script = script
    assert failed(hasty) < LATE


def dripping(text):
    """One byte at a time, each well before an ordinary time-out."""

    def script():
        for at in range(len(text)):
            yield text[at : at + 1]
            time.sleep(0.05)

    return script


def hanging_after(text):
    def script():
        yield text
        time.sleep(LATE * 2)

    return script


SLOW = {
    "silence": hanging_after(b""),
    "silence after the status": hanging_after(b"HTTP/1.1 200 OK\r\n"),
    "silence in the body": hanging_after(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"),
    "silence in a piece": hanging_after(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\nabc"
    ),
    "a status that drips": dripping(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 300),
    "a body that drips": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + b"b" * 300),
}


@pytest.mark.parametrize("script", SLOW.values(), ids=SLOW)
def test_a_whole_fetch_has_one_deadline(hasty, server, script):
    server.script = script
    assert SECONDS * 0.9 < failed(hasty) < LATE


LIES = {
    "nothing": list,
    "no HTTP": lambda: [b"-----BEGIN CERTIFICATE-----\r\n\r\n"],
    "less than it promised": lambda: [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"],
    "a piece cut off": lambda: [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"],
    "a piece of no size": lambda: [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"],
    "a length that is none": lambda: [
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + b"x" * 70_000
    ],
}


@pytest.mark.parametrize("script", LIES.values(), ids=LIES)
def test_half_an_answer_is_none(host, server, script):
    server.script = script
    failed(host)


def test_a_host_by_another_name_is_not_believed(serving, roots):
    with serving("s3.amazonaws.com.evil.example") as server:
        server.script = answer()
        failed(CertificateHost(roots, server.address, SECONDS))
        assert server.requests == []


def test_a_host_that_nobody_vouches_for_is_not_believed(serving, roots):
    stranger = Authority(NOW, of="a stranger")
    with serving(HOST, stranger) as server:
        server.script = answer()
        failed(CertificateHost(roots, server.address, SECONDS))
        assert server.requests == []


def test_a_host_that_speaks_no_tls_is_not_believed(serving, roots):
    with serving(None) as server:
        server.script = answer()
        assert failed(CertificateHost(roots, server.address, SECONDS)) < LATE


def test_a_handshake_that_hangs_ends(roots):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert failed(CertificateHost(roots, silent.getsockname(), SECONDS)) < LATE


@pytest.fixture
def deaf():
    """An address where nobody takes up: its queue of callers is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening:
        address = listening.getsockname()
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.settimeout(0)
            caller.connect_ex(address)
        yield address
        for caller in callers:
            caller.close()


def at_many_addresses(monkeypatch, *addresses):
    """The name server gives these for whatever name is asked."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]
    real = socket.getaddrinfo

    def lookup(host, *rest, **more):
        return found if host == HOST else real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_many_addresses_that_hang_have_one_deadline_together(roots, deaf, monkeypatch):
    at_many_addresses(monkeypatch, *[deaf] * 40)
    assert failed(CertificateHost(roots, (HOST, 443), SECONDS)) < LATE


def test_one_address_that_hangs_leaves_time_for_the_next(roots, server, deaf, monkeypatch):
    at_many_addresses(monkeypatch, deaf, server.address)
    server.script = answer()
    assert CertificateHost(roots, (HOST, 443), 8).fetch("/a") == CHAIN


def test_a_host_that_is_not_there_fails_at_once(roots):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = gone.getsockname()
    failed(CertificateHost(roots, address, SECONDS))


def test_no_connection_is_left_open(host, hasty, server):
    server.script = answer()
    host.fetch("/a")  # an unclosed socket is a ResourceWarning, and that an error here
    server.script = hanging_after(b"")
    failed(hasty)
