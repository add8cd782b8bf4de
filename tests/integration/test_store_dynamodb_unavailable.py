"""A DynamoDB that does not answer, is too busy, or has no table: what is told, and how soon."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from moto import mock_aws

from skill.routine.exercise import Catalog
from skill.store.dynamodb import DynamoDBStore
from skill.store.dynamodb_wire import Wire, wire_of
from skill.store.port import StoreUnavailableError
from skill.store.signature import Keys

USER = "amzn1.ask.account.SECRET"
NO_EXERCISES = Catalog(())


@pytest.fixture(autouse=True)
def _no_account(monkeypatch, tmp_path):
    """No keys and no region in the environment, nor on the disk, nor from a machine in EC2."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "PROFILE", "REGION", "DEFAULT_REGION"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def at(endpoint: str | None) -> DynamoDBStore:
    return DynamoDBStore("no-such-table", NO_EXERCISES, endpoint)


def wire_to(server: "Server") -> Wire:
    return Wire(server.endpoint, "us-east-1", Keys("local", "local"))


def wired(endpoint: str) -> DynamoDBStore:
    wire = Wire(endpoint, "us-east-1", Keys("local", "local"))
    return DynamoDBStore("no-such-table", NO_EXERCISES, endpoint, wire)


both_ways = pytest.mark.parametrize("at", [at, wired])


@both_ways
def test_nobody_listening_is_told_at_once(at):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        started = time.monotonic()

        with pytest.raises(
            StoreUnavailableError, match=r"EndpointConnectionError|ConnectionRefusedError"
        ) as failure:
            at(f"http://127.0.0.1:{free.getsockname()[1]}").profile(USER)

    assert time.monotonic() - started < 3
    assert failure.value.__cause__ is not None


@both_ways
def test_a_silent_server_is_given_up_in_time_for_an_answer_to_the_person(at):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()

        with pytest.raises(StoreUnavailableError, match=r"ReadTimeoutError|TimeoutError"):
            at(f"http://127.0.0.1:{silent.getsockname()[1]}").profile(USER)

    assert 4 <= time.monotonic() - started < 6.5


@both_ways
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "ProvisionedThroughputExceededException"),
        (400, "ThrottlingException"),
        (400, "AccessDeniedException"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
    ],
)
def test_a_server_that_refuses_is_unavailable_after_a_second_try_at_most(at, status, code):
    body = {"__type": f"com.amazonaws#{code}", "message": f"no {USER}"}
    with (
        answering(status, body) as server,
        pytest.raises(StoreUnavailableError, match=code) as failure,
    ):
        at(server.endpoint).profile(USER)

    assert server.calls <= 2
    assert "SECRET" not in str(failure.value)


@both_ways
def test_an_answer_that_makes_no_sense_is_unavailable(at):
    with answering(502, "<html>Bad gateway</html>") as server, pytest.raises(StoreUnavailableError):
        at(server.endpoint).profile(USER)


def test_a_missing_table_is_told_with_the_way_to_make_it():
    with mock_aws(), pytest.raises(StoreUnavailableError, match="--create-table"):
        at(None).profile(USER)


def test_a_missing_table_is_told_over_the_wire_too():
    body = {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}
    with (
        answering(400, body) as server,
        pytest.raises(StoreUnavailableError, match="--create-table"),
    ):
        wired(server.endpoint).profile(USER)
    assert server.calls == 1


def test_an_answer_that_is_no_json_is_unavailable():
    with answering(200, "<html>Hello</html>") as server, pytest.raises(StoreUnavailableError):
        wired(server.endpoint).profile(USER)


def test_a_connection_that_was_closed_meanwhile_is_no_fault():
    with answering(200, {}, keeps_open=True) as server, closing(wire_to(server)) as wire:
        wire("GetItem", {})
        server.hang_up()
        wire("GetItem", {})

    assert server.calls == 2


def test_a_connection_is_used_again():
    with answering(200, {}, keeps_open=True) as server, closing(wire_to(server)) as wire:
        for _ in range(5):
            wire("GetItem", {})

    assert (server.calls, len(server.connections)) == (5, 1)


KEYS = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-west-1"}


def test_keys_and_a_region_are_enough_for_the_wire():
    assert wire_of(KEYS) is not None


@pytest.mark.parametrize(
    "other",
    [
        {"AWS_ACCESS_KEY_ID": ""},
        {"AWS_REGION": ""},
        {"AWS_REGION": "cn-north-1"},
        {"AWS_PROFILE": "work"},
        {"HTTPS_PROXY": "http://proxy:3128"},
    ],
)
def test_what_takes_more_than_keys_is_left_to_botocore(other):
    assert wire_of(KEYS | other) is None


def test_missing_keys_are_told():
    with pytest.raises(StoreUnavailableError, match="set AWS_ACCESS_KEY_ID"):
        at(None).profile(USER)


def test_a_server_on_this_machine_needs_no_account_and_no_region():
    with answering(200, {"Item": {}}) as server:
        at(server.endpoint).profile(USER)

    assert server.calls == 1


def test_the_environment_names_the_server(monkeypatch):
    with answering(200, {}) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)
        at(None).profile(USER)

    assert server.calls == 1


def test_a_proxy_does_not_come_between_us_and_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    with answering(200, {}) as server:
        at(server.endpoint).profile(USER)

    assert server.calls == 1


class Server:
    """Says the same to everybody."""

    def __init__(self, status: int, body: object, *, keeps_open: bool) -> None:
        self.calls = 0
        text = (body if isinstance(body, str) else json.dumps(body)).encode()
        told = self

        self.connections: list[socket.socket] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1" if keeps_open else "HTTP/1.0"

            def setup(self) -> None:
                super().setup()
                told.connections.append(self.connection)

            def do_POST(self) -> None:
                told.calls += 1
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.http.server_port}"

    def hang_up(self) -> None:
        """Close every connection, as a server does with those that were idle for long."""
        for connection in self.connections:
            connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def answering(status: int, body: object, *, keeps_open: bool = False) -> Iterator[Server]:
    server = Server(status, body, keeps_open=keeps_open)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        thread.join()
        server.http.server_close()
