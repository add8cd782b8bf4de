"""A store that is measured: for whom, how often, how long."""

import inspect
from concurrent.futures import ThreadPoolExecutor

import pytest

from skill.store.memory import MemoryStore
from skill.store.metered import MeteredStore
from skill.store.port import Store, StoreUnavailableError
from skill.telemetry.meter import Meter, note, running
from skill.telemetry.record import Outcome, StoreUse


@pytest.fixture
def behind():
    return MemoryStore()


@pytest.fixture
def store(behind):
    return MeteredStore(behind)


def test_reads_and_writes_are_counted_apart(store):
    with Meter() as meter:
        store.profile("ann")
        store.latest_runs("ann", 5)
        store.change_profile("ann", lambda profile: profile)
    # A change reads what it changes.
    assert (meter.reads, meter.writes, meter.failures) == (3, 1, 0)
    assert meter.store_ns > 0


def test_a_call_that_is_not_answered_is_counted_and_still_fails(store, behind):
    behind.down = True
    with Meter() as meter, pytest.raises(StoreUnavailableError):
        store.profile("ann")
    assert (meter.reads, meter.failures) == (1, 1)


def test_where_nobody_measures_it_is_the_store_alone(store):
    assert running() is None
    store.profile("ann")
    note(Outcome.APOLOGIZED)


def test_after_a_turn_nothing_is_measured_any_more(store):
    with Meter() as meter:
        pass
    store.profile("ann")
    assert meter.store == StoreUse()


def test_threads_are_measured_apart(store):
    def turn(calls):
        with Meter() as meter:
            for _ in range(calls):
                store.profile("ann")
        return meter.reads

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(turn, range(50))) == list(range(50))


def test_every_call_of_the_port_is_measured():
    port = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if name[0] != "_"}
    assert port <= set(vars(MeteredStore))
