"""What every store promises of the persons of an account: apart from each other, gone with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from skill.routine import shorthand
from skill.routine.run import Run
from skill.routine.streaks import Tally
from skill.store.owner import account_of, owner, person_of
from skill.store.port import Profile

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
WEEK = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


@pytest.fixture
def run(catalog):
    """A run begun on Monday in New York."""
    routine = shorthand.read("n~l~pt10.1b.1exc", catalog)
    return Run("20261116T073000Z#9f2c41", MONDAY, routine, utc_offset_min=-300)


@pytest.fixture
def house(store, user, run):
    """An account and two of its persons, with a run each."""
    owners = user, owner(user, "a" * 16), owner(user, "b" * 16)
    for number, one in enumerate(owners):
        store.change_profile(one, lambda p, n=number: replace(p, consent="1", week_starts=n))
        store.merge_run(one, replace(run, id=f"{run.id[:-1]}{number}"))
    return owners


def ids(runs):
    return [run.id[-1] for run in runs]


def test_each_has_their_own_runs_and_wishes(store, house):
    for number, one in enumerate(house):
        assert store.profile(one).week_starts == number
        assert ids(store.latest_runs(one, 10)) == [str(number)]
        assert ids(store.runs_between(one, *WEEK)) == [str(number)]
        assert store.run(one, f"20261116T073000Z#9f2c4{(number + 1) % 3}") is None


def test_who_is_forgotten_takes_nobody_along(store, house):
    account, one, other = house
    store.forget(one)
    assert store.profile(one) == Profile()
    assert list(store.latest_runs(one, 10)) == []
    assert ids(store.latest_runs(account, 10)) == ["0"]
    assert ids(store.latest_runs(other, 10)) == ["2"]


def test_with_the_account_all_its_persons_are_forgotten(store, house):
    store.forget(house[0])
    assert [store.profile(one) for one in house] == [Profile()] * 3
    assert [list(store.latest_runs(one, 10)) for one in house] == [[]] * 3


def test_the_newest_before_a_moment_are_older_than_it(store, user, run):
    for day in range(5):
        at = MONDAY + timedelta(days=day)
        store.merge_run(user, replace(run, id=f"{at:%Y%m%dT%H%M%SZ}#00000{day}", started_at=at))
    assert ids(store.latest_runs(user, 2, before=MONDAY + timedelta(days=3))) == ["2", "1"]
    assert ids(store.latest_runs(user, 10, before=MONDAY)) == []


@pytest.mark.parametrize("offset_min", [None, 0, -300, 14 * 60])
def test_where_the_clocks_stood_as_a_run_began_stays_known(
    store, open_store, user, run, offset_min
):
    store.merge_run(user, replace(run, utc_offset_min=offset_min))
    store.merge_run(user, replace(run, utc_offset_min=None))
    (kept,) = open_store().latest_runs(user, 1)
    assert kept.utc_offset_min == offset_min


def test_all_about_weeks_in_a_profile_comes_back_as_it_was(store, open_store, user):
    profile = Profile(
        zone_device="5e1f00aa",
        week_starts=6,
        told_week=date(2026, 11, 16),
        tally=Tally(date(2026, 8, 17), date(2026, 11, 9), 5, 3),
        shared=True,
    )
    store.change_profile(user, lambda _: profile)
    assert open_store().profile(user) == profile


def test_an_owner_is_an_account_or_a_person_of_it():
    assert owner("amzn1.ask.account.X") == "amzn1.ask.account.X"
    person = owner("amzn1.ask.account.X", "a" * 16)
    assert (account_of(person), person_of(person)) == ("amzn1.ask.account.X", "a" * 16)
