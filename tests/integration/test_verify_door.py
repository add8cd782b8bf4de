"""The service on the Internet: Alexa comes in, and nobody else learns why not."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta
from http.client import HTTPConnection
from threading import Event, Thread

import pytest

from skill import limits
from skill.cli.serve_command import HTTP
from skill.doors.serving import server_for
from skill.doors.verify.address import certificate_path
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS, Authority, signed
from skill.doors.verify.host import FetchError
from skill.doors.verify.refusal import Reason
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, Verifier
from skill.doors.web import create_app
from skill.speaker.device.playback import PlayerState
from skill.speaker.virtual_clock import epoch_ms

RUN = [sys.executable, "-c", "from skill.cli import main; main()"]
STARTS_WITHIN_S = 30
THREADS = 4
HANGS_S = 30
REFUSED = (400, b"not a request of Alexa's")


class NoTracks:
    def sheet(self, _):
        return None

    def file(self, _):
        return None


class Alexa:
    """Sends requests signed with her key, and knows the door's verifier."""

    def __init__(self, room):
        authority = Authority(room.clock.now())
        self.holder = authority.alexa()
        files = {certificate_path(ADDRESS): authority.chain(self.holder)}

        self.host_answers = Event()
        self.host_answers.set()

        def fetch(path):
            if path not in files:
                self.host_answers.wait(HANGS_S)
                raise FetchError("not found")
            return files[path]

        self._room = room
        signers = Signers(
            fetch,
            Trust([authority.root.certificate]).signer,
            room.clock,
            places=THREADS // 2,
            seconds=HANGS_S,
        )
        skill_id = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)
        self.skill_id = skill_id["context"]["System"]["application"]["applicationId"]
        self.verifier = Verifier(self.skill_id, signers, room.clock)
        self.app = create_app(room.skill, NoTracks(), self.verifier)
        self.client = self.app.test_client()

    def launch(self):
        """A request made now."""
        now_ms = epoch_ms(self._room.clock.now())
        return self._room.envelopes.launch(self._room.envelopes.session(), PlayerState(), now_ms)

    def post(self, body, headers=None):
        """Posts a body, signed by Alexa unless the headers say otherwise."""
        headers = signed(body, self.holder) if headers is None else headers
        response = self.client.post("/alexa", data=body, headers=headers)
        return response.status_code, response.data

    def refused(self):
        """Reasons of refusals that were counted."""
        counts = self.verifier.refusals.counts()
        return {reason: count for reason, count in counts.items() if count}


@pytest.fixture
def alexa(known_room):
    return Alexa(known_room)


def dumped(envelope):
    return json.dumps(envelope).encode()


def test_alexa_is_answered(alexa):
    status, answer = alexa.post(dumped(alexa.launch()))
    assert status == 200
    assert json.loads(answer)["response"]["directives"]
    assert alexa.refused() == {}


def test_a_request_that_nobody_signed_is_refused(alexa):
    assert alexa.post(dumped(alexa.launch()), headers={}) == REFUSED
    assert alexa.refused() == {Reason.HEADERS: 1}


def test_headers_are_found_in_any_case(alexa):
    body = dumped(alexa.launch())
    headers = {key.upper(): value for key, value in signed(body, alexa.holder).items()}
    assert alexa.post(body, headers)[0] == 200


