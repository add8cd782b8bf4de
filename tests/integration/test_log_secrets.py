"""Every secret that we are given, and none of it in a log, however much is logged."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection

import pytest

from skill.alexa.reading import MalformedRequestError
from skill.bootstrap_here import jobs_here
from skill.cli import COMMANDS, main
from skill.content import load
from skill.doors.metrics import Figures
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, Verifier
from skill.doors.web import create_app
from skill.jobs.jobs import JOBS
from skill.jobs.scheduler.runner import run
from skill.jobs.settings import ALEXA, CLIENT_ID, CLIENT_SECRET, LOGIN, STAGE
from skill.routine import shorthand
from skill.routine.nudge import When
from skill.routine.run import Run
from skill.speaker.cloud.fakes import MONDAY, ServedHome
from skill.speaker.device.playback import PlayerState
from skill.speaker.virtual_clock import VirtualClock
from skill.store.memory import MemoryStore

MARK = "S3CRET"
"""Every secret here has it in it."""
TOKENS = {
    "apiAccessToken": f"eyJ0eXAi.{MARK}.api",
    "consentToken": f"Atza|{MARK}-consent",
    "accessToken": f"Atza|{MARK}-linked-account",
}
"""What a request carries so that we may ask Alexa's services."""
ENVIRONMENT = {
    CLIENT_ID: "amzn1.application-oa2-client.ours",
    CLIENT_SECRET: f"amzn1.oa2-cs.v1.{MARK}",
    "AWS_SECRET_ACCESS_KEY": f"aws/{MARK}/key",
    "AWS_SESSION_TOKEN": f"aws/{MARK}/session",
    STAGE: "development",
}
"""What the environment holds."""
HEADERS = {ADDRESS_HEADER: f"https://evil.example/{MARK}.pem", SIGNATURE_HEADER: f"{MARK}=="}
ROUTINE = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)
SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789012"


def with_secrets(body):
    """The same request with its tokens, as Alexa sends it to a skill with permissions."""
    body = json.loads(json.dumps(body))
    system = body["context"]["System"]
    system["apiAccessToken"] = TOKENS["apiAccessToken"]
    for user in (system["user"], body.get("session", {}).get("user", {})):
        user["accessToken"] = TOKENS["accessToken"]
        user.setdefault("permissions", {})["consentToken"] = TOKENS["consentToken"]
    return body


class WithSecrets:
    """A skill whose requests carry tokens."""

    def __init__(self, skill):
        self._skill = skill

    def answer(self, body, base_url):
        return self._skill.answer(with_secrets(body), base_url)


class BrokenStore(MemoryStore):
    """Fails in a way that nobody foresaw, and shows the environment."""

    broken = False

    def profile(self, user):
        if self.broken:
            raise RuntimeError(os.environ[CLIENT_SECRET])
        return super().profile(user)


@pytest.fixture(autouse=True)
def everything_is_logged(monkeypatch, caplog, tmp_path):
    monkeypatch.setenv("BACK_ROUTINE_HOME", str(tmp_path))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    caplog.set_level(logging.DEBUG)
    for name in ("skill", "audio", "interaction_model"):
        caplog.set_level(logging.DEBUG, name)


def test_none_is_logged_of_a_conversation_that_asks_alexas_services_and_fails(make_room, caplog):
    room = make_room(store=BrokenStore())
    room.skill = WithSecrets(room.skill)
    room.say("start my back routine")
    room.wait(60)
    room.say("how did I do this week", "remind me every day at eight", "yes")
    room.store.broken = True
    room.say("ask my back routine to delete my data", "yes", "how did I do this week")
    assert "the device's time zone is not to be had" in caplog.text
    assert "went wrong" in caplog.text
    assert MARK not in f"{caplog.text} {room.told}"


@pytest.mark.parametrize("path", [("request",), ("context", "System", "user"), ("context",)])
def test_none_is_logged_of_a_request_that_is_none(known_room, path):
    envelopes = known_room.envelopes
    body = with_secrets(envelopes.launch(envelopes.session(), PlayerState(), 0))
    holder = body
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = [TOKENS]
    with pytest.raises(MalformedRequestError) as refused:
        known_room.skill.answer(body, "http://127.0.0.1/")
    assert MARK not in str(refused.value)


