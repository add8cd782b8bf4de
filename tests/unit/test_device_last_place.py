"""The place of the sound outlives a power cut, whatever became of its file."""

import stat

import pytest

from skill.speaker.device.last_place import LastPlace, LastPlaceFile

SOMEWHERE = LastPlace("token", 12_340)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "last-place.json"


def test_the_next_process_finds_the_place_and_nobody_else_may_read_it(path):
    LastPlaceFile(path).keep(SOMEWHERE)
    assert LastPlaceFile(path).read() == SOMEWHERE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_when_nothing_plays_there_is_none(path):
    file = LastPlaceFile(path)
    file.keep(SOMEWHERE)
    file.keep(None)
    assert not path.exists()
    assert LastPlaceFile(path).read() is None


def test_what_another_process_left_goes_when_nothing_plays(path):
    LastPlaceFile(path).keep(SOMEWHERE)
    LastPlaceFile(path).keep(None)
    assert not path.exists()


@pytest.mark.parametrize(
    "found",
    [
        b"",
        b'{"token": "to',
        b"[]",
        b"\xff\xfe",
        b'{"token": "t", "offset_ms": -1}',
        b'{"token": 1, "offset_ms": 1}',
        b'{"offset_ms": 1}',
        b'{"token": "' + b"t" * 5_000 + b'", "offset_ms": 1}',
    ],
)
def test_a_file_of_no_use_is_none(path, found):
    path.parent.mkdir()
    path.write_bytes(found)
    assert LastPlaceFile(path).read() is None


def test_a_disk_that_does_not_take_it_is_told_of_once_and_stops_nothing(path, caplog):
    path.parent.write_text("no folder")
    file = LastPlaceFile(path)
    file.keep(SOMEWHERE)
    file.keep(LastPlace("token", 13_000))
    file.keep(None)
    assert file.read() is None
    assert sum("is not kept" in each.message for each in caplog.records) == 1
