"""Many thousand bad requests: each is answered or refused, and none does harm.

What is wrong with a request is made from its number; `mutated(Random(number))` makes it again.
`make fuzz FIRST=100000` tries out others.
"""

import os
import resource
from collections import defaultdict
from random import Random

import requests

from skill.alexa.session import remembered
from tests.fuzz.door import Door, goes_nowhere, in_the_answer
from tests.fuzz.mutating import mutated, sent
from tests.fuzz.requests_seen import kind_of, of_the_sdk, recorded
from tests.fuzz.serving import served

REQUESTS = int(os.environ.get("REQUESTS", "1000"))
FIRST = int(os.environ.get("FIRST", "0"))
OVER_HTTP = REQUESTS // 10
GROWTH_KB = 16 * 1024
"""What a process may grow by of itself over half of the requests; a leak of one body each, of the
3 KB that they have, would be 30 MB."""
LEAST_ANSWERED = 0.3
"""A share of the requests must get through to the skill, or they try out nothing but the reader."""


def made(number):
    draw = Random(number)
    return sent(draw, mutated(draw))


def told(faults):
    """Each fault once, with how often it came and the numbers of the first few."""
    return [f"{len(n)} x {fault}: {n[:5]}" for fault, n in sorted(faults.items())]


def without_nulls(value):
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(each) for name, each in value.items() if each is not None}


def test_the_requests_to_begin_from_are_all_answered(tmp_path):
    door = Door(tmp_path)
    for body in [*recorded(), *of_the_sdk()]:
        response = door.client.post("/alexa", json=body)
        assert response.status_code == 200, kind_of(body)


def test_what_our_own_sessions_hold_is_all_remembered():
    for body in recorded():
        kept = without_nulls(body.get("session", {}).get("attributes", {}))
        assert remembered(kept) == kept, kind_of(body)


def test_bad_requests_are_answered_by_the_rules_or_refused(tmp_path):
    door, faults, answered, half_way_kb = Door(tmp_path), defaultdict(list), 0, 0
    for number in range(FIRST, FIRST + REQUESTS):
        raw = made(number)
        if goes_nowhere(raw):
            found, status = door.faults(raw)
            answered += status == 200
            for fault in found:
                faults[fault].append(number)
        if number == FIRST + REQUESTS // 2:
            half_way_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert told(faults) == []
    assert answered > LEAST_ANSWERED * REQUESTS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - half_way_kb < GROWTH_KB


def test_over_http_they_do_the_server_no_harm_either(tmp_path):
    faults = defaultdict(list)
    with served(tmp_path) as service, requests.Session() as http:
        for number in range(FIRST + REQUESTS, FIRST + REQUESTS + OVER_HTTP):
            raw = made(number)
            if goes_nowhere(raw):
                answer = http.post(f"{service.url}/alexa", data=raw, timeout=60)
                for fault in in_the_answer(answer.status_code, answer.content, raw):
                    faults[fault].append(number)
            if number == FIRST + REQUESTS + OVER_HTTP // 2:
                half_way_kb = service.memory_kb()
        assert told(faults) == []
        assert service.memory_kb() - half_way_kb < GROWTH_KB
        assert requests.get(f"{service.url}/healthz", timeout=60).json() == {"status": "ok"}
