"""Chains are fetched once, kept while they are valid, and cost little when they are not there."""

import time
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from skill.doors.verify.chain import ChainError, Signer
from skill.doors.verify.fakes import rsa_key
from skill.doors.verify.host import FetchError
from skill.doors.verify.refusal import Reason, RefusedError
from skill.doors.verify.signers import FAILED_FOR, KEPT_FAILURES, KEPT_SIGNERS, Signers

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON_S = 1.0
LATER_S = 60
PLACES = 3


class LooseClock:
    """A clock that may be put back."""

    def __init__(self):
        self._now = NOW

    def now(self):
        return self._now

    def advance(self, by):
        self._now += by


class Host:
    """A certificate host that does as it is told, and knows what it was asked for."""

    def __init__(self):
        self.asked = []
        self.answers = True
        self.may_answer = Event()
        self.may_answer.set()

    def fetch(self, path):
        self.asked.append(path)
        assert self.may_answer.wait(LATER_S)
        if not self.answers:
            raise FetchError("not found")
        return path.encode()


@pytest.fixture
def host():
    host = Host()
    yield host
    host.may_answer.set()


@pytest.fixture
def clock():
    return LooseClock()


def prove(pem, now):
    if b"bad" in pem:
        raise ChainError("not Alexa's")
    return Signer(rsa_key("alexa").public_key(), now, now + timedelta(days=1))


@pytest.fixture
def signers(host, clock):
    """Requests that wait as long as this machine may take, however busy it is."""
    return Signers(host.fetch, prove, clock, places=PLACES, seconds=LATER_S)


@pytest.fixture
def hasty(host, clock):
    """Requests that wait a second."""
    return Signers(host.fetch, prove, clock, places=PLACES, seconds=SOON_S)


def refusal(signers, path):
    with pytest.raises(RefusedError) as refused:
        signers.at(path)
    return refused.value.reason


def at_once(count, call):
    """Calls from as many threads; what each gave or raised."""
    given = []

    def one():
        try:
            given.append(call())
        except RefusedError as refused:
            given.append(refused.reason)

    threads = [Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, given


def wait_until(is_so):
    deadline = time.monotonic() + LATER_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_chain_is_fetched_once(signers, host):
    assert signers.at("/a") is signers.at("/a")
    assert host.asked == ["/a"]


def test_a_chain_is_fetched_again_when_it_is_out_of_date(signers, host, clock):
    signers.at("/a")
    clock.advance(timedelta(days=1, seconds=1))
    signers.at("/a")
    assert host.asked == ["/a", "/a"]


def test_a_chain_is_not_used_before_it_is_valid(signers, host, clock):
    signers.at("/a")
    clock.advance(timedelta(days=-1))
    signers.at("/a")
    assert host.asked == ["/a", "/a"]


def test_a_file_that_is_not_there_is_asked_for_again_only_after_a_while(signers, host, clock):
    host.answers = False
    assert [refusal(signers, "/a") for _ in range(5)] == [Reason.UNREACHABLE] * 5
    assert host.asked == ["/a"]
    host.answers = True
    clock.advance(FAILED_FOR)
    assert signers.at("/a")


def test_a_clock_put_back_does_not_prolong_a_failure(signers, host, clock):
    host.answers = False
    refusal(signers, "/a")
    host.answers = True
    clock.advance(timedelta(hours=-1))
    assert signers.at("/a")


def test_a_bad_chain_is_told_from_none(signers, host):
    assert [refusal(signers, "/bad") for _ in range(2)] == [Reason.CHAIN] * 2
    assert host.asked == ["/bad"]


def test_all_who_ask_for_a_chain_at_once_share_one_fetch(signers, host):
    host.may_answer.clear()
    threads, given = at_once(PLACES, lambda: signers.at("/a"))
    wait_until(lambda: host.asked)
    host.may_answer.set()
    for thread in threads:
        thread.join()
    assert len(given) == PLACES
    assert all(isinstance(each, Signer) for each in given)
    assert host.asked == ["/a"]


def test_a_fetch_that_hangs_holds_few_requests_and_not_for_long(hasty, host):
    host.may_answer.clear()
    began = time.monotonic()
    threads, given = at_once(20, lambda: hasty.at("/a"))
    wait_until(lambda: len(given) == 20 - PLACES)
    assert set(given) == {Reason.BUSY}
    for thread in threads:
        thread.join()
    assert given.count(Reason.UNREACHABLE) == PLACES
    assert time.monotonic() - began < SOON_S * 20
    assert host.asked == ["/a"]


def test_after_a_fetch_that_hangs_nobody_waits_for_it_again(hasty, host, clock):
    host.may_answer.clear()
    refusal(hasty, "/a")
    clock.advance(FAILED_FOR)
    began = time.monotonic()
    assert refusal(hasty, "/a") is Reason.UNREACHABLE
    assert time.monotonic() - began < SOON_S / 2
    assert host.asked == ["/a"]


def test_fetches_that_nobody_waits_for_any_more_still_count(hasty, host):
    host.may_answer.clear()
    for number in range(PLACES):
        assert refusal(hasty, f"/{number}") is Reason.UNREACHABLE
    assert refusal(hasty, "/one-more") is Reason.BUSY
    assert len(host.asked) == PLACES


def test_a_fetch_that_comes_late_is_not_lost(hasty, host):
    host.may_answer.clear()
    refusal(hasty, "/a")
    host.may_answer.set()
    wait_until(lambda: not hasty._pending)  # the only trace of a fetch that nobody waits for
    assert hasty.at("/a")
    assert host.asked == ["/a"]


def test_known_keys_are_found_while_strangers_make_fetches_hang(signers, host):
    signers.at("/good")
    host.may_answer.clear()
    threads, told = [], []
    for number in range(20):
        begun, given = at_once(1, lambda path=f"/{number}": signers.at(path))
        threads += begun
        told.append(given)
    wait_until(lambda: sum(map(len, told)) == 20 - PLACES)  # the others have all had their no
    wait_until(lambda: len(host.asked) == 1 + PLACES)
    assert signers.at("/good")
    assert len(threads) == 20
    host.may_answer.set()
    for thread in threads:
        thread.join()
    assert len(host.asked) == 1 + PLACES


def test_thousands_of_addresses_take_no_more_room_than_dozens(signers, host):
    host.answers = False
    for number in range(1_000):
        refusal(signers, f"/{number}")
    assert len(signers._failed) == KEPT_FAILURES  # memory is what this is about
    assert not signers._pending
    assert not signers._kept


def test_failures_push_out_no_key(signers, host):
    signers.at("/good")
    host.answers = False
    for number in range(KEPT_FAILURES + 10):
        refusal(signers, f"/{number}")
    assert signers.at("/good")
    assert host.asked.count("/good") == 1


def test_only_so_many_keys_are_kept(signers, host):
    for number in range(KEPT_SIGNERS + 1):
        signers.at(f"/{number}")
    assert len(signers._kept) == KEPT_SIGNERS
    signers.at(f"/{KEPT_SIGNERS}")
    assert len(host.asked) == KEPT_SIGNERS + 1
    signers.at("/0")
    assert len(host.asked) == KEPT_SIGNERS + 2


def faulty(_pem, _now):
    raise ZeroDivisionError


def test_a_fault_of_our_own_frees_its_place(host, clock):
    signers = Signers(host.fetch, faulty, clock, places=1, seconds=LATER_S)
    assert refusal(signers, "/a") is Reason.UNREACHABLE
    assert refusal(signers, "/b") is Reason.UNREACHABLE