def do_a_job(clock, monkeypatch, address):
    """The job of the week, for somebody who is due, with Alexa at an address."""
    for name in (ALEXA, LOGIN):
        monkeypatch.setenv(name, address)
    store, now = MemoryStore(), clock.now()
    at = now - timedelta(days=1)
    done = Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, ROUTINE, done=frozenset({0}))
    store.merge_run("amzn1.ask.account.ANN", done)
    when = When(now.isoweekday(), now.hour)
    store.change_nudge(
        "amzn1.ask.account.ANN", lambda n: n.wanted(when, now.tzinfo, at, allowed=True)
    )
    run(JOBS[0], jobs_here(store, clock))


def test_none_is_logged_of_a_job_that_is_refused_a_token(monkeypatch, caplog, capsys):
    with ServedHome(lambda *_: None) as home:
        do_a_job(home.clock, monkeypatch, home.url)
    assert "is held up" in caplog.text
    assert MARK not in caplog.text + capsys.readouterr().err


def test_none_is_logged_of_a_job_that_reaches_nobody(monkeypatch, caplog, capsys):
    do_a_job(VirtualClock(MONDAY), monkeypatch, "http://127.0.0.1:9")
    told = capsys.readouterr().err
    assert '"outcome":"unfinished"' in told
    assert MARK not in caplog.text + told


def test_none_is_logged_of_requests_that_are_not_let_in(known_room, caplog):
    verifier = Verifier(SKILL_ID, None, known_room.clock)
    figures = Figures(verifier.refusals)
    door = create_app(known_room.skill, None, verifier, figures).test_client()
    envelopes = known_room.envelopes
    body = with_secrets(envelopes.launch(envelopes.session(), PlayerState(), 0))
    assert door.post("/alexa", json=body).status_code == 400
    assert door.post("/alexa", json=body, headers=HEADERS).status_code == 400
    assert caplog.text.count("refused: ") == 2
    assert MARK not in caplog.text
    assert MARK not in figures.page().decode()


@pytest.fixture
def serving(tmp_path):
    """`back-routine serve`, with the secrets in its environment: a way to ask, and its log."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    words = ["serve", "--skill-id", SKILL_ID, "--port", str(port), "--no-voice"]
    log = tmp_path / "log"
    environment = {**os.environ, "BACK_ROUTINE_HOME": str(tmp_path)}

    def ask(method, path, body=None, headers=None):
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as door:
            door.request(method, path, body, headers or {})
            answer = door.getresponse()
            return answer.status, answer.read().decode()

    with log.open("wb") as file:
        command = [sys.executable, "-c", "from skill.cli import main; main()", *words]
        service = subprocess.Popen(command, env=environment, stderr=file, stdout=subprocess.DEVNULL)
    try:
        _until_it_answers(ask)
        yield ask, log
    finally:
        service.terminate()
        service.wait(20)


def _until_it_answers(ask):
    for _ in range(600):
        try:
            ask("GET", "/healthz")
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("it does not answer")


def test_none_is_in_the_log_of_a_service_whose_every_line_is_json(serving):
    ask, log = serving
    body = json.dumps(TOKENS).encode()
    assert ask("POST", "/alexa", body, HEADERS)[0] == 400
    assert ask("POST", "/alexa", body)[0] == 400
    text = log.read_text()
    messages = [json.loads(line).get("message") for line in text.splitlines()]
    assert {"refused: address", "refused: headers"} <= set(messages)
    assert MARK not in text


def test_a_service_shows_its_figures_to_this_machine(serving):
    ask, _ = serving
    ask("POST", "/alexa", b"{}")
    status, page = ask("GET", "/metrics")
    assert status == 200
    assert 'back_routine_refusals_total{reason="headers"} 1.0' in page
    assert ask("GET", "/metrics", headers={"Host": "back.example.com"})[0] == 404


def options_of(command):
    """Every option of a command, and of those below it."""
    for below in getattr(command, "commands", {}).values():
        yield from options_of(below)
    yield from (option for each in command.params for option in each.opts)


@pytest.mark.parametrize("name", COMMANDS)
def test_none_is_given_on_a_command_line_which_all_programs_of_a_machine_see(name):
    options = list(options_of(main.get_command(None, name)))
    assert options
    assert not [each for each in options if re.search("secret|token|password|credential", each)]
