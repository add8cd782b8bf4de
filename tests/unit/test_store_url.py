"""Which store a URL names."""

import subprocess
import sys
from pathlib import Path

import pytest

from skill.routine.exercise import Catalog
from skill.store.dynamodb import DynamoDBStore
from skill.store.memory import MemoryStore
from skill.store.sqlite.store import SQLiteStore
from skill.store.url import StoreUrlError, open_store

NO_EXERCISES = Catalog(())


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////var/lib/runs.sqlite3", Path("/var/lib/runs.sqlite3")),
        ("sqlite:///runs.sqlite3", Path("runs.sqlite3")),
        ("sqlite:///~/runs.sqlite3", Path.home() / "runs.sqlite3"),
    ],
)
def test_all_after_the_third_slash_is_the_path_of_the_file(url, path):
    store = open_store(url, NO_EXERCISES)

    assert isinstance(store, SQLiteStore)
    assert store.path == path


@pytest.mark.parametrize("url", ["dynamodb://Back-Routine_1.x", "dynamodb://Back-Routine_1.x/"])
def test_a_table_is_named_by_its_name(url):
    store = open_store(url, NO_EXERCISES)

    assert isinstance(store, DynamoDBStore)
    assert store.table.name == "Back-Routine_1.x"


def test_memory_needs_no_name():
    assert isinstance(open_store("memory:", NO_EXERCISES), MemoryStore)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "runs.sqlite3",
        "sqlite:runs.sqlite3",
        "sqlite://runs.sqlite3",
        "sqlite:///",
        "dynamodb:table",
        "dynamodb://",
        "dynamodb://a b c",
        "postgres://host/runs",
        "memory:runs",
    ],
)
def test_anything_else_is_refused_with_the_forms_that_work(url):
    with pytest.raises(StoreUrlError, match=r"sqlite:///PATH.*dynamodb://TABLE"):
        open_store(url, NO_EXERCISES)


def test_naming_a_store_imports_no_client_and_no_other_store():
    program = (
        "import sys; from skill.store.url import open_store;"
        "from skill.routine.exercise import Catalog;"
        "open_store('dynamodb://table', Catalog(()));"
        "print({'boto3', 'botocore', 'sqlite3'} & sys.modules.keys())"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.strip() == b"set()"
