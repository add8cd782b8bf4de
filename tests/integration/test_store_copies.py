"""Copies of a SQLite file, a damaged one at the start, and who was deleted in all of them."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from skill.bootstrap_here import look_after
from skill.cli import main
from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Run
from skill.store.owner import owner
from skill.store.port import Profile, StoreUnavailableError
from skill.store.sqlite.care import DailyCopies, restore
from skill.store.sqlite.copies import KEPT, Copies, is_sound
from skill.store.sqlite.store import SQLiteStore
from skill.store.url import open_store

CATALOG = load().catalog
MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
LATER = MONDAY + timedelta(hours=1)
RUN = Run(
    "20261116T073000Z#9f2c41",
    MONDAY,
    shorthand.read("n~l~pt10.1f.1o9s.1gc0", CATALOG),
    done=frozenset({0}),
)
PERSON = "5e1f00aa5e1f00aa"


class Clock:
    def now(self):
        return LATER


@pytest.fixture
def store(tmp_path):
    store = SQLiteStore(tmp_path / "runs.sqlite3", CATALOG)
    for user in ("ann", "bob", owner("ann", PERSON)):
        store.change_profile(user, lambda p: replace(p, consent="1"))
        store.merge_run(user, RUN)
    return store


@pytest.fixture
def copied(store):
    store.copies.make(MONDAY.date())
    return store


def in_copy(store, user, day=None):
    """What a copy keeps of somebody."""
    copy = store.copies.of(day or MONDAY.date())
    return SQLiteStore(copy, CATALOG).kept(user)


def damage(store):
    """Overwrite all of a file but its first page's head."""
    store.close()
    with store.path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * (store.path.stat().st_size - 100))


# A copy a day ------------------------------------------------------------------------------------


def test_a_copy_holds_all_that_is_kept(copied):
    assert in_copy(copied, "ann") == copied.kept("ann") != {}


def test_the_copy_of_a_day_is_made_once(copied):
    assert not copied.copies.make(MONDAY.date())
    assert copied.copies.make(MONDAY.date() + timedelta(days=1))


def test_the_last_seven_stay(store):
    for day in range(1, 10):
        store.copies.make(date(2026, 11, day))
    assert [copy.stem for copy in store.copies.all()] == [
        f"runs-2026-11-{day:02}" for day in range(9, 9 - KEPT, -1)
    ]


def test_a_copy_is_for_its_owner_alone_and_whole_in_one_file(copied):
    folder = copied.copies.of(MONDAY.date()).parent
    (copy,) = folder.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert is_sound(copy)


def test_what_serves_makes_the_copy_of_the_day_by_the_way(store):
    DailyCopies(store.path, Clock()).look()
    assert [copy.stem for copy in store.copies.all()] == ["runs-2026-11-16"]


def test_a_copy_that_cannot_be_made_is_told_and_nothing_else_breaks(store, caplog):
    (store.path.parent / "copies").write_text("a file where the folder should be")
    DailyCopies(store.path, Clock()).look()
    assert "no copy of the day" in caplog.text
    assert store.profile("ann").consent == "1"


# Deleted in all of them --------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["ann", owner("ann", PERSON)])
def test_a_deletion_removes_the_person_from_every_copy(copied, user):
    copied.copies.make(date(2026, 11, 17))
    copied.forget(user, LATER)
    for day in (16, 17):
        left = in_copy(copied, "ann", date(2026, 11, day))
        assert left == copied.kept("ann")
        assert in_copy(copied, "bob", date(2026, 11, day)) != {}


def test_nothing_of_a_deleted_person_is_left_in_the_bytes_of_a_file(tmp_path):
    store = SQLiteStore(tmp_path / "runs.sqlite3", CATALOG)
    store.change_profile("zzz-the-one", lambda p: replace(p, zone="Indian/Kerguelen"))
    store.copies.make(MONDAY.date())
    store.forget("zzz-the-one", LATER)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"zzz-the-one" not in file.read_bytes(), file
            assert b"Kerguelen" not in file.read_bytes(), file


def test_a_copy_that_cannot_be_changed_goes_as_a_whole(copied, caplog):
    copied.copies.of(MONDAY.date()).write_bytes(b"ann " * 5_000)
    copied.forget("ann", LATER)
    assert copied.copies.all() == []
    assert "is deleted" in caplog.text


def test_a_restore_honours_a_tombstone_that_its_copy_does_not_know(copied, tmp_path):
    elsewhere = tmp_path / "on another disk.sqlite3"
    elsewhere.write_bytes(copied.copies.of(MONDAY.date()).read_bytes())
    copied.forget("ann", LATER)
    restore(copied.path, elsewhere)
    assert copied.kept("ann") == {}
    assert copied.merge_run("ann", RUN) is None
    assert copied.run("bob", RUN.id) == RUN


