"""What one turn asks of a store: one look at a person, and all its changes in one write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from skill.routine import shorthand
from skill.routine.run import Head, Phase, Run
from skill.store.owner import owner
from skill.store.port import Changes, Known, Profile

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
ROUTINE = "n~l~pt10.1f.1o9s~ng10.1b.1o9s~ff30.2b.1o9s"


def on_day(day, catalog):
    at = MONDAY + timedelta(days=day)
    run_id = f"{at:%Y%m%dT%H%M%SZ}#{day:06}"
    return Run(run_id, at, shorthand.read(ROUTINE, catalog), head=Head(play=1))


@pytest.fixture
def runs(catalog):
    return [on_day(day, catalog) for day in range(6)]


def welcomed(profile):
    return replace(profile, consent="1")


def test_nothing_is_known_of_somebody_new(store, user):
    assert store.known(user, 5) == Known(Profile())


def test_one_look_finds_the_profile_and_the_newest_runs(store, user, runs):
    store.change_profile(user, welcomed)
    for run in runs:
        store.merge_run(user, run)
    known = store.known(user, 4)
    assert known == Known(Profile(consent="1"), tuple(runs[:1:-1]))


def test_runs_are_found_where_there_is_no_profile(store, user, runs):
    for run in runs:
        store.merge_run(user, run)
    assert store.known(user, 2) == Known(Profile(), (runs[5], runs[4]))


def test_a_person_of_a_house_is_known_apart_from_it(store, user, runs):
    person = owner(user, "5e1f00aa5e1f00aa")
    store.change_profile(user, welcomed)
    store.merge_run(user, runs[0])
    store.merge_run(person, runs[1])
    assert store.known(person, 5) == Known(Profile(), (runs[1],))
    assert store.known(user, 5) == Known(Profile(consent="1"), (runs[0],))


def test_a_turn_without_a_change_keeps_nothing(store, user):
    assert store.keep(Changes()) == Known(Profile())
    assert store.kept(user) == {}


def test_all_that_a_turn_changed_is_kept(store, user, runs):
    seen = store.known(user, 5).profile
    changed = ((user, runs[0]), (user, runs[1]))
    kept = store.keep(Changes(changed, user, welcomed, seen))
    assert kept == Known(Profile(consent="1"), (runs[0], runs[1]))
    assert store.known(user, 5) == Known(Profile(consent="1"), (runs[1], runs[0]))


def test_a_change_of_what_was_seen_undoes_nobody_elses(store, user, runs):
    seen = store.known(user, 5).profile
    store.change_profile(user, lambda profile: replace(profile, zone="Europe/London"))
    kept = store.keep(Changes(((user, runs[0]),), user, welcomed, seen))
    assert kept.profile == Profile(consent="1", zone="Europe/London")
    assert store.known(user, 5).profile == kept.profile


def test_a_run_that_went_further_meanwhile_is_joined(store, user, runs):
    further = replace(runs[0], head=Head(play=2, step=1), done=frozenset({0}))
    store.merge_run(user, further)
    behind = replace(runs[0], cut_short=frozenset({1}))
    seen = store.known(user, 5).profile
    store.keep(Changes(((user, behind),), user, welcomed, seen))
    assert store.known(user, 5).runs == (further.merged(behind),)


def test_runs_of_several_owners_are_kept_together(store, user, runs):
    person = owner(user, "5e1f00aa5e1f00aa")
    ended = replace(runs[0], head=Head(play=1, phase=Phase.STOPPED))
    store.merge_run(user, runs[0])
    store.keep(Changes(((user, ended), (person, runs[1]))))
    assert store.known(user, 5).runs == (ended,)
    assert store.known(person, 5).runs == (runs[1],)


def test_a_change_of_a_profile_that_was_not_seen_is_kept_beside_a_run(store, user, runs):
    store.change_profile(user, lambda profile: replace(profile, zone="Europe/London"))
    store.keep(Changes(((user, runs[0]),), user, welcomed))
    assert store.known(user, 1) == Known(Profile(consent="1", zone="Europe/London"), (runs[0],))


def test_which_request_was_kept_last_with_a_run_is_known(store, user, runs):
    store.keep(Changes(((user, runs[0]), (user, runs[1])), word="5e1f00aa"))
    assert store.known(user, 5).words == {run.id: "5e1f00aa" for run in runs[:2]}
    further = replace(runs[0], head=Head(play=2))
    store.keep(Changes(((user, further),), kept=frozenset({further.id}), word="77fcbd9a"))
    reported = replace(further, done=frozenset({0}))
    store.merge_run(user, reported, kept=True)
    assert store.known(user, 5).words == {runs[0].id: "77fcbd9a", runs[1].id: "5e1f00aa"}
