"""Whose reminders are refreshed, where they are found, and what that never holds up."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.jobs.jobs import lapsed_for_days, weekly_summary_due
from skill.jobs.notifier import FakeMessenger, FakeNotifier, HeldUpError, NotSentError, RefusedError
from skill.jobs.parts import Parts
from skill.jobs.tally import Tally
from skill.routine.nudge import SUNDAY_EVENING, Nudge, Slot
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore

MONDAY = datetime(2026, 11, 16, 7, 20, tzinfo=UTC)
HOUR = MONDAY.replace(minute=0)
SHARD = shard_of("ann")
SAME_SHARD = next(f"bob{n}" for n in count() if shard_of(f"bob{n}") == SHARD)


class Home:
    """A store, and one who takes messages."""

    def __init__(self, *, texts=("new",)):
        self.store, self.messenger = MemoryStore(), FakeMessenger()
        clock = type("Told", (), {"now": lambda _: MONDAY})()
        self.parts = Parts(
            self.store,
            clock,
            partial(next, map(str, count())),
            FakeNotifier(),
            messages=self.messenger,
            reminder_texts=frozenset(texts),
        )

    def reminds(self, *accounts, text="old"):
        for account in accounts:
            self.store.change_nudge(account, lambda n: n.reminded(text, MONDAY))

    def hour_comes(self):
        return weekly_summary_due(self.parts, HOUR + timedelta(days=7), SHARD)


@pytest.fixture
def home():
    return Home()


def test_who_has_old_words_is_sent_one_message_and_it_tells_nothing(home):
    home.reminds("ann")
    assert home.hour_comes() == Tally(silent=1, refreshed=1)
    assert home.messenger.sent == [("ann", {"do": "refresh_reminder"})]


@pytest.mark.parametrize("text", ["new", ""])
def test_nobody_else_is(home, text):
    home.reminds("ann", text=text)
    home.hour_comes()
    assert home.messenger.attempts == 0


def test_words_of_any_language_are_todays():
    home = Home(texts=("english", "french"))
    home.reminds("ann", text="french")
    assert home.hour_comes().refreshed == 0


def test_asking_people_back_refreshes_nothing(home):
    home.reminds("ann")
    for hours in range(7 * 24):
        lapsed_for_days(home.parts, HOUR + timedelta(hours=hours), SHARD)
    assert home.messenger.attempts == 0


def test_without_an_account_with_alexa_nothing_is_sent(home):
    home.reminds("ann")
    home.parts = Parts(home.store, home.parts.clock, home.parts.new_name)
    assert home.hour_comes() == Tally()


@pytest.mark.parametrize(
    ("error", "attempts"), [(HeldUpError(), 1), (NotSentError(), 2), (RefusedError(), 2)]
)
def test_what_cannot_be_sent_holds_nothing_up(home, error, attempts):
    home.reminds("ann", SAME_SHARD)
    home.messenger.error = error
    assert home.hour_comes() == Tally(silent=2)
    assert home.messenger.attempts == attempts


# Where they are found ------------------------------------------------------------------------


def test_who_wants_nudges_too_is_found_when_those_are_due():
    nudge = Nudge().reminded("old", MONDAY)
    assert nudge.slot == Slot(1, 7)
    wanting = nudge.wanted(SUNDAY_EVENING, UTC, MONDAY, allowed=True)
    assert wanting.slot == Slot(7, 18)
    assert wanting.unreminded().slot == Slot(7, 18)


CHANGES = st.lists(
    st.sampled_from(
        [
            lambda n: n.wanted(SUNDAY_EVENING, UTC, MONDAY, allowed=True),
            lambda n: n.wanted(SUNDAY_EVENING, UTC, MONDAY, allowed=False),
            lambda n: n.permitted(UTC, MONDAY, allowed=True),
            lambda n: n.permitted(UTC, MONDAY, allowed=False),
            lambda n: n.reminded("old", MONDAY),
            Nudge.unreminded,
            Nudge.unwanted,
            Nudge.forgotten,
        ]
    )
)


@given(CHANGES)
def test_exactly_those_are_found_for_whom_something_may_come(changes):
    nudge = Nudge()
    for change in changes:
        nudge = change(nudge)
    may_come = bool(nudge.reminder_text) or (nudge.when is not None and nudge.allowed)
    assert (nudge.slot is not None) == may_come
