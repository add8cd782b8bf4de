"""Throughput under waitress: ours, verified and stored, beside an unverified bare hello-world.

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

from skill.verify.fakes import Authority, signed
from tests.bench.bench_turn import playing
from tests.bench.hammer import posted, requests_a_second
from tests.bench.requests_to_time import Echo

USERS, CONNECTIONS, SECONDS, ROUNDS = 40, 8, 4, 3

HELLO = """
import sys, waitress
from flask import Flask, jsonify, request
from tests.bench.hello_world import handler
app = Flask("hello")
app.post("/alexa")(lambda: jsonify(handler(request.get_json(), None)))
waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
"""
OURS = """
import sys, waitress
from cryptography import x509
from skill.bootstrap import service
from skill.clock import SystemClock
from skill.serve import HTTP
from skill.verify.chain import Trust
from skill.verify.signers import Signers
from skill.verify.verifier import Verifier
from tests.bench.requests_to_time import SKILL
port, store, root, chain = sys.argv[1:]
pem = open(chain, "rb").read()
trust = Trust([x509.load_pem_x509_certificate(open(root, "rb").read())])
clock = SystemClock()
verifier = Verifier(SKILL, Signers(lambda _: pem, trust.signer, clock, places=4), clock)
app = service(store, clock, None, verifier)
waitress.serve(app, host="127.0.0.1", port=int(port), threads=8, **HTTP)
"""


def figures():
    """Lines of requests a second, the servers taking turns; and the ratio."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = f"sqlite:///{Path(folder) / 'runs.sqlite3'}"
        alexas, arguments = _alexa(Path(folder))
        requests = [
            posted("/alexa", body, signed(body, alexas)) for body in map(_bytes, _bodies(store))
        ]
        programs = {"hello-world": (HELLO, ()), "ours": (OURS, (store, *arguments))}
        rates = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, (program, more) in programs.items():
                rates[name].append(_rate(program, more, requests))
    base = median(rates["hello-world"])
    for name, of_name in rates.items():
        yield (
            f"{name:<12} median {median(of_name):6.0f} requests/s   most {max(of_name):6.0f}   "
            f"{median(of_name) / base:5.2f} x hello-world"
        )


def _rate(program, arguments, requests):
    port = _free_port()
    words = [sys.executable, "-W", "ignore", "-c", program, str(port), *arguments]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        requests_a_second(port, requests, 1, 1)  # the first one loads what all need
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
    return alexa, (str(folder / "root.pem"), str(folder / "chain.pem"))


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
