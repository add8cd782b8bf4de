"""`back-routine data`: everything that is kept is shown, and nothing stays after its deletion."""

import json
import re
import sqlite3
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill.cli import main
from skill.content import load
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge
from skill.routine.run import Run
from skill.store.clock_rows import nudge_row
from skill.store.owner import owner
from skill.store.port import Profile
from skill.store.rows import WORD, run_row
from skill.store.url import open_store

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
DOCUMENT = Path(__file__).parents[2] / "docs" / "what-is-kept.md"
RUN = Run(
    "20261116T073000Z#9f2c41",
    NOW,
    shorthand.read("n~l~pt10.1f.1o9s~sq12.1b.1o9s", load().catalog),
    device="5e1f00aa",
    done=frozenset({0}),
    cut_short=frozenset({1}),
)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'store.sqlite3'}"


@pytest.fixture
def store(url):
    store = open_store(url, load().catalog)
    for account in ("ann", "bob"):
        store.change_profile(account, lambda p: replace(p, consent="1", zone="Europe/London"))
        store.merge_run(account, RUN)
    store.merge_run(owner("ann", "5e1f00aa"), RUN)
    store.change_nudge("ann", lambda n: n.wanted(SUNDAY_EVENING, UTC, NOW, allowed=True))
    return store


def call(*words, **about):
    return CliRunner().invoke(main, ["data", *words], catch_exceptions=False, **about)


@pytest.mark.usefixtures("store")
def test_an_export_has_everything_of_one_person_and_nothing_of_others(url):
    result = call("export", "--user", "ann", "--store", url)
    exported = json.loads(result.stdout)
    assert exported["user"] == "ann"
    assert set(exported["rows"]) == {
        "NUDGE",
        "~PROFILE",
        f"RUN#{RUN.id}",
        f"PERSON#5e1f00aa#RUN#{RUN.id}",
    }
    assert exported["rows"][f"RUN#{RUN.id}"]["done"] == [0]
    assert "bob" not in result.stdout


@pytest.mark.usefixtures("store")
def test_it_can_go_to_a_file(url, tmp_path):
    path = tmp_path / "mine.json"
    call("export", "--user", "ann", "--store", url, "--output", str(path))
    assert json.loads(path.read_text())["rows"]["~PROFILE"]["zone"] == "Europe/London"


def test_a_deletion_removes_everything_of_one_person_and_nothing_of_others(url, store):
    result = call("delete", "--user", "ann", "--store", url, "--yes")
    assert result.output == "Deleted 4 rows.\n"
    assert store.kept("ann") == {}
    assert set(store.kept("bob")) == {"~PROFILE", f"RUN#{RUN.id}"}
    assert store.forgotten_at("ann") is not None


def test_it_asks_before_it_deletes(url, store):
    result = call("delete", "--user", "ann", "--store", url, input="n\n")
    assert result.exit_code == 1
    assert "Delete 4 rows, for ever?" in result.output
    assert len(store.kept("ann")) == 4


@pytest.mark.usefixtures("store")
def test_of_a_stranger_nothing_is_kept(url):
    assert "Nothing was kept" in call("delete", "--user", "eve", "--store", url).output
    assert json.loads(call("export", "--user", "eve", "--store", url).stdout)["rows"] == {}


def test_a_store_that_does_not_serve_says_why(tmp_path):
    (tmp_path / "store.sqlite3").mkdir()
    result = call("export", "--user", "ann", "--store", f"sqlite:///{tmp_path / 'store.sqlite3'}")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


# The document --------------------------------------------------------------------------------


def test_every_fact_that_is_kept_is_in_the_document():
    written = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    nudge = Nudge(
        when=SUNDAY_EVENING,
        person="5e1f00aa",
        allowed=True,
        week=NOW.date(),
        claimed_by="somebody",
        claimed_until=NOW,
        sent_at=NOW,
        reminder_text="5e1f00aa",
    ).placed(UTC, NOW)
    kept = {
        *run_row(replace(RUN, utc_offset_min=60, heard=frozenset({1}))),
        *nudge_row(nudge, "ann"),
        *_every_fact_of_a_profile(),
        WORD,
        "expires",
        "version",
    }
    assert kept == written


def _every_fact_of_a_profile():
    """What a row of a profile may hold, by the code that reads it."""
    store = Path(__file__).parents[2] / "skill" / "store"
    files = [store / "rows.py", store / "doses_row.py"]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    bodies = [
        text[text.index("def profile_row") : text.index("def changed_facts")],
        text[text.index("def doses_row") : text.index("def read_doses")],
    ]
    facts = set(re.findall(r'^        "(\w+)":', "".join(bodies), re.MULTILINE))
    assert len(facts) >= len(fields(Profile))
    return facts


def test_of_who_was_forgotten_a_hash_and_a_moment_stay(store, tmp_path):
    store.forget("ann", NOW)
    with sqlite3.connect(tmp_path / "store.sqlite3") as connection:
        rows = connection.execute("SELECT key, row FROM facts WHERE user = ''").fetchall()
    assert [json.loads(row) for _, row in rows] == [{"at": NOW.isoformat()}]
    assert "ann" not in repr(rows)


def test_deleting_the_local_person_takes_the_place_of_the_sound_along(tmp_path):
    last_place = tmp_path / "last-place.json"
    last_place.write_text("{}")
    store = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
    CliRunner().invoke(main, ["data", "delete", "--store", store, "--user", "somebody", "--yes"])
    assert last_place.exists()
    result = CliRunner().invoke(main, ["data", "delete", "--store", store, "--yes"])
    assert result.exit_code == 0
    assert not last_place.exists()
