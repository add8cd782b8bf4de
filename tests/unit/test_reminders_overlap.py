"""Reminders for one moment: which of them are one too many."""

from datetime import date, time

import pytest

from skill.alexa.alerts.overlap import overlap
from skill.alexa.alerts.reminder import Reminder
from skill.alexa.alerts.when import EVERY_DAY, WEEKDAYS, WEEKENDS, When

NINE, TEN = time(9), time(10)
MONDAYS = frozenset({1})
MONDAY = date(2026, 11, 16)


def those(*whens):
    return [Reminder(str(number), when) for number, when in enumerate(whens)]


@pytest.mark.parametrize(
    ("wanted", "others"),
    [
        (When(NINE, MONDAYS), [When(NINE, EVERY_DAY)]),
        (When(NINE, EVERY_DAY), [When(NINE, EVERY_DAY)]),
        (When(NINE, on=MONDAY), [When(NINE, WEEKDAYS)]),
        (When(NINE, on=MONDAY), [When(NINE, on=MONDAY)]),
    ],
)
def test_what_comes_at_each_of_its_moments_covers_a_reminder(wanted, others):
    assert overlap(wanted, those(*others)).covering == others[0]


@pytest.mark.parametrize(
    "other", [When(TEN, EVERY_DAY), When(NINE, WEEKENDS), When(NINE, on=date(2026, 11, 17)), None]
)
def test_another_moment_covers_nothing(other):
    found = overlap(When(NINE, MONDAYS), those(other))

    assert (found.covering, found.left, found.replaced) == (None, When(NINE, MONDAYS), ())


def test_what_it_comes_at_each_moment_of_is_replaced():
    found = overlap(When(NINE, WEEKDAYS), those(When(NINE, MONDAYS), When(NINE, WEEKENDS)))

    assert [each.token for each in found.replaced] == ["0"]


def test_only_the_days_that_no_other_has_are_left():
    wanted = When(NINE, frozenset({1, 6}))

    assert overlap(wanted, those(When(NINE, WEEKDAYS))).left == When(NINE, frozenset({6}))


def test_several_together_can_cover_one():
    wanted = When(NINE, frozenset({5, 6}))
    others = those(When(NINE, WEEKDAYS), When(NINE, WEEKENDS))

    assert overlap(wanted, others).left is None
