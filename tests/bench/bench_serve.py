"""Throughput under waitress: `serve`, verified and stored, beside an unverified bare hello-world.

Each request of ours is another one, signed as Alexa signs: a copy would be answered from memory.
Half of them read the store, half read and write it.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median

from skill.doors.verify.fakes import Authority, signed
from tests.bench.bench_turn import playing
from tests.bench.hammer import posted, requests_a_second
from tests.bench.requests_to_time import SKILL, Echo, anew

USERS, CONNECTIONS, SECONDS, ROUNDS = 40, 8, 2, 2
ENOUGH = 8_000
"""Requests of a round: more than are answered in it."""

HELLO = """
import sys, waitress
from flask import Flask, jsonify, request
from tests.bench.hello_world import handler
app = Flask("hello")
app.post("/alexa")(lambda: jsonify(handler(request.get_json(), None)))
waitress.serve(app, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
"""
OURS = """
import sys
from cryptography import x509
from skill.cli import serve_command
from skill.cli import main
from skill.doors.verify.address import certificate_path
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import Verifier
root, chain = (open(name, "rb").read() for name in sys.argv.pop(1).split(":"))
sys.argv.insert(1, "serve")
def verifier(skill_id, clock, places):
    trust = Trust([x509.load_pem_x509_certificate(root)])
    signers = Signers(lambda _: chain, trust.signer, clock, places=places)
    signers.at(certificate_path(ADDRESS))  # as after any start but the very first
    return Verifier(skill_id, signers, clock)
serve_command.alexa_verifier = verifier
main()
"""


def figures():
    """Lines of requests a second, the servers taking turns; and the ratio."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = f"sqlite:///{Path(folder) / 'runs.sqlite3'}"
        alexa, trusted = _alexa(Path(folder))
        about = ["--skill-id", SKILL, "--store", store, "--no-voice", "--no-schedule"]
        programs = {"hello-world": [HELLO], "ours": [OURS, trusted, *about]}
        rates = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, program in programs.items():
                rates[name].append(_rate(program, _requests(store, alexa)))
    base = median(rates["hello-world"])
    for name, of_name in rates.items():
        yield (
            f"{name:<12} median {median(of_name):6.0f} requests/s   most {max(of_name):6.0f}   "
            f"{median(of_name) / base:5.2f} x hello-world"
        )


def _rate(program, requests):
    port = _free_port()
    words = [sys.executable, "-W", "ignore", "-c", *program, "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        requests_a_second(port, requests, CONNECTIONS, 1)  # the first ones load what all need
        return requests_a_second(port, requests, CONNECTIONS, SECONDS)
    finally:
        process.kill()
        process.wait()


def _requests(store, alexa):
    """Requests of many users in turn, none of them twice; signed before anybody waits for them."""
    bodies = [anew(body) for body, _ in zip(cycle([*_bodies(store)]), range(ENOUGH), strict=False)]
    return iter([posted("/alexa", body, signed(body, alexa)) for body in map(_bytes, bodies)])


def _bodies(store):
    """For each user a question, which reads, and a resume, which reads and writes."""
    now_ms = int(time.time() * 1_000)
    for number in range(USERS):
        at = playing(store, Echo(f"USER{number}", now_ms))
        yield at.question
        yield {**at.question, "request": {**at.question["request"], "intent": _RESUME}}


_RESUME = {"name": "AMAZON.ResumeIntent", "confirmationStatus": "NONE"}


def _bytes(body):
    return json.dumps(body).encode()


def _alexa(folder):
    """Who signs; and where the root that is trusted, and the chain, are for the server to read."""
    authority = Authority(datetime.now(UTC))
    alexa = authority.alexa()
    (folder / "root.pem").write_bytes(authority.root.pem)
    (folder / "chain.pem").write_bytes(authority.chain(alexa))
    return alexa, f"{folder / 'root.pem'}:{folder / 'chain.pem'}"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port):
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not listen after 20 s")
