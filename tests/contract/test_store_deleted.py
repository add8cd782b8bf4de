"""What was deleted stays deleted: whether a row or its tombstone is there is asked in the write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from skill.routine import shorthand
from skill.routine.run import Head, Run
from skill.store.owner import owner
from skill.store.port import Changes, Known, Profile

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
LATER, SOON_AFTER = MONDAY + timedelta(minutes=5), MONDAY + timedelta(minutes=6)
PERSON = "5e1f00aa5e1f00aa"


@pytest.fixture
def run(catalog):
    routine = shorthand.read("n~l~pt10.1f.1o9s.1gc0~ng10.1b.1o9s.1gc0", catalog)
    return Run("20261116T073000Z#9f2c41", MONDAY, routine, head=Head(play=1))


@pytest.fixture
def done(run):
    return replace(run, done=frozenset({0}), head=Head(play=1, step=1))


def consenting(profile):
    return replace(profile, consent="1")


def in_turkey(profile):
    return replace(profile, zone="Europe/Istanbul")


def test_a_run_that_was_kept_and_is_gone_is_not_begun_anew(store, user, done):
    assert store.merge_run(user, done, kept=True) is None
    assert store.kept(user) == {}


def test_a_run_that_is_kept_goes_on_whether_or_not_it_is_known_to_be(store, user, run, done):
    store.merge_run(user, run)
    assert store.merge_run(user, done, kept=True) == done
    assert store.merge_run(user, run, kept=True) == done
    assert store.merge_run(user, run) == done


@pytest.mark.parametrize("kept", [True, False])
def test_a_run_begun_before_its_person_was_forgotten_is_never_kept(store, user, run, done, kept):
    store.merge_run(user, run)
    store.forget(user, LATER)
    assert store.merge_run(user, done, kept=kept) is None
    assert store.kept(user) == {}


def test_a_run_begun_afterwards_is_kept(store, user, run):
    store.forget(user, LATER)
    after = replace(run, id="20261116T073600Z#9f2c41", started_at=SOON_AFTER)
    assert store.merge_run(user, after) == after


def test_whoever_forgets_an_account_forgets_the_runs_of_its_persons(store, user, run):
    store.forget(user, LATER)
    assert store.merge_run(owner(user, PERSON), run) is None
    assert store.kept(user) == {}


def test_a_person_who_is_forgotten_takes_nothing_from_others_of_the_house(store, user, run):
    store.forget(owner(user, PERSON), LATER)
    assert store.merge_run(owner(user, PERSON), run) is None
    assert store.merge_run(user, run) == run


def test_of_several_runs_the_deleted_one_is_named_and_the_others_are_kept(store, user, run):
    new = replace(run, id="20261116T073600Z#9f2c41", started_at=SOON_AFTER)
    store.forget(user, LATER)
    kept = store.keep(Changes(((user, run), (user, new)), kept=frozenset({run.id})))
    assert kept == Known(Profile(), (run, new), frozenset({run.id}))
    assert store.latest_runs(user, 9) == (new,)


def test_a_profile_that_was_deleted_during_a_turn_is_not_begun_anew(store, user):
    store.change_profile(user, consenting)
    seen = store.known(user, 1).profile
    store.forget(user, LATER)
    kept = store.keep(Changes((), user, in_turkey, seen, at=SOON_AFTER))
    assert (kept.profile, store.kept(user)) == (Profile(), {})


@pytest.mark.parametrize("is_seen", [True, False])
def test_nor_is_a_new_one_by_a_turn_that_began_before(store, user, is_seen):
    seen = store.known(user, 1).profile if is_seen else None
    store.forget(user, LATER)
    store.keep(Changes((), user, consenting, seen, at=MONDAY))
    assert store.kept(user) == {}


@pytest.mark.parametrize("is_seen", [True, False])
def test_what_is_wished_afterwards_is_kept(store, user, is_seen):
    store.forget(user, LATER)
    seen = store.known(user, 1).profile if is_seen else None
    store.keep(Changes((), user, consenting, seen, at=SOON_AFTER))
    assert store.profile(user) == Profile(consent="1")
