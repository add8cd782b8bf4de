"""A disk that takes no more of the store nor of the log: the page says so, and goes on."""

import sys
from contextlib import closing, contextmanager

import pytest

from skill.bootstrap import open_store
from skill.speaker.setting import LOCAL_USER
from tests.conftest import welcome
from tests.integration.page_in_a_process import Browser, speaker_in

resource = pytest.importorskip("resource")


@contextmanager
def disk_full(process):
    """No file of a process grows any more; see setrlimit(2)."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
def test_a_full_disk_is_told_of_and_the_routine_goes_on_and_is_kept_when_there_is_room(tmp_path):
    store_url = f"sqlite:///{tmp_path / 'data' / 'runs.sqlite3'}"
    (tmp_path / "data").mkdir()
    welcome(open_store(store_url), LOCAL_USER)
    with (
        (tmp_path / "log").open("w") as log,
        speaker_in(tmp_path, log=log) as (process, address),
        closing(Browser(address)) as browser,
    ):
        with disk_full(process):
            browser.tell("said", text="start my back routine")
            browser.until(lambda scene: scene["track"])
            browser.report("playing", 0)
            assert "can't reach my notes" in browser.scene["said"]
            browser.until(lambda scene: scene["ring"] == "playing")
        browser.report("playing", 20_000)
        browser.tell("said", text="pause")
        browser.until(lambda scene: scene["ring"] == "paused")
        assert open_store(store_url).latest_runs(LOCAL_USER, 1)[0].head.offset_ms == 20_000
