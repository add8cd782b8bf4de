"""The wire to DynamoDB over TLS: only to a server whose certificate is trusted, and is its own."""

import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from skill.doors.verify.fakes import Authority
from skill.store.dynamodb_wire import Wire
from skill.store.port import StoreUnavailableError
from skill.store.signature import Keys

KEYS = Keys("local", "local")


class Answer(BaseHTTPRequestHandler):
    """Says that there is no such item."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        """Say nothing."""


class Server(HTTPServer):
    """Bears with clients who hang up when they see its certificate."""

    def handle_error(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def authority():
    return Authority(datetime.now(UTC))


@pytest.fixture
def address(authority, tmp_path):
    """Of a server that calls itself localhost."""
    ours = authority.alexa(names=("localhost",))
    (tmp_path / "chain.pem").write_bytes(authority.chain(ours))
    (tmp_path / "key.pem").write_bytes(ours.key_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "chain.pem", tmp_path / "key.pem")
    with Server(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def roots(authority, tmp_path):
    """The file of those who are trusted."""
    (tmp_path / "roots.pem").write_bytes(authority.root.pem)
    return str(tmp_path / "roots.pem")


def test_a_server_that_is_trusted_is_asked(address, roots):
    with closing(Wire(address, "us-east-1", KEYS, roots)) as wire:
        assert wire("GetItem", {}) == {}


def test_a_server_that_nobody_vouches_for_is_not(address):
    with pytest.raises(StoreUnavailableError, match="SSLCertVerificationError"):
        Wire(address, "us-east-1", KEYS)("GetItem", {})


def test_a_server_with_the_name_of_another_is_not(address, roots):
    elsewhere = address.replace("localhost", "127.0.0.1")
    with pytest.raises(StoreUnavailableError, match="SSLCertVerificationError"):
        Wire(elsewhere, "us-east-1", KEYS, roots)("GetItem", {})
