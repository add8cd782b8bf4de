"""Throughput under waitress: `serve`, verified and stored, beside an unverified bare hello-world.

Each request of ours is signed as Alexa signs; half of them read the store, half read and write it.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from skill.doors.processes import cores
from skill.doors.verify.fakes import Authority, signed
from tests.bench.bench_turn import playing
from tests.bench.hammer import posted, requests_a_second
from tests.bench.requests_to_time import SKILL, Echo

USERS, CONNECTIONS, SECONDS, ROUNDS = 40, 8, 4, 3

HELLO = """
import sys, waitress
from flask import Flask, jsonify, request
from skill.doors.processes import run
from skill.doors.serving import bound
from tests.bench.hello_world import handler
processes, port = int(sys.argv[1]), int(sys.argv[3])
app = Flask("hello")
app.post("/alexa")(lambda: jsonify(handler(request.get_json(), None)))
sockets = bound("127.0.0.1", port)
run(processes, lambda _: waitress.serve(app, sockets=sockets, threads=8))
"""
OURS = """
import sys
from cryptography import x509
from skill import serve
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
serve.alexa_verifier = verifier
main()
"""


def figures():
    """Lines of requests a second, the servers taking turns; and the ratio."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = f"sqlite:///{Path(folder) / 'runs.sqlite3'}"
        alexa, trusted = _alexa(Path(folder))
        about = ["--skill-id", SKILL, "--store", store, "--no-voice", "--no-schedule"]
        programs = {
            "hello-world, one process": [HELLO, "1"],
            f"hello-world, {cores()} processes": [HELLO, str(cores())],
            "ours, one process": [OURS, trusted, *about, "--processes", "1"],
            f"ours, {cores()} processes as shipped": [OURS, trusted, *about],
        }
        rates = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, program in programs.items():
                bodies = map(_bytes, _bodies(store))
                requests = [posted("/alexa", body, signed(body, alexa)) for body in bodies]
                rates[name].append(_rate(program, requests))
    base = median(rates["hello-world, one process"])
    for name, of_name in rates.items():
        yield (
            f"{name:<28} median {median(of_name):6.0f} requests/s   most {max(of_name):6.0f}   "
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
