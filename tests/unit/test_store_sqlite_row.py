"""A single row of SQLite's: one statement writes it, and never over what somebody else wrote."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Head, Phase, Run
from skill.store.port import Profile
from skill.store.sqlite.file import File
from skill.store.sqlite.store import SQLiteStore

USER = "amzn1.ask.account.ONE"
ROUTINE = "n~l~pt10.1f.1o9s~ng10.1b.1o9s~ff30.2b.1o9s"


@pytest.fixture
def catalog():
    return load().catalog


@pytest.fixture
def run(catalog):
    return Run(
        id="20261116T073000Z#9f2c41",
        started_at=datetime(2026, 11, 16, 7, 30, tzinfo=UTC),
        routine=shorthand.read(ROUTINE, catalog),
        device="5e1f00aa",
        head=Head(play=2, step=1, offset_ms=31_250, phase=Phase.PAUSED, first=1),
    )


@pytest.fixture
def store(tmp_path, catalog, run):
    """A store that has the run, and a profile."""
    store = SQLiteStore(tmp_path / "runs.sqlite3", catalog)
    store.merge_run(USER, run)
    store.change_profile(USER, lambda _: Profile(zone="Asia/Tokyo"))
    return store


@pytest.fixture
def interrupted(monkeypatch):
    """Lets something happen between what a change reads and what it writes."""

    def by(happens):
        write, left = File.write, [happens]

        def late(self, *about):
            while left:
                left.pop()()
            return write(self, *about)

        monkeypatch.setattr(File, "write", late)

    return by


def test_it_takes_no_transaction_of_several_statements(store, run, monkeypatch):
    def begun(_):
        raise AssertionError("the write lock is held for more than one statement")

    monkeypatch.setattr(File, "writing", begun)
    assert store.merge_run(USER, replace(run, done=frozenset({0}))).done == {0}
    assert store.change_profile(USER, lambda kept: replace(kept, consent="1")).consent
    assert store.run(USER, run.id).done == {0}
    assert store.profile(USER) == Profile(zone="Asia/Tokyo", consent="1")


def test_what_changed_in_between_of_a_run_is_kept_too(store, run, interrupted, tmp_path, catalog):
    other = SQLiteStore(tmp_path / "runs.sqlite3", catalog)
    interrupted(lambda: other.merge_run(USER, replace(run, done=frozenset({1}))))
    assert store.merge_run(USER, replace(run, done=frozenset({0}))).done == {0, 1}
    assert other.run(USER, run.id).done == {0, 1}


def test_what_changed_in_between_of_a_profile_is_kept_too(store, interrupted, tmp_path, catalog):
    other = SQLiteStore(tmp_path / "runs.sqlite3", catalog)
    interrupted(
        lambda: other.change_profile(USER, lambda kept: replace(kept, zone="Europe/London"))
    )
    after = store.change_profile(USER, lambda kept: replace(kept, consent="1"))
    assert after == other.profile(USER) == Profile(zone="Europe/London", consent="1")


def test_what_was_forgotten_in_between_is_as_after_forgetting(store, run, interrupted):
    interrupted(lambda: store.forget(USER))
    store.change_profile(USER, lambda kept: replace(kept, consent="1"))
    assert store.profile(USER) == Profile(consent="1")
    assert store.run(USER, run.id) is None
