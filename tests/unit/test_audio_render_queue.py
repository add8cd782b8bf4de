"""Tracks are rendered in turn; what a device waits for comes first."""

import time
from threading import Event

import pytest

from audio.render_queue import RenderQueue
from audio.render_tasks import RenderError
from skill.routine.timeline import Cue, CueKind, Part, Span, Timeline
from skill.sound.track import Track

PATIENCE_S = 10


def track(text):
    line = Timeline(
        (Cue(400, 2_000, CueKind.SAY, "rest"),), (Span(0, 4_000, Part.WORK, 1, None, None),)
    )
    return Track("squat", "en-US", "fake", line, {"rest": text})


class WritingProcess:
    """Writes an empty file for each sheet, once it is let."""

    def __init__(self):
        self.rendered = []
        self.may = Event()
        self.at = Event()

    def pid(self):
        return 1

    def render(self, sheet, path):
        self.at.set()
        assert self.may.wait(PATIENCE_S)
        self.rendered.append(sheet["cues"][0]["text"])
        if "Broken" in self.rendered[-1]:
            raise RenderError("it does not fit")
        path.write_bytes(b"")

    def close(self):
        self.may.set()


@pytest.fixture
def process():
    return WritingProcess()


@pytest.fixture
def queue(tmp_path, process):
    queue = RenderQueue(tmp_path, process)
    for text in ("One.", "Two.", "Three."):
        queue.library.order(track(text))
    yield queue
    queue.close()


def test_tracks_are_rendered_in_the_order_they_came_and_once(queue, process):
    queue.start()
    assert process.at.wait(PATIENCE_S)
    for text in ("One.", "Three.", "Last."):
        queue.library.order(track(text))
    process.may.set()
    while not queue.library.path(track("Last.").key):
        time.sleep(0.001)
    assert process.rendered == ["One.", "Two.", "Three.", "Last."]


def test_what_is_waited_for_is_rendered_first(queue, process):
    assert queue.wait_for(track("Two.").key, timeout_s=0) is None
    process.may.set()
    queue.start()
    assert queue.wait_for(track("Three.").key, PATIENCE_S)
    assert process.rendered[0] == "Two."
    assert queue.wait_for(track("One.").key, PATIENCE_S)
    assert len(process.rendered) == 3


def test_what_cannot_be_rendered_is_logged_and_the_next_one_is(queue, process, caplog):
    queue.library.order(track("Broken."))
    process.may.set()
    queue.start()
    assert queue.wait_for(track("Broken.").key, PATIENCE_S) is None
    assert "it does not fit" in caplog.text
    assert queue.wait_for(track("Three.").key, PATIENCE_S)


def test_a_track_that_was_never_ordered_is_not_waited_for(queue):
    assert queue.wait_for(track("Never.").key, timeout_s=1_000) is None


def test_closing_ends_every_wait(queue):
    queue.close()
    assert queue.wait_for(track("One.").key, timeout_s=1_000) is None
