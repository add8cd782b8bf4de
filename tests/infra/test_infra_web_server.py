"""A machine of one's own: nginx with HTTPS in front of `serve`, as the guide sets them up."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from threading import Thread

import pytest
from flask import Flask

from skill import limits
from skill.bootstrap import skill_of
from skill.cli.serve_command import HTTP, serve
from skill.clock import SystemClock
from skill.deploy import INFRA
from skill.doors.serving import server_for
from skill.doors.verify.address import certificate_path
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS, Authority, signed
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import Verifier
from skill.doors.web import create_app
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.device.playback import PlayerState
from skill.speaker.virtual_clock import epoch_ms
from tests.infra.web_server import HOST, Nginx

UNIT = INFRA / "systemd/back-routine.service"
UNITS = (UNIT, INFRA / "systemd/back-routine@.service")
SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789012"


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """`back-routine serve` as the unit starts it, and nginx before it."""
    http, https, upstream = free_ports(3)
    home = tmp_path_factory.mktemp("home")
    words = [sys.executable, "-c", "from skill.cli import main; main()", "serve"]
    words += ["--port", str(upstream), "--no-voice", "--no-schedule"]
    environment = {**os.environ, "BACK_ROUTINE_HOME": str(home), "BACK_ROUTINE_SKILL_ID": SKILL_ID}
    service = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
    try:
        with Nginx(tmp_path_factory.mktemp("nginx"), (http, https), upstream) as nginx:
            for _ in range(300):
                if nginx.ask("GET", "/healthz").status == 200:
                    break
                time.sleep(0.1)
            yield nginx
    finally:
        service.terminate()
        service.wait(10)


def test_the_service_is_well_behind_https(serving):
    answer = serving.ask("GET", "/healthz")
    assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok"})
    assert answer.headers["Strict-Transport-Security"]


def test_whoever_comes_without_tls_is_sent_to_https(serving):
    answer = serving.plain("GET", "/healthz")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/healthz")


def test_a_request_that_nobody_signed_is_refused(serving):
    assert serving.ask("POST", "/alexa", b"{}").status == 400


def test_the_endpoint_takes_nothing_but_posts(serving):
    assert serving.ask("GET", "/alexa").status == 403


def test_there_is_nothing_else_to_find(serving):
    assert {serving.ask("GET", path).status for path in ("/", "/../etc/passwd", "/admin")} <= {
        400,
        404,
    }


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "localhost"])
def test_the_figures_are_for_this_machine_and_not_for_the_world(serving, host):
    assert serving.ask("GET", "/metrics", headers={"Host": host}).status == 404
    with urllib.request.urlopen(f"http://127.0.0.1:{serving.upstream}/metrics") as page:
        assert b"back_routine_turn_seconds_count" in page.read()


def test_a_huge_body_does_not_reach_the_service(serving):
    assert serving.ask("POST", "/alexa", b" " * (limits.REQUEST_BYTES + 1)).status == 413


@pytest.fixture
def alexa(known_room, tmp_path):
    """Alexa's signed requests to a skill that trusts her key, through nginx and waitress."""
    now = datetime.now(UTC)
    authority = Authority(now)
    holder = authority.alexa()
    chain = {certificate_path(ADDRESS): authority.chain(holder)}
    launch = known_room.envelopes.launch(
        known_room.envelopes.session(), PlayerState(), epoch_ms(now)
    )
    clock = SystemClock()
    signers = Signers(
        chain.__getitem__, Trust([authority.root.certificate]).signer, clock, places=2
    )
    skill_id = launch["context"]["System"]["application"]["applicationId"]
    library = FolderLibrary(tmp_path / "tracks")
    shelf = LocalShelf(library, None)
    skill = skill_of(known_room.store, clock, shelf, estimated_lengths)
    app = create_app(skill, shelf, Verifier(skill_id, signers, clock))
    listening = socket.create_server(("127.0.0.1", 0))
    server = server_for(app, sockets=[listening], **HTTP)
    Thread(target=server.run, daemon=True).start()
    folder = tmp_path / "nginx"
    folder.mkdir()
    body = json.dumps(launch).encode()
    with Nginx(folder, free_ports(2), listening.getsockname()[1]) as nginx:
        yield nginx, body, signed(body, holder), library
    server.close()


def test_a_track_is_where_alexa_is_told_to_fetch_it_and_may_be_fetched_in_parts(alexa):
    nginx, body, headers, library = alexa
    answer = nginx.ask("POST", "/alexa", body, headers)
    (play,) = json.loads(answer.body)["response"]["directives"]
    url = play["audioItem"]["stream"]["url"]
    assert url.startswith(f"https://{HOST}/tracks/")
    path = url.removeprefix(f"https://{HOST}")
    library.place(path.rpartition("/")[2].removesuffix(".mp3")).write_bytes(bytes(range(200)))
    part = nginx.ask("GET", path, headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, bytes(range(10, 20)))
    assert "max-age=31536000" in part.headers["Cache-Control"]


def test_several_answer_in_turn_behind_one_web_server(tmp_path_factory):
    http, https, *upstreams = free_ports(4)
    asked, servers = [], []
    for port in upstreams:
        app = Flask("one of several")
        app.get("/healthz")(lambda port=port: asked.append(port) or "ok")
        servers.append(server_for(app, host="127.0.0.1", port=port))
        Thread(target=servers[-1].run, daemon=True).start()
    with Nginx(tmp_path_factory.mktemp("nginx"), (http, https), *upstreams) as nginx:
        assert {nginx.ask("GET", "/healthz").status for _ in range(8)} == {200}
        assert set(asked) == set(upstreams)
    for server in servers:
        server.close()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_unit_starts_a_command_that_there_is(unit):
    text = unit.read_text().replace("%i", "5001")
    (line,) = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    program, command, *words = shlex.split(line.removeprefix("ExecStart="))
    assert (program.rpartition("/")[2], command) == ("back-routine", "serve")
    serve.make_context("serve", words)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_understands_the_unit_and_finds_it_well_shut():
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=25", UNIT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_the_web_server_takes_as_much_as_the_service_does():
    site = (INFRA / "nginx/back-routine.conf").read_text()
    assert f"client_max_body_size {limits.REQUEST_BYTES // 1024}k;" in site
