"""A file that does not serve: what is told, and that nothing else breaks."""

import os
import resource
import sqlite3
import stat
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest

from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Run
from skill.store.port import Profile, StoreUnavailableError
from skill.store.rows import UnreadableRowError
from skill.store.sqlite.file import VERSION, File
from skill.store.sqlite.store import SQLiteStore

CATALOG = load().catalog
RUN = Run(
    "20261118T073000Z#9f2c41",
    datetime(2026, 11, 18, 7, 30, tzinfo=UTC),
    shorthand.read("n~l~pt10.1f.1o9s", CATALOG),
)


@pytest.fixture
def store(tmp_path):
    store = SQLiteStore(tmp_path / "data" / "store.sqlite3", CATALOG)
    store.merge_run("me", RUN)
    return store


def welcomed(_: Profile) -> Profile:
    return Profile(consent="1")


def test_the_folder_is_made_for_its_owner_alone(store):
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_the_file_and_its_log_are_for_their_owner_alone(store):
    store.change_profile("me", welcomed)
    files = list(store.path.parent.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_file_that_others_could_read_is_kept_from_them(store):
    store.close()
    store.path.chmod(0o644)
    store.profile("me")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def delete(path):
    """Delete a database as people do: the file that they see."""
    path.unlink()


def test_a_file_that_is_deleted_while_it_serves_is_noticed(store, caplog):
    delete(store.path)

    assert store.change_profile("me", welcomed).consent == "1"
    assert "was deleted or replaced" in caplog.text
    assert SQLiteStore(store.path, CATALOG).profile("me").consent == "1"
    assert store.run("me", RUN.id) is None


def test_what_is_written_as_the_file_is_deleted_is_not_told_to_be_kept(store):
    def deleted_meanwhile(profile):
        delete(store.path)
        return welcomed(profile)

    with pytest.raises(StoreUnavailableError, match="deleted at this moment"):
        store.change_profile("me", deleted_meanwhile)


def test_a_file_that_another_process_has_begun_anew_loses_nothing(store):
    """The log of the new file has the name of the old one's."""
    delete(store.path)
    other = SQLiteStore(store.path, CATALOG)
    other.merge_run("me", RUN)

    assert store.run("me", RUN.id) == RUN
    del store
    assert other.change_profile("me", welcomed).consent == "1"
    other.close()
    assert SQLiteStore(other.path, CATALOG).run("me", RUN.id) == RUN


def test_a_file_that_is_no_database_is_told_as_such(tmp_path):
    path = tmp_path / "store.sqlite3"
    path.write_text("Dear diary, today my back was fine. " * 99)

    with pytest.raises(StoreUnavailableError, match="not a database; move it away"):
        SQLiteStore(path, CATALOG).profile("me")


def test_a_damaged_file_is_told_as_such(store):
    store.close()
    size = store.path.stat().st_size
    with store.path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * (size - 100))

    with pytest.raises(StoreUnavailableError, match="damaged; start again"):
        store.run("me", RUN.id)


def test_a_row_that_is_no_json_is_told_as_such(store):
    with closing(sqlite3.connect(store.path)) as other, other:
        # With the index nobody can write such a row: only a damaged disk does.
        other.execute("DROP INDEX by_due")
        other.execute("UPDATE facts SET row = '{'")

    with pytest.raises(UnreadableRowError):
        store.latest_runs("me", 1)


def test_a_folder_that_cannot_be_made_is_told_as_such(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")

    with pytest.raises(StoreUnavailableError, match=r"store\.sqlite3"):
        SQLiteStore(tmp_path / "data" / "store.sqlite3", CATALOG).profile("me")


def test_a_folder_in_place_of_the_file_is_told_as_such(tmp_path):
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SQLiteStore(tmp_path, CATALOG).profile("me")


def test_a_file_that_may_not_be_written_is_told_as_such(tmp_path):
    file = File(tmp_path / "store.sqlite3")
    with file.writing() as connection:
        connection.execute("PRAGMA query_only = ON")

    with (
        pytest.raises(StoreUnavailableError, match="may not be written"),
        file.writing() as connection,
    ):
        connection.execute("DELETE FROM facts")


def test_a_file_of_a_newer_version_is_left_alone(store):
    store.close()
    with closing(sqlite3.connect(store.path)) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")

    with pytest.raises(StoreUnavailableError, match="newer version: update"):
        store.profile("me")


def test_a_lock_that_is_held_is_waited_for_and_then_told(store):
    with locked(store.path), pytest.raises(StoreUnavailableError, match="another process"):
        store.change_profile("me", welcomed)

    assert store.profile("me") == Profile()


def test_readers_do_not_wait_for_a_writer(store):
    with locked(store.path):
        assert store.run("me", RUN.id) == RUN


def test_a_lock_that_is_let_go_in_time_is_no_failure(store):
    with closing(sqlite3.connect(store.path, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, other.rollback).start()

        assert store.change_profile("me", welcomed).consent


def test_a_full_disk_is_told_and_what_was_kept_stays(store):
    with no_room_beyond(4096), pytest.raises(StoreUnavailableError, match="disk"):
        store.merge_run("somebody with a long name" * 999, RUN)

    assert store.run("me", RUN.id) == RUN
    assert store.merge_run("you", RUN) == RUN


def test_threads_that_come_and_go_leave_no_more_connections_than_were_needed(store):
    store.profile("me")
    before = times_open(store.path)
    for _ in range(20):
        thread = threading.Thread(target=store.profile, args=("me",))
        thread.start()
        thread.join()

    assert times_open(store.path) == before == 2  # to read, and to write


def test_a_store_that_is_dropped_closes_its_file(tmp_path):
    path = tmp_path / "store.sqlite3"
    store = SQLiteStore(path, CATALOG)
    store.profile("me")

    del store

    assert times_open(path) == 0


@pytest.mark.parametrize("times", range(3))
def test_many_who_begin_the_same_file_at_once_all_succeed(tmp_path, times):
    path = tmp_path / f"{times}.sqlite3"
    start = threading.Barrier(8)
    welcomes = []

    def begin(user: str) -> None:
        start.wait()
        welcomes.append(SQLiteStore(path, CATALOG).change_profile(user, welcomed).consent == "1")

    threads = [threading.Thread(target=begin, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert welcomes == [True] * 8


@contextmanager
def locked(path):
    """Hold the file's write lock, as another process would in the middle of a change."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def no_room_beyond(size: int):
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def times_open(path) -> int:
    """How often this process has a file open."""
    return sum(is_open(int(number), path) for number in os.listdir("/dev/fd"))  # noqa: PTH208


def is_open(descriptor: int, path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        # The listing's own descriptor is closed again by now.
        return False