def test_whoever_came_back_after_a_deletion_is_restored(store):
    store.forget("ann", LATER)
    store.change_profile("ann", lambda p: replace(p, zone="Asia/Tokyo"))
    store.copies.make(MONDAY.date())
    store.change_profile("ann", lambda _: Profile())
    restore(store.path, store.copies.of(MONDAY.date()))
    assert store.profile("ann").zone == "Asia/Tokyo"


def test_a_restore_is_seen_by_whoever_has_the_file_open(copied):
    copied.merge_run("bob", replace(RUN, id="20261116T080000Z#000000", started_at=LATER))
    restore(copied.path, copied.copies.of(MONDAY.date()))
    assert copied.latest_runs("bob", 9) == (RUN,)
    assert copied.change_profile("bob", lambda p: replace(p, zone="UTC")).zone == "UTC"


def test_the_command_restores_the_newest_copy(copied):
    copied.merge_run("bob", replace(RUN, id="20261116T080000Z#000000", started_at=LATER))
    words = ["data", "restore", "--store", f"sqlite:///{copied.path}", "--yes"]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert "runs-2026-11-16.sqlite3" in result.output
    assert copied.latest_runs("bob", 9) == (RUN,)


def test_the_command_says_where_there_is_no_copy(store):
    words = ["data", "restore", "--store", f"sqlite:///{store.path}", "--yes"]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "no copy" in result.output) == (1, True)


# Damaged -----------------------------------------------------------------------------------------


def test_a_sound_file_is_left_alone(store):
    assert look_after(f"sqlite:///{store.path}", Clock()) is None
    assert store.run("ann", RUN.id) == RUN


def test_no_file_is_no_fault(tmp_path):
    assert look_after(f"sqlite:///{tmp_path / 'runs.sqlite3'}", Clock()) is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_kept_aside_and_the_newest_copy_takes_its_place(copied):
    damage(copied)
    before = copied.path.read_bytes()
    mended = look_after(f"sqlite:///{copied.path}", Clock())
    told = mended.told
    assert mended.by_copy
    aside = copied.path.with_name("runs.sqlite3.damaged-20261116T083000Z")
    assert aside.read_bytes() == before
    assert all(name in told for name in (aside.name, "runs-2026-11-16.sqlite3"))
    assert open_store(f"sqlite:///{copied.path}", CATALOG).run("ann", RUN.id) == RUN


def test_of_several_copies_the_newest_that_is_sound_takes_its_place(copied):
    copied.copies.of(date(2026, 11, 17)).write_bytes(b"no copy" * 999)
    damage(copied)
    assert "runs-2026-11-16" in look_after(f"sqlite:///{copied.path}", Clock()).told


@pytest.mark.parametrize("content", [b"\x5a" * 9_999, b"no database" * 999])
def test_without_a_copy_all_begins_anew_and_that_is_said(store, content):
    store.close()
    store.path.write_bytes(content)
    assert "begins anew" in look_after(f"sqlite:///{store.path}", Clock()).told
    assert store.change_profile("ann", lambda p: replace(p, consent="2")).consent == "2"


def test_a_file_of_another_kind_is_not_touched(tmp_path):
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary, today my back was fine. " * 99)
    assert look_after(f"sqlite:///{diary}", Clock()) is None
    assert list(tmp_path.iterdir()) == [diary]
    with pytest.raises(StoreUnavailableError, match="not a database"):
        open_store(f"sqlite:///{diary}", CATALOG).profile("ann")


def test_whoever_was_deleted_does_not_come_back_from_the_copy_that_takes_its_place(copied):
    old = copied.copies.of(MONDAY.date()).read_bytes()
    copied.copies.make(date(2026, 11, 17))
    copied.forget("ann", LATER)
    copied.copies.of(date(2026, 11, 18)).write_bytes(old)  # put back by hand
    damage(copied)
    assert "runs-2026-11-18" in look_after(f"sqlite:///{copied.path}", Clock()).told
    assert (copied.kept("ann"), copied.kept("bob") != {}) == ({}, True)


def test_a_deletion_takes_what_is_kept_aside_with_it(copied):
    damage(copied)
    look_after(f"sqlite:///{copied.path}", Clock())
    copied.forget("ann", LATER)
    assert not [file for file in copied.path.parent.iterdir() if "damaged" in file.name]


def test_the_table_that_is_read_by_others_stays_as_it_is(copied):
    for path in (copied.path, copied.copies.of(MONDAY.date())):
        with closing(sqlite3.connect(path)) as connection:
            columns = connection.execute("PRAGMA table_info(facts)").fetchall()
        assert [name for _, name, *_ in columns] == ["user", "key", "row"]


def test_a_store_that_is_not_written_yet_has_no_copy(tmp_path):
    path = tmp_path / "runs.sqlite3"
    path.touch()
    assert not Copies(path).make(date(2026, 11, 16))
    assert not Copies(path).all()
