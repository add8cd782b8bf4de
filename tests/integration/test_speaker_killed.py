"""A speaker that is killed tells at its next start where its sound was cut."""

import random
import signal
import time

import pytest

from skill.bootstrap import open_store
from skill.speaker.setting import LOCAL_USER
from tests.crowd.options import is_long, seed_of
from tests.integration.page_in_a_process import Browser, speaker_in
from tests.integration.terminal_in_a_process import terminal_in

KNOWN_TO_MS = 3_000
WITHIN_S = 20
FEW, MANY = 2, 50


@pytest.fixture
def moments_s(request):
    """Seconds into a routine: a few, and many in the long run."""
    chance = random.Random(seed_of(request.config))
    count = MANY if is_long(request.config) else FEW
    return [round(chance.uniform(1, 12), 2) for _ in range(count)]


def test_the_terminal_knows_where_it_was_killed(tmp_path, moments_s):
    for moment_s in moments_s:
        folder = tmp_path / str(moment_s)
        folder.mkdir()
        with terminal_in(folder) as terminal:
            terminal.say("start my back routine")
            began = terminal.until("♪")
            time.sleep(moment_s)
            terminal.process.send_signal(signal.SIGKILL)
            heard_ms = (time.monotonic() - began) * 1_000
            store_url = terminal.store_url
        with terminal_in(folder):
            assert place_told(store_url) == pytest.approx(heard_ms, abs=KNOWN_TO_MS)


def test_the_page_knows_where_it_was_killed(tmp_path, moments_s):
    for moment_s in moments_s:
        folder = tmp_path / str(moment_s)
        store_url = f"sqlite:///{folder / 'data' / 'runs.sqlite3'}"
        with speaker_in(folder) as (process, address):
            browser = Browser(address)
            browser.start()
            offset_ms = round(moment_s * 1_000)
            browser.report("playing", offset_ms)
            time.sleep(1)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=WITHIN_S)
        with speaker_in(folder):
            assert place_told(store_url) == pytest.approx(offset_ms, abs=KNOWN_TO_MS)


def place_told(store_url):
    """Where the newest run stands as soon as the device has told of it, in ms."""
    store, end = open_store(store_url), time.monotonic() + WITHIN_S
    while not (offset_ms := store.latest_runs(LOCAL_USER, 1)[0].head.offset_ms):
        assert time.monotonic() < end, "nothing was told"
        time.sleep(0.1)
    return offset_ms
