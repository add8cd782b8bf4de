"""The library: sheets when ordered, tracks when rendered, and nothing that a crash can break."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from skill.routine.timeline import Cue, CueKind, Part, Span, Timeline
from skill.sound.library import FolderLibrary
from skill.sound.track import Track

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


def track(number=0):
    cues = (Cue(400 + number, 60, CueKind.TICK),)
    return Track(
        "squat", "en-US", "humming-1", Timeline(cues, (Span(0, 999, Part.WORK, 1, None, None),)), {}
    )


@pytest.fixture
def orders():
    return []


@pytest.fixture
def library(tmp_path, orders):
    return FolderLibrary(tmp_path / "tracks", orders.append)


def render(library, one, size=1_000, ordered=NOW):
    library.order(one)
    library.place(one.key).write_bytes(bytes(size))
    sheet = library.place(one.key).with_suffix(".json")
    os.utime(sheet, (ordered.timestamp(), ordered.timestamp()))


def test_an_ordered_track_has_its_sheet_and_is_told_of(library, orders):
    library.order(track())
    assert library.sheet(track().key) == track().sheet()
    assert orders == [track().key]


def test_a_sheet_outlives_a_restart(library, tmp_path):
    library.order(track())
    assert FolderLibrary(tmp_path / "tracks").sheet(track().key) == track().sheet()


def test_a_rendered_track_is_not_told_of_again(library, orders):
    render(library, track())
    orders.clear()
    library.order(track())
    assert orders == []
    assert library.path(track().key).stat().st_size == 1_000


def test_a_track_that_nobody_ordered_has_neither_sheet_nor_sound(library):
    assert library.sheet(track().key) is None
    assert library.path(track().key) is None


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a" * 33, "%2e%2e"])
def test_what_is_no_key_finds_nothing(library, key):
    assert library.sheet(key) is None
    assert library.path(key) is None


def test_with_a_full_disk_the_sheet_stays_in_memory(tmp_path, orders, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    library = FolderLibrary(blocked, orders.append)
    library.order(track())
    assert library.sheet(track().key) == track().sheet()
    assert orders == [track().key]
    assert "make room" in caplog.text


def test_a_broken_sheet_is_written_anew(library):
    library.order(track())
    library.place(track().key).with_suffix(".json").write_text('{"key": ')
    library.order(track())
    assert library.sheet(track().key) == track().sheet()


def test_no_half_written_files_are_left(library, tmp_path):
    library.order(track())
    assert [path.suffix for path in (tmp_path / "tracks").iterdir()] == [".json"]


def test_what_is_rendered_is_listed(library):
    render(library, track(1))
    library.order(track(2))
    assert list(library.rendered()) == [track(1).key]


def test_tracks_that_nobody_ordered_lately_go(library):
    render(library, track(1), ordered=NOW - 40 * DAY)
    render(library, track(2), ordered=NOW - 10 * DAY)
    assert library.prune(kept_since=NOW - 30 * DAY, most_bytes=10_000) == 1
    assert list(library.rendered()) == [track(2).key]
    assert library.sheet(track(1).key) is None


def test_the_oldest_tracks_go_when_room_is_short(library):
    for day in range(4):
        render(library, track(day), ordered=NOW + day * DAY)
    assert library.prune(kept_since=NOW - DAY, most_bytes=2_500) == 2
    assert set(library.rendered()) == {track(2).key, track(3).key}