def test_every_refusal_looks_the_same(alexa):
    launch = dumped(alexa.launch())
    good = signed(launch, alexa.holder)
    alexa._room.clock.move_to(epoch_ms(alexa._room.clock.now()) + 151_000)
    replayed = alexa.post(launch, good)
    fresh = alexa.launch()
    fresh["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.theirs"
    answers = [
        replayed,
        alexa.post(dumped(fresh)),
        alexa.post(launch, {}),
        alexa.post(launch + b" ", good),
        alexa.post(launch, {**good, ADDRESS_HEADER: "https://evil.example/echo.api/a"}),
        alexa.post(launch, {**good, ADDRESS_HEADER: ADDRESS.replace("12", "99")}),
        alexa.post(launch, {**good, SIGNATURE_HEADER: "%%%"}),
        alexa.post(b"no JSON"),
        alexa.post(b"[]"),
    ]
    assert answers == [REFUSED] * len(answers)
    assert alexa.refused() == {
        Reason.TIME: 1,
        Reason.SKILL: 1,
        Reason.HEADERS: 1,
        Reason.SIGNATURE: 2,
        Reason.ADDRESS: 1,
        Reason.UNREACHABLE: 1,
        Reason.BODY: 2,
    }


def test_a_body_cut_off_is_refused(alexa):
    launch = dumped(alexa.launch())
    good = signed(launch, alexa.holder)
    for length in (0, 1, len(launch) // 2, len(launch) - 1):
        assert alexa.post(launch[:length], good) == REFUSED


def test_nothing_is_parsed_before_the_signature_is_right(alexa, monkeypatch):
    monkeypatch.setattr(json, "loads", None)
    assert alexa.post(b"{}", {}) == REFUSED
    assert alexa.post(b"{}", {**signed(b"{ }", alexa.holder)}) == REFUSED


def test_a_huge_body_is_not_read(alexa):
    assert alexa.post(b" " * (limits.REQUEST_BYTES + 1), {}) == REFUSED
    assert alexa.refused() == {Reason.BODY: 1}


def test_a_skill_event_may_come_late_and_a_request_may_not(alexa):
    launch = alexa.launch()
    alexa._room.clock.move_to(epoch_ms(alexa._room.clock.now()) + 3_599_000)
    assert alexa.post(dumped(launch)) == REFUSED
    del launch["session"]
    launch["request"]["type"] = "AlexaSkillEvent.SkillEnabled"
    assert alexa.post(dumped(launch))[0] == 200


def test_when_alexas_certificates_end_new_ones_are_asked_for(alexa):
    assert alexa.post(dumped(alexa.launch()))[0] == 200
    alexa._room.clock.move_to(epoch_ms(alexa._room.clock.now() + timedelta(days=366)))
    assert alexa.post(dumped(alexa.launch())) == REFUSED
    assert alexa.refused() == {Reason.CHAIN: 1}


def test_health_and_tracks_need_no_signature(alexa):
    assert alexa.client.get("/healthz").status_code == 200
    assert alexa.client.get(f"/tracks/{'0' * 32}.json").status_code == 404


@pytest.fixture
def wire(alexa):
    """The same behind waitress, as `serve` has it; sends bytes as they are, gives the answer."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = listening.getsockname()
    server = server_for(alexa.app, sockets=[listening], threads=THREADS, **HTTP)
    thread = Thread(target=server.run, daemon=True)
    thread.start()

    def send(headers, body):
        lines = [b"POST /alexa HTTP/1.1", b"Host: back.example.com", b"Connection: close"]
        lines += [f"{name}: {value}".encode("latin-1") for name, value in headers]
        lines.append(f"Content-Length: {len(body)}".encode())
        with socket.create_connection(address, timeout=10) as peer:
            peer.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
            with peer.makefile("rb") as answer:
                status, _, rest = answer.read().partition(b"\r\n")
                return int(status.split()[1]), rest.partition(b"\r\n\r\n")[2]

    yield send
    server.close()


def test_over_the_wire_a_header_sent_twice_is_refused(alexa, wire):
    body = dumped(alexa.launch())
    good = list(signed(body, alexa.holder).items())
    assert wire(good, body)[0] == 200
    for name, value in good:
        assert wire([*good, (name, value)], body) == REFUSED
        assert wire([(name, "evil"), *good], body) == REFUSED


def test_over_the_wire_a_header_with_another_dash_is_another_header(alexa, wire):
    body = dumped(alexa.launch())
    address, signature = signed(body, alexa.holder).items()
    assert wire([address, ("Signature_256", signature[1])], body) == REFUSED
    assert wire([address, signature, ("Signature_256", "evil")], body)[0] == 200


def test_while_strangers_make_fetches_hang_alexa_is_answered(alexa, wire):
    body = dumped(alexa.launch())
    good = list(signed(body, alexa.holder).items())
    assert wire(good, body)[0] == 200
    alexa.host_answers.clear()
    answers = []
    strangers = [
        Thread(target=lambda address: answers.append(wire(address, b"{}")), args=([*made_up(n)],))
        for n in range(20)
    ]
    for stranger in strangers:
        stranger.start()
    began = time.monotonic()
    while len(answers) < len(strangers) - THREADS // 2:
        assert time.monotonic() - began < HANGS_S
        assert wire(good, body)[0] == 200
    alexa.host_answers.set()
    for stranger in strangers:
        stranger.join()
    assert answers == [REFUSED] * len(strangers)
    assert alexa.refused()[Reason.BUSY] == len(strangers) - THREADS // 2


def made_up(number):
    """Headers of a stranger, each with certificates at a place of its own."""
    return {ADDRESS_HEADER: ADDRESS.replace("12", f"x{number}"), SIGNATURE_HEADER: "AAAA"}.items()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_tracks_have_the_address_of_the_web_server_in_front(alexa, wire, scheme):
    body = dumped(alexa.launch())
    front = ("X-Forwarded-Proto", scheme)
    _, answer = wire([*signed(body, alexa.holder).items(), front], body)
    (play,) = json.loads(answer)["response"]["directives"]
    url = play["audioItem"]["stream"]["url"]
    assert url.startswith(f"{scheme}://back.example.com/tracks/")


def serve(*options, environment=None):
    """Runs `back-routine serve` until it ends by itself; what it says."""
    clean = {key: each for key, each in os.environ.items() if key != "BACK_ROUTINE_SKILL_ID"}
    done = subprocess.run(
        [*RUN, "serve", *options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**clean, **(environment or {})},
    )
    return done.returncode, done.stderr


def test_serve_asks_for_whose_requests_to_answer():
    status, said = serve("--no-voice")
    assert status == 2
    assert "--skill-id" in said
    assert "--local" in said


def test_serve_without_verifying_is_for_this_machine_only():
    status, said = serve("--local", "--host", "0.0.0.0", "--no-voice")
    assert status == 2
    assert "127.0.0.1 only" in said


@pytest.fixture
def served(tmp_path):
    """Starts `back-routine serve` with options; gives a way to post to it."""
    running = []

    def start(*options):
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        store = f"sqlite:///{tmp_path / 'runs.db'}"
        command = [*RUN, "serve", "--no-voice", "--port", str(port), "--store", store, *options]
        with (tmp_path / "log").open("wb") as log:
            running.append(subprocess.Popen(command, stdout=log, stderr=log))

        def ask(method, path, body=None, **headers):
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as door:
                # What is too large is refused before all of it was sent.
                with suppress(BrokenPipeError):
                    door.request(method, path, body, headers)
                return door.getresponse().status

        deadline = time.monotonic() + STARTS_WITHIN_S
        while True:
            try:
                assert ask("GET", "/healthz") == 200
            except ConnectionError:
                assert time.monotonic() < deadline, (tmp_path / "log").read_text()
                time.sleep(0.05)
            else:
                return ask

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_serve_verifies(served, alexa):
    ask = served("--skill-id", alexa.skill_id)
    launch = dumped(alexa.launch())
    assert ask("POST", "/alexa", launch) == 400
    assert ask("POST", "/alexa", launch, **{SIGNATURE_HEADER: "AAAA", ADDRESS_HEADER: "x"}) == 400
    assert ask("POST", "/alexa", b" " * (limits.REQUEST_BYTES + 1)) in {400, 413}


def test_serve_local_answers_programs_of_this_machine_and_no_page(served, alexa):
    ask = served("--local")
    launch = dumped(alexa.launch())
    assert ask("POST", "/alexa", launch) == 200
    assert ask("POST", "/alexa", launch, Host="back.example.com") == 403
    assert ask("POST", "/alexa", launch, Origin="https://evil.example") == 403
