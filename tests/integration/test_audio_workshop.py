"""The workshop: what is ordered is rendered, by processes of their own that may die."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audio.mp3 import decoded
from audio.orders import Orders
from audio.pcm import PER_MS
from audio.process import RenderError, Studio, Worker
from audio.workshop import Workshop, open_workshop
from skill.routine.timeline import Cue, CueKind, Part, Span, Timeline
from skill.sound.library import FolderLibrary
from skill.sound.track import Track

pytestmark = pytest.mark.voice
PATIENCE_S = 60


def track(text="Rest.", length_ms=2_000):
    line = Timeline(
        (Cue(400, length_ms, CueKind.SAY, "rest"),),
        (Span(0, 4_000, Part.WORK, 1, None, None),),
    )
    return Track("squat", "en-US", "hibari-0.2.1-heart", line, {"rest": text})


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio("hibari", "en-US", tmp_path_factory.mktemp("phrases"))


@pytest.fixture
def workshop(tmp_path, studio):
    library, workshop = open_workshop(tmp_path / "tracks", studio)
    yield library, workshop
    workshop.close()


@pytest.fixture
def worker(studio):
    worker = Worker(studio)
    yield worker
    worker.close()


def test_what_is_ordered_is_rendered_and_can_be_waited_for(workshop):
    library, shop = workshop
    shop.start()
    library.order(track())
    path = shop.wait_for(track().key, PATIENCE_S)
    assert len(decoded(path.read_bytes())) / PER_MS == pytest.approx(4_000, abs=75)


def test_all_orders_are_filled_whoever_waits_for_which(workshop):
    library, shop = workshop
    ordered = [track(text) for text in ("One.", "Two.", "Three.")]
    for one in ordered:
        library.order(one)
    shop.start()
    assert shop.wait_for(ordered[2].key, PATIENCE_S)
    assert all(shop.wait_for(one.key, PATIENCE_S) for one in ordered)


def test_a_track_ordered_before_a_restart_is_rendered_from_its_sheet(tmp_path, studio):
    FolderLibrary(tmp_path / "tracks").order(track())
    _, shop = open_workshop(tmp_path / "tracks", studio)
    shop.start()
    try:
        assert shop.wait_for(track().key, PATIENCE_S)
    finally:
        shop.close()


def test_a_track_that_cannot_be_rendered_says_why_and_the_next_one_is(workshop, caplog):
    library, shop = workshop
    shop.start()
    broken = track("These words take far longer than that.", length_ms=300)
    library.order(broken)
    library.order(track())
    assert shop.wait_for(broken.key, PATIENCE_S) is None
    assert "audio build" in caplog.text
    assert shop.wait_for(track().key, PATIENCE_S)


def test_without_a_voice_nobody_waits(tmp_path):
    orders = Orders()
    library = FolderLibrary(tmp_path, orders.add)
    silent = Workshop(library, orders, None)
    silent.start()
    library.order(track())
    began = time.monotonic()
    assert silent.wait_for(track().key, PATIENCE_S) is None
    assert time.monotonic() - began < 1


def test_a_track_that_nobody_ordered_is_not_waited_for(workshop):
    _, shop = workshop
    shop.start()
    began = time.monotonic()
    assert shop.wait_for(track().key, PATIENCE_S) is None
    assert time.monotonic() - began < 1


def test_a_worker_measures(worker):
    lengths = worker.measure(["Rest.", "Take a short rest. Then comes the second set."])
    assert 300 < lengths["Rest."] < 1_200 < max(lengths.values())


def test_a_worker_that_dies_is_replaced(worker, tmp_path):
    worker.measure(["Rest."])
    os.kill(worker.pid, signal.SIGKILL)
    worker.render(track().sheet(), tmp_path / "x.mp3")
    assert (tmp_path / "x.mp3").is_file()


def test_a_worker_that_cannot_start_is_given_up(tmp_path):
    hopeless = Worker(Studio("no-such-voice", "en-US", tmp_path))
    try:
        with pytest.raises(RenderError, match="dying"):
            hopeless.measure(["Rest."])
    finally:
        hopeless.close()


def is_running(pid):
    """Whether a process runs; one that ended and that nobody asked after does not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")
def test_workers_end_with_the_process_that_started_them(studio):
    """Even when that one was killed and could not say goodbye."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom audio.process import Studio, Worker\n"
        f"worker = Worker(Studio('hibari', 'en-US', Path({str(studio.phrases)!r})))\n"
        "worker.measure(['Rest.'])\nprint(worker.pid, flush=True)\nsys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as parent:
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
    deadline = time.monotonic() + PATIENCE_S
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)
