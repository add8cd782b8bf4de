"""What was answered as kept is there after `kill -9`, of whoever writes and of the server."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from skill.store.dynamodb import DynamoDBStore
from skill.store.sqlite.store import SQLiteStore

WRITER = Path(__file__).with_name("write_until_killed.py")


class Writer:
    """A process that writes to a store, and the answers it got."""

    def __init__(self, url: str, user: str, endpoint: str = "") -> None:
        words = [sys.executable, WRITER, url, user]
        environment = os.environ | {"AWS_ENDPOINT_URL": endpoint}
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment)
        self.answers: list[dict[str, object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._process.stdout.close()

    def go_on_for(self, count: int) -> None:
        self._read(self._process.stdout.readline() for _ in range(count))

    def go_on_to_the_end(self) -> None:
        self._read(self._process.stdout)
        self._process.wait()

    def kill(self) -> None:
        self._process.kill()
        self.go_on_to_the_end()

    def _read(self, lines) -> None:
        # A line that the kill cut off was no answer.
        self.answers += [json.loads(line) for line in lines if line.endswith(b"\n")]


@pytest.mark.parametrize("answers", [1, 7, 50, 200])
def test_sqlite_keeps_all_it_answered_when_its_writers_are_killed(tmp_path, catalog, user, answers):
    path = tmp_path / "store.sqlite3"
    url = f"sqlite:///{path}"
    with Writer(url, user) as one, Writer(url, user) as other:
        one.go_on_for(answers)
        other.go_on_for(answers)
        one.kill()
        other.kill()

    store = SQLiteStore(path, catalog)
    assert len(one.answers) >= answers
    assert missing(store, user, one.answers + other.answers) == []


@pytest.mark.dynalite
def test_dynamodb_keeps_all_it_answered_when_the_server_is_killed(
    start_dynalite, tmp_path, catalog, user
):
    with start_dynalite(tmp_path) as server:
        DynamoDBStore("killed", catalog, server.endpoint).create_table()
        with Writer("dynamodb://killed", user, server.endpoint) as writer:
            writer.go_on_for(200)
            server.kill()
            writer.go_on_to_the_end()

    *answers, last = writer.answers
    assert len(answers) >= 200
    assert "does not answer" in last["unavailable"]
    with start_dynalite(tmp_path, server.port) as again:
        store = DynamoDBStore("killed", catalog, again.endpoint)
        assert missing(store, user, answers) == []
        assert store.merge_run(user, store.latest_runs(user, 1)[0])


@pytest.mark.dynalite
def test_a_store_goes_on_by_itself_when_its_server_is_back(start_dynalite, tmp_path, catalog, user):
    with start_dynalite(tmp_path) as server:
        store = DynamoDBStore("back", catalog, server.endpoint)
        store.create_table()
        store.forget(user)

    with start_dynalite(tmp_path, server.port):
        assert store.latest_runs(user, 1) == ()


def missing(store, user, answers) -> list[object]:
    """The answers that the store does not stand by."""
    runs = {run.id: run for run in store.latest_runs(user, len(answers))}
    return [
        answer
        for answer in answers
        if answer["run"] not in runs or not runs[answer["run"]].done >= set(answer["done"])
    ]
