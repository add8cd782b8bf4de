"""What every store promises to many who write at once: nothing is lost, nothing shrinks."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from threading import Barrier
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.preferences import Level
from skill.routine.run import Head, Phase, Run
from skill.store.port import Profile

ROUTINE = shorthand.read("n~l~pt10.1f.1o9s~ff30.2b.1o9s~sq12.1b.1o9s", load().catalog)
STEPS = st.integers(0, len(ROUTINE) - 1)
HEADS = st.builds(
    Head,
    play=st.integers(0, 11),
    step=st.integers(0, len(ROUTINE)),
    offset_ms=st.integers(0, 120_000),
    phase=st.sampled_from(Phase),
    first=STEPS,
)
ACCOUNTS = st.builds(
    lambda head, done, cut_short: Run(
        id="20261118T073000Z#9f2c41",
        started_at=datetime(2026, 11, 18, 7, 30, tzinfo=UTC),
        routine=ROUTINE,
        head=head,
        done=done,
        cut_short=cut_short,
    ),
    HEADS,
    st.frozensets(STEPS),
    st.frozensets(STEPS),
)
DEVICES = st.lists(st.lists(ACCOUNTS, min_size=1, max_size=4), min_size=1, max_size=3)
"""For each device, its accounts of one run in the order in which they reach us."""
CHANGES = {
    "minutes": lambda p: replace(p, preferences=replace(p.preferences, minutes=9)),
    "level": lambda p: replace(p, preferences=replace(p.preferences, level=Level.STRONG)),
    "squat": lambda p: _leaving_out(p, "squat"),
    "cat-cow": lambda p: _leaving_out(p, "cat-cow"),
    "side-bend": lambda p: _leaving_out(p, "side-bend"),
    "consent": lambda p: replace(p, consent="1"),
    "zone": lambda p: replace(p, zone="Europe/London"),
}
few = settings(max_examples=25, deadline=None)


@few
@given(devices=DEVICES)
def test_any_order_and_any_number_of_merges_leaves_the_join(open_store, devices):
    user = uuid4().hex
    # Everything comes a second time, from one more device and in another order.
    echo = [account for accounts in devices for account in reversed(accounts)]

    def send(accounts):
        store = open_store()
        for account in accounts:
            kept = store.merge_run(user, account)
            assert kept.merged(account) == kept, "the answer forgets what it was told"

    at_once(send, [*devices, echo])

    join = reduce(Run.merged, echo)
    assert open_store().run(user, join.id) == join


@few
@given(devices=DEVICES)
def test_a_reader_never_sees_a_run_shrink(open_store, devices):
    user = uuid4().hex
    seen = []

    def send(accounts):
        for account in accounts:
            open_store().merge_run(user, account)

    def read(times):
        seen.extend(open_store().run(user, devices[0][0].id) for _ in range(times))

    at_once(lambda work: read(work) if isinstance(work, int) else send(work), [*devices, 6])

    runs = [run for run in seen if run]
    assert seen[len(seen) - len(runs) :] == runs, "a run that was there is gone"
    assert all(earlier.merged(later) == later for earlier, later in pairwise(runs))


@few
@given(names=st.sets(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4))
def test_changes_of_a_profile_from_several_writers_all_survive(open_store, names):
    user = uuid4().hex

    at_once(lambda name: open_store().change_profile(user, CHANGES[name]), names)

    everything = reduce(lambda profile, name: CHANGES[name](profile), names, Profile())
    assert open_store().profile(user) == everything


def at_once(work, parts):
    """Do each part of the work in a thread of its own, all beginning at the same moment."""
    start = Barrier(len(parts))

    def begin(part):
        start.wait()
        return work(part)

    with ThreadPoolExecutor(len(parts)) as threads:
        return list(threads.map(begin, parts))


def _leaving_out(profile, exercise):
    left_out = profile.preferences.left_out | {exercise}
    return replace(profile, preferences=replace(profile.preferences, left_out=left_out))
