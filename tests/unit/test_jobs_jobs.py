"""What the jobs do at a time that they are told, week after week."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest

from skill.content import load
from skill.jobs.jobs import JOBS, LATE, prune_tracks
from skill.jobs.notifier import FakeNotifier, HeldUpError, NotSentError, RefusedError
from skill.jobs.parts import Parts
from skill.jobs.scheduler.runner import run
from skill.jobs.tally import Tally
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge, Slot
from skill.routine.run import Run
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore
from skill.store.owner import owner

ROUTINE = shorthand.read("n~l~pt10.1f.1o9s~sq12.1b.1o9s", load().catalog)
SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
A_DAY, A_WEEK, AN_HOUR = timedelta(days=1), timedelta(days=7), timedelta(hours=1)
NUDGING = tuple(
    # One shard will do, where there is one person: hours pass more quickly.
    replace(job, shards=1, work=lambda parts, due, _, work=job.work: work(parts, due, HERS))
    for job in JOBS[:2]
)
HERS = shard_of("ann")


class Home:
    """A store, a clock that is told the time, and one who takes notifications."""

    def __init__(self):
        self.now = SUNDAY - A_WEEK
        self.store = MemoryStore()
        self.notifier = FakeNotifier()
        names = (f"worker {n}" for n in count())
        clock = type("Told", (), {"now": lambda _: self.now})()
        self.parts = Parts(self.store, clock, partial(next, names), self.notifier)

    def wants(self, account="ann", zone="UTC", **about):
        self.store.change_profile(
            owner(account, about.get("person", "")), lambda profile: replace(profile, zone=zone)
        )
        wish = partial(
            Nudge.wanted,
            when=SUNDAY_EVENING,
            zone=ZoneInfo(zone),
            now=self.now,
            **({"allowed": True} | about),
        )
        self.store.change_nudge(account, wish)

    def exercises(self, at, account="ann", done=(0,)):
        run_id = f"{at:%Y%m%dT%H%M%SZ}#9f2c41"
        self.store.merge_run(account, Run(run_id, at, ROUTINE, done=frozenset(done)))

    def hours_until(self, end, jobs=NUDGING):
        """Each hour the jobs run; gives when somebody was told."""
        told = []
        while self.now < end:
            before = len(self.notifier.told)
            for job in jobs:
                run(job, self.parts)
            told += [self.now] * (len(self.notifier.told) - before)
            self.now += AN_HOUR
        return told


@pytest.fixture
def home():
    return Home()


# The week that is over -----------------------------------------------------------------------


def test_who_exercised_is_told_once_at_the_time_they_asked_for(home):
    home.wants()
    home.exercises(SUNDAY - 3 * A_DAY)

    assert home.hours_until(SUNDAY + 3 * A_DAY) == [SUNDAY]
    assert [account for account, _ in home.notifier.told] == ["ann"]


def test_each_week_has_its_own(home):
    home.wants()
    for week in range(4):
        home.exercises(SUNDAY - A_DAY + week * A_WEEK)

    assert home.hours_until(SUNDAY + 4 * A_WEEK)[:4] == [SUNDAY + n * A_WEEK for n in range(4)]
    assert len({reference for _, reference in home.notifier.told}) == len(home.notifier.told)


def test_who_did_nothing_is_not_told_so(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY, done=())

    assert home.hours_until(SUNDAY + 5 * A_WEEK) == []


@pytest.mark.parametrize("about", [{"allowed": False}, {"zone": "Asia/Tokyo"}])
def test_nobody_else_is_told_at_that_hour(home, about):
    home.wants(**about)
    home.exercises(SUNDAY - A_DAY)

    assert SUNDAY not in home.hours_until(SUNDAY + AN_HOUR)


def test_who_has_had_enough_is_told_no_more(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.store.change_nudge("ann", Nudge.unwanted)

    assert home.hours_until(SUNDAY + A_WEEK) == []


def test_a_voice_that_is_known_has_its_own_week(home):
    home.wants(person="5e1f00aa")
    home.exercises(SUNDAY - A_DAY, account="ann")
    assert home.hours_until(SUNDAY + A_DAY) == []

    home.exercises(SUNDAY + A_DAY, account=owner("ann", "5e1f00aa"))
    assert home.hours_until(SUNDAY + A_WEEK + AN_HOUR) == [SUNDAY + A_WEEK]
    assert {account for account, _ in home.notifier.told} == {"ann"}


def test_the_reference_tells_nobody_whose_it_is(home):
    home.wants("ann")
    home.exercises(SUNDAY - A_DAY, account="ann")
    home.hours_until(SUNDAY + A_DAY)

    assert "ann" not in home.notifier.told[0][1]


# Clocks and travel ---------------------------------------------------------------------------


def test_a_year_in_berlin_is_always_at_six_in_the_evening(home):
    home.now = datetime(2026, 1, 1, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    home.wants(zone="Europe/Berlin")
    for day in range(365):
        home.exercises(home.now + day * A_DAY + 9 * AN_HOUR)

    told = home.hours_until(datetime(2027, 1, 1, tzinfo=UTC))

    assert len(told) == 52
    local = [moment.astimezone(berlin) for moment in told]
    assert {(moment.isoweekday(), moment.hour) for moment in local} == {(7, 18)}


def test_who_travels_is_told_where_they_are(home):
    home.wants(zone="Europe/Berlin")
    for day in range(21):
        home.exercises(SUNDAY - 6 * A_DAY + day * A_DAY)
    home.store.change_profile("ann", lambda p: replace(p, zone="America/New_York"))

    told = home.hours_until(SUNDAY + 2 * A_WEEK)

    assert told == [SUNDAY + 5 * AN_HOUR, SUNDAY + A_WEEK + 5 * AN_HOUR]
    assert home.store.nudge("ann").slot == Slot(7, 23)


# Away for a while ----------------------------------------------------------------------------


def test_who_stops_coming_is_asked_back_twice_and_then_left_alone(home):
    home.wants()
    last = SUNDAY - 6 * A_DAY
    home.exercises(last)

    told = home.hours_until(SUNDAY + 20 * A_WEEK)

    assert told[0] == SUNDAY
    asked_back = [(moment - last).days for moment in told[1:]]
    assert len(asked_back) == 2
    assert 10 <= asked_back[0] < 17
    assert 31 <= asked_back[1] < 38


def test_who_comes_back_and_stops_again_is_asked_again(home):
    home.wants()
    home.exercises(SUNDAY - 6 * A_DAY)
    home.hours_until(SUNDAY + 10 * A_WEEK)
    before = len(home.notifier.told)
    home.exercises(home.now)

    assert len(home.hours_until(SUNDAY + 20 * A_WEEK)) == 3
    assert len(home.notifier.told) == before + 3


def test_it_is_never_more_than_one_a_week(home):
    home.wants()
    for day in (0, 9, 17, 18, 26, 40, 41, 42, 75):
        home.exercises(SUNDAY - 6 * A_DAY + day * A_DAY)

    told = home.hours_until(SUNDAY + 20 * A_WEEK)

    gaps = [later - earlier for earlier, later in pairwise(told)]
    assert min(gaps) >= timedelta(days=6)


# When something is in the way ----------------------------------------------------------------


def test_what_was_missed_while_off_is_caught_up_once(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.hours_until(SUNDAY - A_DAY)
    home.now = SUNDAY + 13 * AN_HOUR

    assert home.hours_until(SUNDAY + 3 * A_DAY) == [SUNDAY + 13 * AN_HOUR]


def test_what_was_missed_for_too_long_is_let_go(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.hours_until(SUNDAY - A_DAY)
    home.now = SUNDAY + LATE + AN_HOUR

    assert home.hours_until(SUNDAY + 2 * A_DAY) == []


@pytest.mark.parametrize("error", [NotSentError("down"), HeldUpError("too many")])
def test_what_could_not_be_sent_is_sent_later(home, error):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.notifier.error = error
    assert home.hours_until(SUNDAY + 3 * AN_HOUR) == []
    home.notifier.error = None

    assert home.hours_until(SUNDAY + A_DAY) == [SUNDAY + 3 * AN_HOUR]


def test_what_alexa_will_never_have_is_not_tried_again(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.notifier.error = RefusedError("malformed")

    home.hours_until(SUNDAY + 2 * A_DAY)

    assert home.notifier.attempts == 1


def test_while_the_store_is_down_nothing_falls_over(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.store.down = True
    assert home.hours_until(SUNDAY + 3 * AN_HOUR) == []
    home.store.down = False

    # The first look of all is for its own hour only; the jobs had never run before.
    assert home.hours_until(SUNDAY + A_DAY) == []


def test_without_an_account_at_alexa_nobody_is_nudged(home):
    home.wants()
    home.exercises(SUNDAY - A_DAY)
    home.parts = replace(home.parts, notifier=None)

    assert home.hours_until(SUNDAY + A_DAY) == []
    assert home.store.nudge("ann").week is None


# Keeping house -------------------------------------------------------------------------------


def test_abandoned_runs_are_forgotten_one_night(home):
    home.exercises(SUNDAY - 40 * A_DAY, done=())
    home.exercises(SUNDAY - 20 * A_DAY, done=())
    home.exercises(SUNDAY - 50 * A_DAY, done=(1,))
    home.now = SUNDAY

    home.hours_until(SUNDAY + A_DAY, jobs=JOBS[2:3])

    ages = [(SUNDAY - each.started_at).days for each in home.store.latest_runs("ann", 9)]
    assert ages == [20, 50]


def test_nights_that_were_missed_are_made_up_for_once(home):
    job, nights = JOBS[3], []
    counted = replace(job, work=lambda _, due, __: nights.append(due) or Tally())
    home.now = SUNDAY
    run(counted, home.parts)
    run(counted, home.parts)
    home.now = SUNDAY + 12 * A_DAY
    run(counted, home.parts)
    run(counted, home.parts)

    assert [night.day for night in nights] == [22, 4]


def test_tracks_that_nobody_orders_are_pruned(home):
    asked = {}

    class Tracks:
        def prune(self, **about):
            asked.update(about)
            return 7

    parts = replace(home.parts, tracks=Tracks())

    assert prune_tracks(parts, SUNDAY, 0) == Tally(removed=7)
    assert asked["kept_since"] == SUNDAY - timedelta(days=60)
    assert prune_tracks(home.parts, SUNDAY, 0) == Tally()
