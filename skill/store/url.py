"""Which store: named by a URL."""

import os
import re
from importlib.util import find_spec
from pathlib import Path

from skill.routine.exercise import Catalog
from skill.store.port import Store

_FORMS = "sqlite:///PATH for a file on this machine, or dynamodb://TABLE for a table in DynamoDB"
_URL = re.compile(
    r"memory:|sqlite:///(?P<path>/*[^/].*)|dynamodb://(?P<table>[A-Za-z0-9_.-]{3,255})/?"
)
"""The names of tables are what DynamoDB takes (API reference, CreateTable)."""


class StoreUrlError(ValueError):
    """The text names no store that there is."""


def sqlite_path(url: str) -> Path | None:
    """The file that a URL names; None where it names no file."""
    found = _URL.fullmatch(url)
    return Path(found["path"]).expanduser() if found and found["path"] else None


def check(url: str) -> None:
    """See that a URL names a store, without opening it.

    Raises:
        StoreUrlError: it names none.
    """
    if not _URL.fullmatch(url):
        raise StoreUrlError(f"{url!r} names no store: write {_FORMS}")


def make_writable(url: str) -> None:
    """See that the file of a store can be written, and make it and its folder; for its owner only.

    Raises:
        StoreUrlError: it cannot be written.
    """
    path = sqlite_path(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUrlError(f"{path} cannot be written: {error.strerror}; name another") from error


def open_store(url: str, catalog: Catalog) -> Store:
    """The store that a URL names. Nothing is opened or connected before its first call.

    Args:
        url: `sqlite:///PATH` (everything after the third slash is the path, so an absolute one
            makes four), `dynamodb://TABLE`, or `memory:` for one that ends with the process.
        catalog: the exercises that runs are made of.

    Raises:
        StoreUrlError: it names none, or what it needs is not installed.
    """
    check(url)
    found = _URL.fullmatch(url)
    assert found  # noqa: S101 - it was checked
    if found["path"]:
        return _sqlite(Path(found["path"]).expanduser(), catalog)
    if found["table"]:
        return _dynamodb(found["table"], catalog)
    return _memory()


# Each store is imported only where it is the one: a cold start pays for no other.


def _memory() -> Store:
    from skill.store.memory import MemoryStore  # noqa: PLC0415

    return MemoryStore()


def _sqlite(path: Path, catalog: Catalog) -> Store:
    from skill.store.sqlite.store import SQLiteStore  # noqa: PLC0415

    return SQLiteStore(path, catalog)


def _dynamodb(table: str, catalog: Catalog) -> Store:
    if not find_spec("botocore"):
        raise StoreUrlError("DynamoDB needs boto3: pip install 'my-back-routine[aws]'")
    from skill.store.dynamodb import DynamoDBStore  # noqa: PLC0415
    from skill.store.dynamodb_wire import wire_of  # noqa: PLC0415

    return DynamoDBStore(table, catalog, wire=wire_of(os.environ))
