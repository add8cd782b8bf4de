"""Threads that a speaker lives by."""

import pytest

from skill.routine.preferences import Preferences
from skill.speaker.page.seen import ASKED_AGAIN_AFTER_S, SeenStore
from skill.speaker.supervision import SETTLED_S, TRIES, supervise
from skill.store.memory import MemoryStore
from skill.store.port import StoreUnavailableError


class Work:
    """Fails as often as it is told to, each time after some seconds."""

    def __init__(self, failures, lasting_s=0.0):
        self.now, self.begun, self.told, self.ended = 0.0, 0, 0, []
        self._failures, self._lasting_s = failures, lasting_s

    def __call__(self):
        self.begun += 1
        self.now += self._lasting_s
        if self.begun <= self._failures:
            raise ValueError("no such thing")

    def confess(self):
        self.told += 1

    def supervised(self):
        about = {"sleep": lambda _: None, "clock": lambda: self.now}
        supervise(self, self.confess, self.ended.append, **about)
        return self


def test_what_ends_by_itself_is_over():
    work = Work(0).supervised()
    assert (work.begun, work.told, work.ended) == (1, 0, [])


def test_what_fails_is_told_and_goes_on():
    work = Work(TRIES - 1).supervised()
    assert (work.begun, work.told, work.ended) == (TRIES, TRIES - 1, [])


def test_what_fails_again_and_again_ends_with_what_to_do():
    (error,) = Work(99).supervised().ended
    assert str(error).startswith("the speaker broke (ValueError: no such thing). What was done is")


def test_a_failure_now_and_then_ends_nothing():
    assert Work(20, lasting_s=SETTLED_S).supervised().ended == []


class Failing(MemoryStore):
    down = False
    asked = 0

    def profile(self, user):
        self.asked += 1
        if self.down:
            raise StoreUnavailableError("it is down")
        return super().profile(user)


@pytest.fixture
def store():
    return Failing()


def test_what_a_store_does_not_answer_is_as_it_was(store):
    seen = SeenStore(store, lambda: 0.0)
    known = seen.profile("anna")
    store.down = True
    assert (seen.profile("anna"), seen.is_down) == (known, True)
    assert seen.profile("nobody").preferences == Preferences()


def test_a_store_that_is_down_is_asked_rarely_until_it_answers(store):
    now = [0.0]
    seen = SeenStore(store, lambda: now[0])
    store.down = True
    for _ in range(50):
        seen.profile("anna")
    assert store.asked == 1
    store.down, now[0] = False, ASKED_AGAIN_AFTER_S
    seen.profile("anna")
    assert (store.asked, seen.is_down) == (2, False)
