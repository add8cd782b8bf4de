"""What it costs to know that a request is Alexa's: the first one, and every other."""

import json
import time
from datetime import UTC, datetime
from statistics import median

import certifi

from skill.clock import SystemClock
from skill.doors.verify.address import certificate_path
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS, Authority, signed
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import Verifier
from tests.bench.requests_to_time import SKILL, Echo

REQUESTS = 2_000


def figures():
    """Lines of medians."""
    clock = SystemClock()
    authority = Authority(datetime.now(UTC))
    alexa = authority.alexa()
    pem = authority.chain(alexa)
    trust = Trust([authority.root.certificate])
    body = json.dumps(Echo().intent("TimeLeftIntent")).encode()
    headers = signed(body, alexa)
    signers = Signers(lambda _: pem, trust.signer, clock, places=4)
    verifier = Verifier(SKILL, signers, clock)
    path = certificate_path(ADDRESS)

    roots = timed(lambda: Trust.of_file(certifi.where()), 5)
    chain = timed(lambda: trust.signer(pem, clock.now()))
    known = timed(lambda: signers.at(path))
    whole = timed(lambda: verifier.check_sender(headers, body))
    yield f"loading the public roots, once     p50 {roots:6.3f} ms"
    yield f"judging a chain, once in months    p50 {chain:6.3f} ms"
    yield f"finding a key that is known        p50 {known:6.3f} ms"
    yield f"a request of {len(body)} bytes, every time p50 {whole:6.3f} ms"


def timed(call, times=REQUESTS):
    """Median milliseconds of a call."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1_000)
    return median(taken)
