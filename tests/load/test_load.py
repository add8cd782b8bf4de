"""Five hundred people at once in conversation with `serve`: no error, and its memory stays flat."""

import time

import pytest

from skill.doors.verify.fakes import Authority
from skill.speaker.setting import LOCAL_SKILL
from tests.crowd.crowd import Crowd, Plan
from tests.crowd.figures import Figures, percentiles
from tests.crowd.habits import Habits
from tests.crowd.house import START
from tests.crowd.options import is_long, seed_of
from tests.crowd.service import Served

pytestmark = pytest.mark.soak
SLACK_MB = 6
"""How much more memory may be held at the end than when it was warm. What may grow is bounded: the
accounts of a thousand remembered runs, 1.5 KB each with two steps and 4 KB with eight, and an arena
of malloc's for each thread, which settles late. In the long form a leak of one and a half kilobytes
a request is more than that."""
NOWHERE = "http://127.0.0.1:9"
"""Alexa's own services: nobody there, so that days are counted in UTC."""


class Memory:
    """The memory of a service, looked at every second."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.mb: list[float] = []

    def watch(self, seconds: int) -> None:
        for _ in range(seconds):
            time.sleep(1)
            self.mb.append(self._served.rss_mb())

    @property
    def grown_mb(self) -> float:
        """From a third of the time on, when all is warm."""
        return max(self.mb[-5:]) - self.mb[len(self.mb) // 3]


@pytest.fixture(params=["local", "verified"])
def door(request, tmp_path):
    """Options and environment of the service, and the key that requests are signed with."""
    if request.param == "local":
        return request.param, ["--local"], {}, b""
    authority = Authority(START)
    alexa = authority.alexa()
    (tmp_path / "root.pem").write_bytes(authority.root.pem)
    (tmp_path / "chain.pem").write_bytes(authority.chain(alexa))
    return request.param, ["--skill-id", LOCAL_SKILL], {"TRUST": str(tmp_path)}, alexa.key_pem


def test_hundreds_of_people_are_answered_and_memory_stays_flat(door, tmp_path, pytestconfig):
    name, options, environment, key_pem = door
    long = is_long(pytestconfig)
    if name == "local" and not long:
        pytest.skip("only in the long form")
    # Who lives n times as fast sends as much as n people do.
    people, speed, seconds = (500, 6, 60) if long else (150, 20, 12)
    store = ["--store", f"sqlite:///{tmp_path / 'store.db'}"]
    with Served(tmp_path, [*options, *store], environment) as served:
        crowd = Crowd(
            Plan(people, served.port, NOWHERE, Habits(speed), seed_of(pytestconfig), key_pem)
        )
        memory = Memory(served)
        with crowd.there() as sky:
            began = time.monotonic()
            memory.watch(seconds)
            ended = time.monotonic()
            crowd.see_out()
            sky.last_words.set()
    figures = Figures(f"load-{name}")
    figures.say(f"{people} people, each {speed} times as fast as life, through the {name} door")
    tell(figures, crowd, began, ended)
    every = max(1, len(memory.mb) // 6)
    figures.say(f"memory of the service: {', '.join(f'{mb:.1f}' for mb in memory.mb[::every])} MB")
    figures.say(f"grown since a third of the time: {memory.grown_mb:.1f} MB")
    assert crowd.outcome.errors == []
    assert crowd.outcome.troubles == {}
    assert [reason for ledger in crowd.outcome.ledgers for reason in ledger.broken] == []
    assert served.complaints() == []
    assert memory.grown_mb < SLACK_MB


def tell(figures, crowd, began, ended):
    outcome, lasted_s = crowd.outcome, ended - began
    took_ms = [ms for at, ms in outcome.answers if began <= at < ended]
    each_second = len(took_ms) / lasted_s
    figures.say(
        f"{len(took_ms)} requests in {lasted_s:.0f} s, {each_second:.0f} a second: "
        f"{percentiles(took_ms)}"
    )
    figures.say(f"without an answer: {dict(outcome.troubles) or 'none'}")
    steps = sum(len(ledger.heard) for ledger in outcome.ledgers)
    figures.say(f"{crowd.sky.runs} runs begun, {steps} exercises heard to their end")
