"""A store that hangs keeps nobody waiting but the first, and is asked again soon."""

from threading import Event, Thread

import pytest

from skill.store.dynamodb_wire import ConditionFailedError
from skill.store.port import StoreUnavailableError
from skill.store.resting import REST_SECONDS, SLOW_SECONDS, Resting


class Server:
    """Takes its time for an answer, or for none."""

    def __init__(self):
        self.now, self.takes, self.asked = 100.0, 0.0, 0
        self.fails = None

    def __call__(self, *_):
        self.asked += 1
        self.now += self.takes
        if self.fails:
            raise self.fails
        return {"Item": {}}


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def way(server):
    return Resting(server, lambda: server.now)


def time_out(server, way):
    server.takes, server.fails = 2 * SLOW_SECONDS, StoreUnavailableError("no answer")
    with pytest.raises(StoreUnavailableError):
        way("GetItem", {})
    server.takes, server.fails = 0.0, None


def is_answered(way):
    try:
        way("GetItem", {})
    except StoreUnavailableError:
        return False
    return True


def test_a_store_that_answers_is_always_asked(server, way):
    assert all(is_answered(way) for _ in range(5))
    assert server.asked == 5


def test_after_a_time_out_others_are_told_at_once(server, way):
    time_out(server, way)
    assert not is_answered(way)
    assert server.asked == 1


def test_after_its_rest_it_is_asked_again(server, way):
    time_out(server, way)
    server.now += REST_SECONDS
    assert is_answered(way)
    assert is_answered(way)


def test_it_rests_again_if_it_still_hangs(server, way):
    time_out(server, way)
    server.now += REST_SECONDS
    time_out(server, way)
    assert not is_answered(way)


@pytest.mark.parametrize("takes", [0.0, 2 * SLOW_SECONDS])
def test_a_condition_that_does_not_hold_is_an_answer(server, way, takes):
    server.takes, server.fails = takes, ConditionFailedError()
    with pytest.raises(ConditionFailedError):
        way("UpdateItem", {})
    server.fails = None
    assert is_answered(way)


def test_a_failure_that_comes_at_once_lets_everybody_try(server, way):
    server.fails = StoreUnavailableError("refused")
    assert not is_answered(way)
    server.fails = None
    assert is_answered(way)


def test_only_one_tries_when_the_rest_is_over(server):
    may_answer, is_asked = Event(), Event()

    def slow(*_):
        is_asked.set()
        assert may_answer.wait(60)
        return {}

    way = Resting(lambda *_: current(), lambda: server.now)
    current = server
    time_out(server, way)
    server.now += REST_SECONDS
    current = slow
    first = Thread(target=is_answered, args=(way,))
    first.start()
    assert is_asked.wait(60)
    assert not is_answered(way)
    may_answer.set()
    first.join()
    assert is_answered(way)
