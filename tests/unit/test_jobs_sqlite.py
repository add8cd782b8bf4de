"""The SQLite file's index of who is due: used by every look, and added to files that had none."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from skill.content import load
from skill.routine.nudge import SUNDAY_EVENING, Slot
from skill.store.clock_rows import shard_of
from skill.store.port import ABANDONED_AFTER, REMEMBERED_FORGOTTEN
from skill.store.sqlite.file import DUE_IN
from skill.store.sqlite.store import SQLiteStore

NOW = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.sqlite3"


@pytest.fixture
def store(path):
    return SQLiteStore(path, load().catalog)


def wants(store):
    store.change_nudge("ann", lambda n: n.wanted(SUNDAY_EVENING, UTC, NOW, allowed=True))


def test_who_is_due_is_found_by_the_index_and_not_by_a_scan(store, path):
    wants(store)
    with closing(sqlite3.connect(path)) as connection:
        query = f"EXPLAIN QUERY PLAN SELECT user FROM facts WHERE {DUE_IN} = ?"
        plan = connection.execute(query, ("7T18#00",)).fetchall()
    assert "USING INDEX by_due" in str(plan)
    assert "SCAN" not in str(plan)


def test_a_file_that_had_no_index_gets_one(store, path):
    wants(store)
    store.close()
    with closing(sqlite3.connect(path)) as older:
        older.execute("DROP INDEX by_due")
        older.execute("PRAGMA user_version = 1")

    again = SQLiteStore(path, load().catalog)

    assert again.due(Slot(7, 18), shard_of("ann")) == ["ann"]
    test_who_is_due_is_found_by_the_index_and_not_by_a_scan(again, path)


def test_that_somebody_was_forgotten_is_forgotten_in_time(store):
    store.forget("ann", NOW)
    later = NOW + REMEMBERED_FORGOTTEN

    store.forget_abandoned(later - ABANDONED_AFTER)
    assert store.forgotten_at("ann") == NOW

    store.forget_abandoned(later - ABANDONED_AFTER + timedelta(seconds=1))
    assert store.forgotten_at("ann") is None
