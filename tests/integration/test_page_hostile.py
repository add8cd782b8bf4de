"""A page elsewhere in the same browser, and a rude program on this machine: the page stays ours."""

import json
import socket
from contextlib import ExitStack, closing, suppress
from threading import Event, Thread

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.serving import Served, served
from tests.integration.page_in_a_process import Browser, speaker_in

MB = 1024 * 1024
WAITS_S = 20
POSTS = {
    "/speaker/said": b'{"page": "x", "text": "delete my data"}',
    "/speaker/pressed": b'{"page": "x", "button": "pause"}',
    "/speaker/sounded": b'{"page": "x"}',
    "/speaker/awaited": b'{"page": "x", "on": true}',
    "/speaker/left": b'{"page": "x"}',
    "/speaker/wishes": b"minutes=4&exercise=squat",
    "/speaker/forget": b"",
    "/speaker/heard?rate=16000": b"\0" * 32_000,
    "/speaker/opened?page=x&rate=16000": b"",
    "/speaker/overheard?page=x": b"\0" * 3_200,
    "/app/consents": b"scope=alexa::alerts:reminders:skill:readwrite&granted=yes",
    "/alexa": b'{"version": "1.0"}',
    "/v1/alerts/reminders": b"{}",
    "/v1/alerts/timers": b"{}",
    "/v1/directives": b"{}",
    "/auth/O2/token": b"grant_type=client_credentials",
}
GETS = ("/", "/speaker/events?page=x", "/speaker/records", "/speaker/wishes", "/app", "/healthz")
GETS += ("/static/page.js", "/pictures/cat-cow.svg", f"/tracks/{'0' * 32}.mp3")
STRANGERS = {
    "another site": {"Origin": "https://example.com", "Sec-Fetch-Site": "cross-site"},
    "no origin of its own": {"Origin": "null"},
    "an origin left out": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "another port": {"Origin": "http://127.0.0.1:9", "Sec-Fetch-Site": "same-site"},
    "a name that leads here": {"Host": "rebound.example:5000"},
    "no host": {"Host": ""},
    "a frame": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
}
TEXT = ("application/json", "text/plain", "application/x-www-form-urlencoded")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page in a process of its own."""
    with speaker_in(tmp_path_factory.mktemp("hostile")) as (process, address):
        yield Served(address, process.pid)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """`serve --local`, likewise."""
    with served(tmp_path_factory.mktemp("served")) as service:
        yield service


@pytest.fixture(params=["page", "service"])
def either(request):
    return request.getfixturevalue(request.param)


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


def is_alive(page):
    """A routine can be begun at it."""
    requests.post(f"{page.url}/speaker/forget", timeout=WAITS_S).raise_for_status()
    with closing(Browser(page.url)) as browser:
        browser.until(lambda scene: scene)
        browser.tell("said", text="start my back routine")
        assert browser.until(lambda scene: "ready" in scene["said"])


# Another origin ------------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_page_elsewhere_changes_nothing_and_reads_nothing(page, stranger):
    before = requests.get(f"{page.url}/speaker/wishes", timeout=WAITS_S).text
    for kind in TEXT:
        headers = STRANGERS[stranger] | {"Content-Type": kind}
        for path, body in POSTS.items():
            answer = requests.post(f"{page.url}{path}", body, headers=headers, timeout=WAITS_S)
            assert answer.status_code == 403, path
            assert "only this machine" in answer.text.lower()
    for path in GETS:
        headers = STRANGERS[stranger]
        assert requests.get(f"{page.url}{path}", headers=headers, timeout=5).status_code == 403
    assert requests.get(f"{page.url}/speaker/wishes", timeout=WAITS_S).text == before


@pytest.mark.parametrize("path", ["/speaker/said", "/alexa", "/app/consents", "/speaker/records"])
def test_nobody_elsewhere_is_told_that_they_may(either, path):
    headers = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "POST", "GET"):
        answer = requests.request(method, f"{either.url}{path}", headers=headers, timeout=WAITS_S)
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path", sorted(set(POSTS) - {"/speaker/wishes", "/v1/alerts/reminders", "/v1/alerts/timers"})
)
def test_what_changes_something_is_never_a_get(page, path):
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        answer = requests.request(method, f"{page.url}{path}", timeout=WAITS_S)
        assert answer.status_code in {401, 404, 405}, method


@pytest.mark.parametrize("path", [each for each in GETS if "events" not in each])
def test_every_answer_keeps_out_of_pages_elsewhere(page, path):
    headers = requests.get(f"{page.url}{path}", timeout=WAITS_S).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_page_loads_and_runs_only_what_is_its_own(page):
    policy = requests.get(page.url, timeout=WAITS_S).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


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


# Words that nobody says ----------------------------------------------------------------------

HALF = "\\ud800"
SAID = (
    b"[" * 100_000,
    b'{"page": "x", "text": "' + b"a" * 2_000 + b'"}',
    b'{"page": "x", "text": "a", "b": "' + b"a" * 100_000 + b'"}',
    b'{"page": "x", "play": 1e999, "sounding": "ended", "offset_ms": 1, "text": "a"}',
    b'{"page": "x", "play": ' + b"9" * 5_000 + b', "text": "a"}',
    b"\xff\xfe",
    b"null",
)
ODD = (
    HALF,
    "9" * 900,
    "\\u0000",
    "a " * 450,
    "yes " * 200,
    "\\u202e",
    "in " + "9" * 900 + " minutes",
)


@pytest.mark.parametrize("body", SAID)
def test_what_no_page_tells_is_refused(page, body):
    answer = requests.post(f"{page.url}/speaker/said", body, timeout=WAITS_S)
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "form",
    [
        {"minutes": "9" * 5_000},
        {"minutes": "٤٥٦"},
        {"minutes": "-5"},
        {"level": "\0"},
        {"side_first": "middle"},
        {"exercise": "../squat"},
    ],
)
def test_wishes_that_no_form_has_are_told_of(page, form):
    wished = {"exercise": "squat", **form}
    answer = requests.post(f"{page.url}/speaker/wishes", wished, timeout=WAITS_S)
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/speaker/heard", "/speaker/overheard", "/speaker/opened"])
@pytest.mark.parametrize("asked", ["", "rate=0", "rate=1e9", f"rate={'9' * 5_000}", "rate=16000"])
@pytest.mark.parametrize("sound", [b"", b"\0", b"\xff" * 16_001])
def test_sound_of_any_length_and_rate_is_taken_or_refused(page, path, asked, sound):
    url = f"{page.url}{path}?page=x&{asked}"
    answer = requests.post(url, sound, timeout=WAITS_S)
    assert answer.status_code in {200, 204, 400, 409}
    again = requests.post(f"{page.url}/speaker/overheard?page=x", sound, timeout=WAITS_S)
    assert again.status_code in {200, 400, 409}


odd_values = st.recursive(
    st.sampled_from(("", "play", "playing", "ended", "failed", "pause", "stop", "yes", "\ud800"))
    | (st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
FACTS = ("page", "text", "button", "play", "sounding", "offset_ms", "on")
ROUTES = ("said", "pressed", "sounded", "awaited", "left")


def test_whatever_is_told_is_taken_or_refused_and_the_speaker_lives_on(page):
    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from(ROUTES), st.dictionaries(st.sampled_from(FACTS), odd_values))
    def tell(what, facts):
        body = json.dumps({"page": "x", **facts})
        answer = requests.post(f"{page.url}/speaker/{what}", body, timeout=WAITS_S)
        assert answer.status_code in {204, 400}

    tell()
    is_alive(page)


def test_odd_words_leave_the_speaker_alive(page):
    for odd in ODD:
        body = f'{{"page": "x", "text": "{odd}"}}'
        assert requests.post(f"{page.url}/speaker/said", body, timeout=WAITS_S).status_code == 204
    is_alive(page)
