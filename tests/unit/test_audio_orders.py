"""Orders are taken in turn; what somebody waits for comes first."""

from threading import Thread

import pytest

from audio.orders import Orders


@pytest.fixture
def orders():
    orders = Orders()
    for key in ("one", "two", "three"):
        orders.add(key)
    return orders


def test_orders_are_taken_in_the_order_they_came(orders):
    assert [orders.take(), orders.take(), orders.take()] == ["one", "two", "three"]


def test_what_is_in_a_hurry_is_taken_first(orders):
    orders.hurry("three")
    assert [orders.take(), orders.take()] == ["three", "one"]


def test_a_hurry_may_be_the_first_to_ask(orders):
    orders.hurry("new")
    assert orders.take() == "new"


def test_the_same_order_twice_is_one_order(orders):
    orders.add("one")
    for _ in range(3):
        orders.finish(orders.take())
    orders.close()
    assert orders.take() is None


def test_what_is_in_work_is_not_begun_again(orders):
    assert orders.take() == "one"
    orders.hurry("one")
    orders.add("one")
    assert orders.take() == "two"


def test_who_waits_is_told_when_the_work_is_over(orders):
    orders.take()
    worker = Thread(target=orders.finish, args=("one",))
    worker.start()
    assert orders.wait("one", timeout_s=5)
    worker.join()


def test_who_waits_in_vain_waits_no_longer_than_said(orders):
    assert not orders.wait("one", timeout_s=0.01)


def test_closing_lets_everybody_go(orders):
    taken = []
    orders.close()
    worker = Thread(target=lambda: taken.append(orders.take()))
    worker.start()
    worker.join(timeout=5)
    assert taken == [None]
    assert orders.wait("one", timeout_s=5)
