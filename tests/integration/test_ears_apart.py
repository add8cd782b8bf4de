"""Hearing in a process of its own, with a bound in seconds, while the speaker goes on."""

import random
import time
from contextlib import suppress
from threading import Thread

import pytest
import requests

from skill.speaker.ears import choose_recognizer
from skill.speaker.ears.apart import recognizer_apart
from skill.understanding import Moment
from tests.integration.page_in_a_process import speaker_in

pytest.importorskip("pocketsphinx")
HISS = random.Random(1).randbytes(60 * 8_000 * 2)
ANSWERS_WITHIN_S = 2.0


@pytest.fixture
def apart():
    recognizer = recognizer_apart("en-US")
    yield recognizer
    recognizer.close()


def test_it_is_the_best_that_is_installed_and_hears_nothing_in_silence(apart):
    assert apart.name == choose_recognizer().name
    assert apart.transcribe(bytes(32_000), Moment()).text == ""


def test_a_worker_that_ends_costs_one_sentence(apart):
    apart._worker._process.kill()
    assert apart.transcribe(bytes(32_000), Moment()).text == ""
    assert apart.transcribe(bytes(32_000), Moment()).seconds >= 0


def post_until_it_ends(address, body):
    with suppress(requests.ConnectionError):
        requests.post(address, body, timeout=100)


def test_the_longest_sound_holds_nobody_up_and_a_longer_one_is_refused(tmp_path):
    with speaker_in(tmp_path) as (_, address):
        heard = f"{address}/speaker/heard?rate=8000"
        assert requests.post(heard, HISS + HISS[:2], timeout=9).status_code == 413
        listening = Thread(target=post_until_it_ends, args=(heard, HISS))
        listening.start()
        slowest = 0.0
        for _ in range(20):
            began = time.monotonic()
            assert requests.get(f"{address}/healthz", timeout=30).ok
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.1)
        assert slowest < ANSWERS_WITHIN_S
        assert listening.is_alive()
