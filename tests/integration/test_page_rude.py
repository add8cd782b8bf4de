"""Rude programs on this machine: odd paths, huge uploads, slow clients. Others are answered."""

import socket
from contextlib import ExitStack, suppress
from threading import Event, Thread

import pytest
import requests

from tests.integration.page_posts import POSTS

MB = 1024 * 1024
WAITS_S = 20


def port_of(either):
    return int(either.url.rpartition(":")[2])


def exchange(either, head):
    """Sends bytes as they are; gives the answer's status, 0 if it hung up, and the answer."""
    got = b""
    line = socket.create_connection(("127.0.0.1", port_of(either)), timeout=WAITS_S)
    with line, suppress(ConnectionResetError):
        line.sendall(head)
        while piece := line.recv(65_536):
            got += piece
    return int(got.split(b" ", 2)[1]) if got else 0, got


def get(either, path):
    """Asks for a path to the letter: clients would tidy it up."""
    head = b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % port_of(either)
    return exchange(either, head + b"Connection: close\r\n\r\n")


def still_answers(page):
    return requests.get(f"{page.url}/healthz", timeout=WAITS_S).json() == {"status": "ok"}


# Tricks with paths ---------------------------------------------------------------------------

FOLDERS = (b"/", b"/static/", b"/pictures/", b"/tracks/", b"/speaker/", b"/speaker/speech/")
FOLDERS += (b"/app/", b"/v1/", b"/alexa/", b"/healthz/")
TRICKS = (
    b"../../../../etc/passwd",
    b"..%2f..%2f..%2f..%2fetc%2fpasswd",
    b"%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    b"%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    b"..\\..\\..\\etc\\passwd",
    b"..%5c..%5cetc%5cpasswd",
    b"/etc/passwd",
    b"//etc/passwd",
    b"%2fetc%2fpasswd",
    b"....//....//etc/passwd",
    b"..;/..;/etc/passwd",
    b"page.js%00.svg",
    b"%00",
    b"cat-cow%00",
    b"..%00/",
    b"%ff%fe",
    b"%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    b"%e2%80%ae",
    b"\xff\xfe",
    b"a" * 4_000,
    b"a/" * 2_000,
    b"%2e" * 2_000,
    b"CON",
    b"~root/.ssh/id_rsa",
    b".",
    b"%2e%2e",
    b"app.py",
    b"../app.py",
    b"../templates/page.html",
    b"../guard.py",
)
ENDINGS = (b"", b".svg", b".mp3", b".json", b".wav")


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_path_leads_out_or_breaks_anything(either, folder):
    for trick in TRICKS:
        for ending in ENDINGS:
            status, answer = get(either, folder + trick + ending)
            assert status in {308, 400, 401, 403, 404, 405}, (trick, ending)
            assert status != 308 or f"Location: {either.url}/".encode() in answer
            assert b"root:" not in answer
            assert b"import " not in answer
    assert still_answers(either)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1e9\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET http://127.0.0.1/ HTTP/9.9\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(either, head):
    status, _ = exchange(either, head)
    assert status in {0, 400, 403, 431, 501}
    assert still_answers(either)


# Huge uploads --------------------------------------------------------------------------------


def push(either, path, head, piece):
    """Sends until the other end has had enough, 200 MB at the most; gives bytes sent and answer."""
    start = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port_of(either)}\r\n".encode()
    sent, got = 0, b""
    with socket.create_connection(("127.0.0.1", port_of(either)), timeout=WAITS_S) as line:
        with suppress(OSError):  # it hangs up, as it should
            line.sendall(start + head + b"\r\n")
            while sent < 200 * MB:
                line.sendall(piece)
                sent += len(piece)
        with suppress(OSError):  # perhaps before its answer is read
            got = line.recv(65_536)
    return sent, got


WITH_LENGTH = b"Content-Length: %d\r\n" % (200 * MB), b"\0" * MB
CHUNKED = b"Transfer-Encoding: chunked\r\n", b"100000\r\n" + b"\0" * MB + b"\r\n"


@pytest.mark.parametrize("how", [WITH_LENGTH, CHUNKED], ids=["with its length", "chunked"])
@pytest.mark.parametrize("path", POSTS)
def test_a_huge_upload_is_refused_before_it_is_read(either, path, how):
    before_kb = either.memory_kb()
    sent, got = push(either, path, *how)
    assert sent < 50 * MB
    assert got == b"" or got.split(b" ")[1] in {b"400", b"403", b"413"}
    assert either.memory_kb() - before_kb < 32 * 1024
    assert still_answers(either)


def test_a_minute_of_sound_is_no_huge_upload(page):
    sound = b"\0" * (2 * 48_000 * 60)
    answer = requests.post(f"{page.url}/speaker/overheard?page=x", sound, timeout=WAITS_S)
    assert answer.status_code == 409  # taken, from a page whose microphone is not the open one


# Slow clients --------------------------------------------------------------------------------


def trickle(lines, over):
    """A byte now and then on each line, for ever."""
    while not over.wait(0.5):
        for line in lines:
            with suppress(OSError):  # this one was closed
                line.send(b"a")


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-",
        b"POST /alexa HTTP/1.1\r\nContent-Length: 400000\r\n\r\n{",
        b"POST /alexa HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
    ],
    ids=["nothing", "half a line", "half a header", "half a body", "half a chunk"],
)
def test_slow_clients_keep_nobody_from_being_answered(either, begun):
    over = Event()
    with ExitStack() as stack:
        lines = []
        for _ in range(300):
            line = socket.create_connection(("127.0.0.1", port_of(either)), timeout=WAITS_S)
            lines.append(stack.enter_context(line))
            line.sendall(begun)
        slow = Thread(target=trickle, args=(lines, over), daemon=True)
        slow.start()
        stack.callback(slow.join)
        stack.callback(over.set)
        for _ in range(10):
            assert still_answers(either)


def test_clients_that_never_read_keep_nobody_from_being_answered(page):
    ask = f"GET /static/page.js HTTP/1.1\r\nHost: 127.0.0.1:{port_of(page)}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(50):
            line = socket.create_connection(("127.0.0.1", port_of(page)), timeout=WAITS_S)
            stack.enter_context(line).sendall(ask * 50)
        assert still_answers(page)


def test_pages_beyond_number_leave_room_to_answer(page):
    follow = f"{page.url}/speaker/events"
    with ExitStack() as stack:
        opened = [
            stack.enter_context(
                requests.get(follow, {"page": f"{n}"}, stream=True, timeout=WAITS_S)
            )
            for n in range(30)
        ]
        statuses = {answer.status_code for answer in opened}
        assert statuses == {200, 503}
        assert still_answers(page)
