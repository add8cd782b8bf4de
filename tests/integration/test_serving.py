"""How the server waits for those who ask."""

import socket
import time
from contextlib import ExitStack, suppress
from threading import Thread

import pytest

from skill.doors.serving import CONNECTIONS, IN_ONE_PIECE_BYTES, server_for

GIVES_UP_S = 30
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def hello(_, start_response):
    start_response("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def run(server):
    with suppress(OSError):  # what it listens at is closed, and so it ends
        server.run()


def hang_up(server):
    for channel in tuple(server.active_channels.values()):
        channel.socket.close()


def as_much_as_asked(environ, start_response):
    length = int(environ["PATH_INFO"].strip("/"))
    start_response("200 OK", [("Content-Length", str(length))])
    return [b"x" * length]


@pytest.fixture(params=[{"app": hello}])
def connect(request):
    """Opens connections to a server that loses its patience after a second."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        waits = {"channel_timeout": 1, "cleanup_interval": 1}
        server = server_for(**request.param, sockets=[listening], **waits)
        serving = Thread(target=run, args=(server,), daemon=True)
        serving.start()
        stack.callback(hang_up, server)
        stack.callback(serving.join)
        stack.callback(server.close)
        stack.callback(server.task_dispatcher.shutdown, timeout=1)

        def connect():
            line = socket.create_connection(listening.getsockname(), timeout=GIVES_UP_S)
            return stack.enter_context(line)

        yield connect


def is_answered(line):
    line.sendall(ASK)
    got = b""
    while not got.endswith(b"hello") and (piece := line.recv(4_096)):
        got += piece
    return got.startswith(b"HTTP/1.1 200 OK")


def is_hung_up_on(line, keep_on):
    """Whether the other end closes while a client keeps on."""
    line.settimeout(0.1)
    end = time.monotonic() + GIVES_UP_S
    while time.monotonic() < end:
        with suppress(TimeoutError):
            try:
                line.sendall(keep_on)
                if line.recv(4_096) == b"":
                    return True
            except ConnectionError:
                return True
    return False


@pytest.mark.parametrize("begun", [b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "])
def test_a_request_that_is_never_whole_is_hung_up_on_for_all_its_bytes(connect, begun):
    line = connect()
    line.sendall(begun)
    assert is_hung_up_on(line, b"a")


def test_who_says_nothing_is_hung_up_on(connect):
    assert is_hung_up_on(connect(), b"")


def test_who_asks_on_and_on_is_answered(connect):
    line = connect()
    for _ in range(20):
        assert is_answered(line)
        time.sleep(0.1)


def test_of_too_many_the_one_that_was_silent_longest_has_to_go(connect):
    first = connect()
    first.sendall(b"GET ")
    others = [connect() for _ in range(CONNECTIONS + 20)]
    for line in others[-10:]:
        assert is_answered(line)
    with suppress(ConnectionResetError):
        assert first.recv(4_096) == b""


EXPECT = b"Host: x\r\nExpect: 100-continue\r\n"


@pytest.mark.parametrize("body", [b"", b"Content-Length: 0\r\n"], ids=["no length", "none"])
def test_who_expects_to_be_asked_for_no_body_is_answered_at_once(connect, body):
    line = connect()
    line.sendall(b"GET / HTTP/1.1\r\n" + EXPECT + body + b"\r\n")
    assert line.recv(4_096).startswith(b"HTTP/1.1 200 OK")


def test_who_expects_to_be_asked_for_a_body_is_asked_for_it_once(connect):
    line = connect()
    line.sendall(b"POST / HTTP/1.1\r\n" + EXPECT + b"Content-Length: 2\r\n\r\n")
    assert line.recv(4_096) == b"HTTP/1.1 100 Continue\r\n\r\n"
    line.sendall(b"hi")
    assert line.recv(4_096).startswith(b"HTTP/1.1 200 OK")


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(connect):
    line = connect()
    line.sendall(b"POST / HTTP/1.1\r\n" + EXPECT + b"Content-Length: 9999999999\r\n\r\n")
    assert line.recv(4_096).startswith(b"HTTP/1.1 413 ")


whole_answers = pytest.mark.parametrize(
    "connect", [{"app": as_much_as_asked, "in_one_piece": True}], indirect=True
)


def asked_for(line, length):
    line.sendall(f"GET /{length} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


@whole_answers
def test_a_small_answer_comes_in_one_piece(connect):
    line = connect()
    for length in (0, 1, 700):
        asked_for(line, length)
        head, _, body = line.recv(4_096).partition(b"\r\n\r\n")
        assert (head[:15], len(body)) == (b"HTTP/1.1 200 OK", length)


@whole_answers
@pytest.mark.parametrize("length", [IN_ONE_PIECE_BYTES - 1, IN_ONE_PIECE_BYTES, 3_000_000])
def test_a_large_answer_comes_in_full(connect, length):
    line, got = connect(), b""
    asked_for(line, length)
    while len(got.partition(b"\r\n\r\n")[2]) < length and (piece := line.recv(65_536)):
        got += piece
    assert len(got.partition(b"\r\n\r\n")[2]) == length
