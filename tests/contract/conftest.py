"""The stores that the contract is held against, each with a way to open it anew."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from uuid import uuid4

import pytest
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from skill.content import load
from skill.routine.exercise import Catalog
from skill.store.caching import CachingStore
from skill.store.dynamodb import DynamoDBStore
from skill.store.dynamodb_wire import Wire
from skill.store.memory import MemoryStore
from skill.store.metered import MeteredStore
from skill.store.port import Store
from skill.store.signature import Keys
from skill.store.sqlite.store import SQLiteStore

Open = Callable[[], Store]
"""Opens the store, as another device or a restarted service would: same data, nothing else."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--endpoint",
        help="hold the contract against this server that speaks DynamoDB's protocol, only",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--endpoint") == "":
        raise pytest.UsageError("which server? make contract ENDPOINT=http://127.0.0.1:8000")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "open_store" not in metafunc.fixturenames:
        return
    stores: list[object] = [
        "memory",
        "sqlite",
        "remembered",
        "dynamodb-on-moto",
        "dynamodb-by-wire",
    ]
    if _dynalite() or _is_strict():
        stores.append(pytest.param("dynamodb-on-dynalite", marks=pytest.mark.dynalite))
    if metafunc.config.getoption("--endpoint"):
        stores = [pytest.param("dynamodb-at-endpoint", marks=pytest.mark.contract)]
    metafunc.parametrize("open_store", stores, indirect=True, scope="session")


@pytest.fixture(scope="session")
def open_store(request: pytest.FixtureRequest) -> Open:
    return request.getfixturevalue("on_" + request.param.rpartition("-")[2])


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store()


@pytest.fixture
def user() -> str:
    """Somebody new, with an id as long as Amazon's."""
    return f"amzn1.ask.account.{uuid4().hex * 6}"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load().catalog


# Stores --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def on_memory() -> Open:
    store = MemoryStore()
    return lambda: store


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Open:
    path = tmp_path_factory.mktemp("sqlite") / "data" / "store.sqlite3"
    return lambda: SQLiteStore(path, catalog)


@pytest.fixture(scope="session")
def on_remembered(on_sqlite: Open) -> Open:
    return lambda: CachingStore(MeteredStore(on_sqlite()))


@pytest.fixture(scope="session")
def on_moto(catalog: Catalog) -> Iterator[Open]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.delenv("AWS_ENDPOINT_URL", raising=False)
        patch.delenv("AWS_ENDPOINT_URL_DYNAMODB", raising=False)
        _one_call_at_a_time(patch)
        yield from _in_a_table_of_its_own(None, catalog)


@pytest.fixture(scope="session")
def on_wire(catalog: Catalog) -> Iterator[Open]:
    """The way that Lambda takes, without botocore, to a server in this process."""
    lock = threading.Lock()
    backend = DomainDispatcherApplication(create_backend_app)

    def in_turn(*args: object) -> object:
        with lock:
            return backend(*args)

    server = make_server("127.0.0.1", 0, in_turn, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield from _in_a_table_of_its_own(f"http://127.0.0.1:{server.port}", catalog, wired=True)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _one_call_at_a_time(patch: pytest.MonkeyPatch) -> None:
    """DynamoDB changes an item in one step. moto takes several, and loses what comes between."""
    lock = threading.Lock()
    answer = BotocoreStubber.__call__

    def in_turn(*args: object, **kwargs: object) -> object:
        with lock:
            return answer(*args, **kwargs)

    patch.setattr(BotocoreStubber, "__call__", in_turn)


@pytest.fixture(scope="session")
def on_dynalite(start_dynalite: "StartDynalite", catalog: Catalog) -> Iterator[Open]:
    with start_dynalite(None) as server:
        yield from _in_a_table_of_its_own(server.endpoint, catalog, wired=True)


@pytest.fixture(scope="session")
def on_endpoint(pytestconfig: pytest.Config, catalog: Catalog) -> Iterator[Open]:
    yield from _in_a_table_of_its_own(pytestconfig.getoption("--endpoint"), catalog, wired=True)


def _in_a_table_of_its_own(
    endpoint: str | None, catalog: Catalog, *, wired: bool = False
) -> Iterator[Open]:
    name = f"contract-{uuid4().hex}"
    wire = Wire(endpoint, "us-east-1", Keys("local", "local")) if endpoint and wired else None
    first = DynamoDBStore(name, catalog, endpoint, wire)
    first.create_table()
    try:
        # A client takes a while to make and can be shared; the store itself keeps nothing.
        yield lambda: first
    finally:
        first.table.delete()
        if wire:
            wire.close()


# dynalite ------------------------------------------------------------------------------------


class Dynalite:
    """A DynamoDB of independent make, run as a process that can be killed."""

    def __init__(self, script: Path, path: Path | None, port: int) -> None:
        self.port = port
        self.endpoint = f"http://127.0.0.1:{port}"
        words = ["node", script, "--host", "127.0.0.1", "--port", str(port)]
        times = ["--createTableMs", "0", "--deleteTableMs", "0"]
        self._process = subprocess.Popen([*words, *times, *(["--path", path] if path else [])])

    def __enter__(self) -> Self:
        for _ in range(200):
            with socket.socket() as connection:
                if connection.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            assert self._process.poll() is None, "dynalite ended by itself"
            time.sleep(0.05)
        raise TimeoutError("dynalite does not listen after 10 s")

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End it as `kill -9` does: it gets no word in."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


StartDynalite = Callable[..., Dynalite]


@pytest.fixture(scope="session")
def start_dynalite() -> StartDynalite:
    """Starts dynalite: in memory, or on a folder; on a free port, or on a given one."""
    script = _dynalite()
    if not script:
        missing = (
            "needs node, and dynalite in node_modules (or $NODE_MODULES): npm install dynalite"
        )
        (pytest.fail if _is_strict() else pytest.skip)(missing)
    return lambda path, port=None: Dynalite(script, path, port or _free_port())


def _dynalite() -> Path | None:
    """Where dynalite is, if it and node are there."""
    folder = Path(os.environ.get("NODE_MODULES", "node_modules")).resolve()
    script = folder / "dynalite" / "cli.js"
    return script if script.exists() and shutil.which("node") else None


def _is_strict() -> bool:
    """Whether what is missing is a failure, as in CI, and no reason to skip."""
    return os.environ.get("CI_STRICT") == "1"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
