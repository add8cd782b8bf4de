"""What is ordered is rendered, by a process of its own that may die."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audio.mp3 import decoded
from audio.pcm import PER_MS
from audio.render_process import RenderProcess
from audio.render_queue import RenderQueue
from audio.render_tasks import RenderError, Studio
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
def queue(tmp_path, studio):
    queue = RenderQueue(tmp_path / "tracks", RenderProcess(studio))
    queue.start()
    yield queue
    queue.close()


@pytest.fixture
def process(studio):
    process = RenderProcess(studio)
    yield process
    process.close()


def test_what_is_ordered_is_rendered_and_can_be_waited_for(queue):
    queue.library.order(track())
    path = queue.wait_for(track().key, PATIENCE_S)
    assert len(decoded(path.read_bytes())) / PER_MS == pytest.approx(4_000, abs=75)


def test_a_track_ordered_before_a_restart_is_rendered_from_its_sheet(tmp_path, queue):
    FolderLibrary(tmp_path / "tracks").order(track())
    assert queue.wait_for(track().key, PATIENCE_S)


def test_a_track_that_cannot_be_rendered_says_why_and_the_next_one_is(queue, caplog):
    broken = track("These words take far longer than that.", length_ms=300)
    queue.library.order(broken)
    queue.library.order(track())
    assert queue.wait_for(broken.key, PATIENCE_S) is None
    assert "audio build" in caplog.text
    assert queue.wait_for(track().key, PATIENCE_S)


def test_a_process_measures(process):
    lengths = process.measure(["Rest.", "Take a short rest. Then comes the second set."])
    assert 300 < lengths["Rest."] < 1_200 < max(lengths.values())


def test_a_process_that_dies_is_replaced(process, tmp_path):
    os.kill(process.pid(), signal.SIGKILL)
    process.render(track().sheet(), tmp_path / "x.mp3")
    assert (tmp_path / "x.mp3").is_file()


def test_a_process_that_cannot_start_is_given_up(tmp_path):
    hopeless = RenderProcess(Studio("no-such-voice", "en-US", tmp_path))
    try:
        with pytest.raises(RenderError, match="dying"):
            hopeless.measure(["Rest."])
    finally:
        hopeless.close()


def test_a_closed_process_says_so(process):
    process.close()
    with pytest.raises(RenderError, match="closed"):
        process.measure(["Rest."])


def is_running(pid):
    """Whether a process runs; one that ended and that nobody asked after does not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")
def test_processes_end_with_the_process_that_started_them(studio):
    """Even when that one was killed and could not say goodbye."""
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from audio.render_process import RenderProcess, Studio\n"
        f"process = RenderProcess(Studio('hibari', 'en-US', Path({str(studio.phrases)!r})))\n"
        "process.measure(['Rest.'])\nprint(process.pid(), flush=True)\nsys.stdin.read()\n"
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
