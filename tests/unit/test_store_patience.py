"""Nobody waits for a store longer than a turn has time, and after three such waits not at all."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from skill.routine.run import Status
from skill.store.memory import MemoryStore
from skill.store.patience import MOST_THREADS, RESTS_S, SLOW_S, WAITS, Breaker, Patience
from skill.store.patient import PatientStore
from skill.store.port import Profile, StoreUnavailableError
from skill.store.rows import UnreadableRowError
from skill.telemetry.meter import Meter

SHORT_S = 0.05


class Time:
    """Seconds that pass when they are told to."""

    def __init__(self):
        self.s = 100.0

    def __call__(self):
        return self.s


class HangingStore(MemoryStore):
    """Hangs as long as it is told to."""

    def __init__(self):
        super().__init__()
        self.goes_on = Event()
        self.goes_on.set()
        self.calls = 0

    def _answer(self):
        self.calls += 1
        self.goes_on.wait(30)
        super()._answer()


@pytest.fixture
def now():
    return Time()


@pytest.fixture
def behind():
    store = HangingStore()
    yield store
    store.goes_on.set()


@pytest.fixture
def store(behind, now):
    return PatientStore(behind, Patience(SHORT_S, Breaker(now)))


def hang(behind, store, times):
    behind.goes_on.clear()
    for _ in range(times):
        with pytest.raises(StoreUnavailableError):
            store.profile("me")


def test_what_a_store_answers_and_raises_comes_through(store, behind):
    assert store.profile("me") == Profile()
    with pytest.raises(ZeroDivisionError):
        store.change_profile("me", lambda _: 1 / 0)
    behind.down = True
    with pytest.raises(StoreUnavailableError, match="bring it up"):
        store.profile("me")


def test_a_store_that_hangs_is_given_up(store, behind):
    hang(behind, store, 1)


def test_what_was_given_up_may_still_be_done(store, behind):
    behind.goes_on.clear()
    with pytest.raises(StoreUnavailableError):
        store.change_profile("me", lambda _: Profile(consent="1"))
    behind.goes_on.set()
    assert store.profile("me") is not None


def test_after_three_waits_in_a_row_it_is_not_asked(store, behind):
    hang(behind, store, WAITS)
    asked = behind.calls
    with pytest.raises(StoreUnavailableError, match="for a while"):
        store.profile("me")
    assert behind.calls == asked == WAITS


def test_after_a_rest_one_call_tries_whether_it_is_back(store, behind, now):
    hang(behind, store, WAITS)
    now.s += RESTS_S
    hang(behind, store, 5)
    assert behind.calls == WAITS + 1


def test_once_it_is_back_all_are_answered(store, behind, now):
    hang(behind, store, WAITS)
    behind.goes_on.set()
    now.s += RESTS_S
    assert [store.profile("me") for _ in range(3)] == [Profile()] * 3


def test_waits_that_are_not_in_a_row_are_borne(store, behind):
    for _ in range(WAITS):
        hang(behind, store, WAITS - 1)
        behind.goes_on.set()
        assert store.profile("me") == Profile()


@pytest.mark.parametrize("error", [StoreUnavailableError, UnreadableRowError])
def test_a_store_that_refuses_at_once_keeps_nobody_waiting(now, error):
    patience = Patience(SHORT_S, Breaker(now))

    def refuse():
        raise error("no")

    for _ in range(WAITS + 1):
        with pytest.raises(error, match="no"):
            patience.call(refuse)


def test_a_refusal_that_takes_long_is_a_wait(now):
    patience = Patience(30, Breaker(now))

    def refuse_late():
        now.s += SLOW_S
        raise StoreUnavailableError("late")

    for _ in range(WAITS):
        with pytest.raises(StoreUnavailableError, match="late"):
            patience.call(refuse_late)
    with pytest.raises(StoreUnavailableError, match="for a while"):
        patience.call(refuse_late)


def test_all_calls_of_a_turn_have_its_time_together(now):
    patience = Patience(30, Breaker(now))
    with Meter() as meter:
        meter.store_ns = 30 * 10**9
        with pytest.raises(StoreUnavailableError, match="in time"):
            patience.call(Event().wait, 5)


def test_calls_that_hang_do_not_take_thread_after_thread(now, behind):
    breaker = Breaker(now)
    store = PatientStore(behind, Patience(0, breaker))
    behind.goes_on.clear()
    for _ in range(MOST_THREADS + 5):
        now.s += RESTS_S
        with pytest.raises(StoreUnavailableError):
            store.profile("me")
    assert behind.calls <= MOST_THREADS


def test_many_at_once_are_answered_side_by_side(behind):
    store = PatientStore(behind, Patience(5))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(store.profile, [str(number) for number in range(200)]))
    assert found == [Profile()] * 200


def test_a_store_that_nobody_has_any_more_leaves_no_thread(behind):
    before = set(threading.enumerate())
    store = PatientStore(behind, Patience(5))
    store.profile("me")
    (thread,) = set(threading.enumerate()) - before
    del store
    gc.collect()
    thread.join(5)
    assert not thread.is_alive()


def test_a_routine_goes_on_while_the_store_hangs_and_nothing_is_lost(make_room, behind, now):
    room = make_room(store=behind)
    patient = PatientStore(behind, Patience(SHORT_S, Breaker(now)))
    room.store = patient
    room.switch_on()
    room.say("start my back routine")
    room.wait(40)
    behind.goes_on.clear()
    room.until_idle()
    assert behind.calls < 20
    behind.goes_on.set()
    now.s += RESTS_S
    assert "All eight exercises" in room.say("how did I do this week")
    assert behind.latest_runs(room.setting.user_id, 1)[0].status is Status.FINISHED
