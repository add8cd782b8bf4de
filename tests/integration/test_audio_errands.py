"""Orders from a process that renders nothing to the one beside it that does."""

import os
import time
import warnings
from threading import Thread

import pytest

from audio.errands import Elsewhere, Errands
from audio.mp3 import decoded
from audio.orders import Orders
from audio.pcm import PER_MS
from skill.folders import HOME
from skill.sound.files import write_whole
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.voiced import LocalSound
from tests.integration.test_audio_workshop import track

PATIENCE_S = 60


@pytest.fixture
def errands():
    return Errands()


@pytest.fixture
def elsewhere(tmp_path, errands):
    """The shelf of a process that does not render."""
    library = FolderLibrary(tmp_path, errands.order)
    return LocalShelf(library, Elsewhere(library, errands))


def in_another_process(work):
    """Do something in a forked process, and wait for its end."""
    with warnings.catch_warnings(action="ignore"):  # pytest has threads, which the child leaves be
        pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def until_told(orders, key):
    deadline = time.monotonic() + PATIENCE_S
    while orders.wait(key, 0):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_is_ordered_in_another_process_is_taken_here_in_turn(elsewhere, errands):
    ordered = [track(f"Rest {number}.") for number in range(3)]
    in_another_process(lambda: [elsewhere.order(each) for each in ordered])
    orders = Orders()
    errands.bring_to(orders)
    assert [orders.take() for _ in ordered] == [each.key for each in ordered]


def test_what_is_waited_for_in_another_process_is_taken_first(errands):
    ordered = [track(f"Rest {number}.") for number in range(3)]
    orders = Orders()
    for each in ordered[:2]:
        orders.add(each.key)
    in_another_process(lambda: errands.hurry(ordered[2].key))
    errands.bring_to(orders)
    until_told(orders, ordered[2].key)
    assert orders.take() == ordered[2].key


def test_a_track_that_is_rendered_elsewhere_is_there_as_soon_as_it_is(elsewhere, errands):
    one = track()
    elsewhere.order(one)
    orders = Orders()
    errands.bring_to(orders)

    def render():
        key = orders.take()
        write_whole(elsewhere.library.place(key), b"sound")

    Thread(target=render, daemon=True).start()
    assert elsewhere.file(one.key).read_bytes() == b"sound"


def test_a_track_that_nobody_renders_in_time_is_not_there(tmp_path, errands):
    library = FolderLibrary(tmp_path, errands.order)
    library.order(track())
    assert Elsewhere(library, errands).wait_for(track().key, 0.1) is None


@pytest.mark.voice
def test_one_of_two_processes_renders_what_the_other_orders(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME, str(tmp_path))
    sound = LocalSound("hibari")
    ours, one = sound.shelf(renders=True), track("One.")
    # Its own process is there before another is forked, which would hold on to its pipes.
    ours.order(track("First."))
    assert ours.workshop.wait_for(track("First.").key, PATIENCE_S)

    def order():
        shelf = sound.shelf(renders=False)
        shelf.order(one)
        path = shelf.workshop.wait_for(one.key, PATIENCE_S)
        (tmp_path / "had").write_bytes(path.read_bytes())

    in_another_process(order)
    ours.workshop.close()
    sheet_ms = sound.shelf(renders=False).sheet(one.key)["length_ms"]
    heard = decoded((tmp_path / "had").read_bytes())
    assert len(heard) / PER_MS == pytest.approx(sheet_ms, abs=75)


def test_nobody_waits_where_more_is_ordered_than_can_be_told(errands):
    for _ in range(5_000):
        errands.order(track().key)
    orders = Orders()
    errands.bring_to(orders)
    assert orders.take() == track().key
