"""Where processes count together, and what is left of those that were killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from skill.doors import together


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(together, "IN_MEMORY", tmp_path)
    monkeypatch.delenv(together.FOLDER, raising=False)
    return tmp_path


@pytest.fixture
def dead():
    """The id of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_there_is_a_folder_as_long_as_they_count(place):
    with together.counting_together():
        assert [str(folder) for folder in place.iterdir()] == [os.environ[together.FOLDER]]
    assert list(place.iterdir()) == []
    assert together.FOLDER not in os.environ


def test_what_the_killed_left_is_removed_and_what_the_living_have_is_not(place, dead):
    left = place / f"back-routine-figures-{dead}-abc"
    living = place / f"back-routine-figures-{os.getpid()}-abc"
    others = place / "somebody-elses"
    for folder in (left, living, others):
        folder.mkdir()
    with together.counting_together():
        assert not left.exists()
        assert living.exists()
        assert others.exists()


def test_only_those_that_live_are_told_of(place, dead):
    with together.counting_together():
        for pid in (os.getpid(), dead):
            (place / os.environ[together.FOLDER] / f"counter_{pid}.db").touch()
            (place / os.environ[together.FOLDER] / f"histogram_{pid}.db").touch()
        assert list(together.pids()) == [os.getpid()]


@pytest.mark.usefixtures("place")
def test_who_counts_alone_is_told_of_alone():
    assert list(together.pids()) == [os.getpid()]


def test_where_there_is_no_disk_in_memory_another_serves(place, monkeypatch):
    monkeypatch.setattr(together, "IN_MEMORY", place / "nowhere")
    with together.counting_together():
        assert Path(os.environ[together.FOLDER]).is_dir()
