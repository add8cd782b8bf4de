"""What every store promises to what happens by the clock, held against each of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

from skill.routine import shorthand
from skill.routine.nudge import Nudge, Slot, When
from skill.routine.run import Head, Run
from skill.store.clock_rows import shard_of
from skill.store.dynamodb import DynamoDBStore
from skill.store.owner import owner
from skill.store.port import ABANDONED_AFTER, SHARDS, JobMark

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
WEEK = date(2026, 11, 16)
UTC_ZONE = ZoneInfo("UTC")
EVENING = When(7, 18)


@pytest.fixture
def run(catalog):
    return Run(
        id="20261116T073000Z#9f2c41",
        started_at=datetime(2026, 11, 16, 7, 30, tzinfo=UTC),
        routine=shorthand.read("n~l~pt10.1f.1o9s~ng10.1b.1o9s", catalog),
        head=Head(play=1),
    )


def wanting(nudge, when=EVENING, zone=UTC_ZONE):
    return nudge.wanted(when, zone, SUNDAY - timedelta(hours=1), allowed=True)


# Nudges --------------------------------------------------------------------------------------


def test_who_never_said_a_word_has_no_nudge(store, user):
    assert store.nudge(user) is None


def test_every_part_of_a_nudge_comes_back_as_it_was(store, open_store, user):
    nudge = Nudge(
        when=When(1, 0),
        person="5e1f00aa",
        allowed=True,
        slot=Slot(7, 23),
        week=WEEK,
        claimed_by="somebody",
        claimed_until=SUNDAY + timedelta(microseconds=1),
        sent_at=SUNDAY,
        reminder_text="5e1f00aa",
    )

    assert store.change_nudge(user, lambda _: nudge) == nudge
    assert open_store().nudge(user) == nudge
    assert store.change_nudge(user, lambda _: Nudge()) == Nudge()
    assert open_store().nudge(user) == Nudge()


def test_who_is_due_is_found_in_their_slot_and_shard(store, user):
    store.change_nudge(user, wanting)

    assert user in store.due(Slot(7, 18), shard_of(user))
    assert user not in store.due(Slot(7, 17), shard_of(user))
    assert user not in store.due(Slot(6, 18), shard_of(user))
    assert user not in store.due(Slot(7, 18), (shard_of(user) + 1) % SHARDS)


def test_who_has_a_reminder_only_is_found_until_it_is_gone(store, user):
    store.change_nudge(user, lambda n: n.reminded("5e1f00aa", SUNDAY))
    assert user in store.due(Slot(7, 18), shard_of(user))
    store.change_nudge(user, Nudge.unreminded)
    assert user not in store.due(Slot(7, 18), shard_of(user))


def test_a_claim_leaves_them_where_they_are_found(store, user):
    store.change_nudge(user, wanting)
    store.change_nudge(
        user, lambda nudge: nudge.claimed(WEEK, "me", SUNDAY, SUNDAY + timedelta(minutes=5))
    )

    assert user in store.due(Slot(7, 18), shard_of(user))


def test_who_moves_is_found_in_their_new_slot_only(store, user):
    store.change_nudge(user, wanting)
    store.change_nudge(user, lambda nudge: wanting(nudge, zone=ZoneInfo("America/New_York")))

    assert user in store.due(Slot(7, 23), shard_of(user))
    assert user not in store.due(Slot(7, 18), shard_of(user))


@pytest.mark.parametrize("end", ["unwanted", "forbidden", "forgotten"])
def test_who_wants_no_more_is_not_found(store, user, end):
    store.change_nudge(user, wanting)

    if end == "forgotten":
        store.forget(user)
    elif end == "unwanted":
        store.change_nudge(user, Nudge.unwanted)
    else:
        store.change_nudge(user, lambda n: n.permitted(UTC_ZONE, SUNDAY, allowed=False))

    assert user not in store.due(Slot(7, 18), shard_of(user))


def test_of_many_who_claim_at_once_one_succeeds(open_store, user):
    open_store().change_nudge(user, wanting)

    def claim(name):
        until = SUNDAY + timedelta(minutes=5)
        after = open_store().change_nudge(
            user, lambda nudge: nudge.claimed(WEEK, name, SUNDAY, until)
        )
        return after.claimed_by == name

    assert sum(at_once(claim, [f"worker {n}" for n in range(6)])) == 1


# How far jobs are done ------------------------------------------------------------------------


def test_how_far_a_job_is_done_comes_back_as_it_was(store, open_store, user):
    job = f"job of {user[-8:]}"
    assert store.change_job_mark(job, lambda mark: mark) == JobMark()

    assert store.change_job_mark(job, lambda _: JobMark(SUNDAY)) == JobMark(SUNDAY)
    assert open_store().change_job_mark(job, lambda mark: mark) == JobMark(SUNDAY)


def test_of_many_who_move_it_on_none_takes_it_back(open_store, user):
    job, hours = f"job of {user[-8:]}", [SUNDAY + timedelta(hours=n) for n in range(6)]

    def move(hour):
        open_store().change_job_mark(job, lambda mark: JobMark(max(hour, mark.done_until or hour)))

    at_once(move, hours)
    assert open_store().change_job_mark(job, lambda mark: mark) == JobMark(hours[-1])


# Keeping house -------------------------------------------------------------------------------


def test_a_run_in_which_nothing_was_done_is_forgotten_in_time(store, user, run):
    if isinstance(store, DynamoDBStore):
        pytest.skip("its rows end by themselves; see test_schedule_dynamodb")
    person = owner(user, "5e1f00aa")
    for whose in (user, person):
        store.merge_run(whose, run)

    store.forget_abandoned(run.started_at)
    assert store.run(user, run.id) == run

    # Other tests' runs may be among them.
    assert store.forget_abandoned(run.started_at + ABANDONED_AFTER) >= 2
    assert store.run(user, run.id) is None
    assert store.run(person, run.id) is None


@pytest.mark.parametrize("what", ["done", "heard", "cut_short"])
def test_a_run_in_which_something_was_done_stays(store, user, run, what):
    run = replace(run, **{what: frozenset({1})})
    store.merge_run(user, run)

    store.forget_abandoned(run.started_at + 99 * ABANDONED_AFTER)

    assert store.run(user, run.id) == run


# Forgetting ----------------------------------------------------------------------------------


def test_that_somebody_was_forgotten_is_known_for_a_while(store, open_store, user):
    assert store.forgotten_at(user) is None

    store.forget(user, SUNDAY)

    assert open_store().forgotten_at(user) == SUNDAY
    assert store.forgotten_at(user + "x") is None


def test_nothing_is_kept_of_who_was_forgotten(store, user, run):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))
    store.change_nudge(user, wanting)
    store.merge_run(user, run)
    store.merge_run(owner(user, "5e1f00aa"), run)

    store.forget(user, SUNDAY)

    assert store.kept(user) == {}


def test_all_that_is_kept_can_be_seen(store, user, run):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))
    store.change_nudge(user, wanting)
    store.merge_run(user, replace(run, done=frozenset({1, 0})))
    store.merge_run(owner(user, "5e1f00aa"), run)

    kept = store.kept(user)

    assert set(kept) == {"NUDGE", "~PROFILE", f"RUN#{run.id}", f"PERSON#5e1f00aa#RUN#{run.id}"}
    assert kept["~PROFILE"]["consent"] == "1"
    assert kept["NUDGE"]["when"] == "7T18"
    assert kept[f"RUN#{run.id}"]["done"] == [0, 1]
    assert user not in str(kept)


def at_once(work, parts):
    """Do the work for each part in a thread of its own, all beginning at the same moment."""
    start = Barrier(len(parts))

    def begin(part):
        start.wait()
        return work(part)

    with ThreadPoolExecutor(len(parts)) as threads:
        return list(threads.map(begin, parts))
