"""What every store promises, held against each of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from skill.routine import shorthand
from skill.routine.exercise import Dose, Side
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.run import Head, Kind, Phase, Run
from skill.routine.standing import DoseReason, Doses, Standing
from skill.store.port import Profile

TODAY, A_WEEK = date(2026, 11, 30), timedelta(days=7)
MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
ROUTINE = "n~l~pt10.1f.1o9s~ng10.1b.1o9s~ff30.2b.1o9s"


@pytest.fixture
def run(catalog):
    """A run as it stands in the middle of its second step."""
    return Run(
        id="20261116T073000Z#9f2c41",
        started_at=MONDAY,
        routine=shorthand.read(ROUTINE, catalog),
        device="5e1f00aa",
        head=Head(play=2, step=1, offset_ms=31_250, phase=Phase.PAUSED, first=1),
        done=frozenset({0}),
        heard=frozenset({1}),
    )


@pytest.fixture
def begun(store, user, run):
    """Keeps a run begun at a moment, and gives it back."""

    def begin(at: datetime, seed: str = "000000") -> Run:
        run_id = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}#{seed}"
        return store.merge_run(user, replace(run, id=run_id, started_at=at.astimezone(UTC)))

    return begin


# Profiles ------------------------------------------------------------------------------------


def test_somebody_new_has_the_default_profile(store, user):
    assert store.profile(user) == Profile()


def test_every_part_of_a_profile_comes_back_as_it_was(store, open_store, user):
    profile = Profile(
        Preferences(
            minutes=12,
            level=Level.STRONG,
            pace=Pace.SLOWER,
            detail=Detail.MORE,
            side_first=Side.RIGHT,
            left_out=frozenset({"squat", "cat-cow"}),
        ),
        doses=Doses(
            standings={
                "pt": Standing(Dose(12), Dose(11), DoseReason.EARNED, TODAY, told=False),
                "ff": Standing(Dose(20), Dose(30, 2), DoseReason.EASED, TODAY, TODAY + A_WEEK),
            },
            most={"sb": 11},
            asks_on={"sq": TODAY},
            since=TODAY - A_WEEK,
            raised_on=TODAY,
        ),
        consent="1",
        zone="Europe/London",
        zone_seen_at=MONDAY + timedelta(microseconds=123_456),
    )

    assert store.change_profile(user, lambda _: profile) == profile
    assert open_store().profile(user) == profile


def test_what_is_no_longer_wanted_is_gone(store, user):
    store.change_profile(user, lambda _: Profile(Preferences(10, left_out=frozenset({"squat"}))))

    store.change_profile(user, lambda _: Profile(zone="Asia/Tokyo"))

    assert store.profile(user) == Profile(zone="Asia/Tokyo")


def test_a_change_is_given_what_is_kept_now(store, user):
    store.change_profile(user, lambda profile: replace(profile, zone="Europe/London"))
    seen = []

    store.change_profile(user, lambda profile: seen.append(profile) or profile)

    assert seen == [Profile(zone="Europe/London")]


def test_a_change_that_fails_leaves_the_profile_as_it_was(store, user):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))

    with pytest.raises(ZeroDivisionError):
        store.change_profile(user, lambda profile: replace(profile, consent=str(1 // 0)))

    assert store.profile(user) == Profile(consent="1")


def test_the_profiles_of_two_people_are_two(store, user):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))

    assert store.profile(user + "x") == Profile()


# Runs ----------------------------------------------------------------------------------------


def test_a_run_that_nobody_kept_is_not_there(store, user):
    assert store.run(user, "20261116T073000Z#9f2c41") is None


def test_a_run_comes_back_as_it_was(store, open_store, user, run):
    assert store.merge_run(user, run) == run
    assert open_store().run(user, run.id) == run


def test_a_stretch_on_an_unknown_device_comes_back_as_it_was(store, user, run):
    stretch = replace(run, kind=Kind.STRETCH, device="", done=frozenset(), head=Head())

    store.merge_run(user, stretch)

    assert store.run(user, run.id) == stretch


def test_a_newer_account_moves_the_run_on(store, user, run):
    store.merge_run(user, run)
    newer = replace(run, head=Head(play=3, step=2, first=1), done=frozenset({0, 1}))

    assert store.merge_run(user, newer) == newer
    assert store.run(user, run.id) == newer


def test_an_older_account_adds_what_it_knows_and_moves_nothing_back(store, user, run):
    store.merge_run(user, run)
    older = replace(run, head=Head(play=1, step=2), done=frozenset({2}), cut_short=frozenset({1}))
    older = replace(older, heard=frozenset({9, 17}))

    merged = store.merge_run(user, older)

    grown = replace(run, done=frozenset({0, 2}), cut_short=frozenset({1}))
    assert merged == replace(grown, heard=frozenset({1, 9, 17}))
    assert store.run(user, run.id) == merged


def test_the_routine_is_that_of_the_account_that_is_ahead(store, open_store, user, run, catalog):
    """A dose that sounds no more gives way when the run is taken up, and the head is in the new."""
    today = shorthand.read(ROUTINE.replace("ng10", "ng13"), catalog)
    ahead = replace(run, routine=today, head=replace(run.head, play=run.head.play + 1))
    store.merge_run(user, run)
    assert store.merge_run(user, ahead).routine == today
    store.merge_run(user, run)
    assert open_store().run(user, run.id).routine == today


def test_the_same_account_twice_changes_nothing(store, user, run):
    store.merge_run(user, run)

    assert store.merge_run(user, run) == run
    assert store.latest_runs(user, 9) == (run,)


def test_a_play_of_many_digits_is_newer_than_one_of_few(store, user, run):
    store.merge_run(user, replace(run, head=Head(play=10)))
    store.merge_run(user, replace(run, head=Head(play=9)))

    assert store.run(user, run.id).head == Head(play=10)


def test_a_device_that_was_unknown_at_first_is_filled_in(store, user, run):
    store.merge_run(user, replace(run, device=""))

    assert store.merge_run(user, run).device == run.device


def test_how_often_it_hurt_is_told_back_but_never_kept(store, open_store, user, run):
    assert store.merge_run(user, replace(run, hurts=1)).hurts == 1
    assert open_store().run(user, run.id).hurts == 0


def test_the_runs_of_two_people_are_two(store, user, run):
    store.merge_run(user, run)

    assert store.run(user + "x", run.id) is None
    assert store.latest_runs(user[:-1], 9) == ()


@pytest.mark.parametrize("odd", ["a#b", "' OR 1=1 --", "a b/c%", "Zoë ☕", "x" * 255])
def test_any_text_can_be_a_user(store, user, run, odd):
    store.merge_run(user + odd, run)

    assert store.latest_runs(user + odd, 9) == (run,)


# Many runs -----------------------------------------------------------------------------------


def test_the_latest_runs_come_newest_first_and_no_more_than_asked_for(store, user, begun):
    first, second, third = (begun(MONDAY + timedelta(days=day)) for day in range(3))

    assert store.latest_runs(user, 2) == (third, second)
    assert store.latest_runs(user, 9) == (third, second, first)


def test_none_asked_for_is_none(store, user, begun):
    begun(MONDAY)

    assert store.latest_runs(user, 0) == ()


def test_a_profile_is_no_run(store, user):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))

    assert store.latest_runs(user, 9) == ()
    assert store.runs_between(user, MONDAY, MONDAY + timedelta(days=7)) == ()


def test_the_runs_of_a_week_come_oldest_first(store, user, begun):
    begun(MONDAY - timedelta(days=1))
    week = tuple(begun(MONDAY + timedelta(days=day)) for day in (0, 3, 6))
    begun(MONDAY + timedelta(days=7))

    assert store.runs_between(user, MONDAY, MONDAY + timedelta(days=7)) == week


def test_a_span_has_its_first_moment_and_not_its_last(store, user, begun):
    run = begun(MONDAY)

    assert store.runs_between(user, MONDAY, MONDAY + timedelta(seconds=1)) == (run,)
    assert store.runs_between(user, MONDAY - timedelta(days=1), MONDAY) == ()


def test_a_span_is_exact_below_the_second(store, user, begun):
    half = timedelta(milliseconds=500)
    begun(MONDAY, "000001")
    late = begun(MONDAY + half, "000002")

    assert store.runs_between(user, MONDAY + half, MONDAY + 2 * half) == (late,)
    assert store.runs_between(user, MONDAY - half, MONDAY) == ()


def test_a_span_may_be_given_in_any_zone(store, user, begun):
    run = begun(MONDAY)
    auckland = MONDAY.astimezone(ZoneInfo("Pacific/Auckland"))

    assert store.runs_between(user, auckland, auckland + timedelta(hours=1)) == (run,)


def test_a_span_may_reach_back_to_the_beginning_of_time(store, user, begun):
    run = begun(MONDAY)
    ever = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

    assert store.runs_between(user, *ever) == (run,)


# Forgetting ----------------------------------------------------------------------------------


def test_whoever_is_forgotten_is_new(store, user, begun):
    store.change_profile(user, lambda profile: replace(profile, consent="1"))
    run = begun(MONDAY)

    store.forget(user)

    assert store.profile(user) == Profile()
    assert store.run(user, run.id) is None
    assert store.latest_runs(user, 9) == ()


def test_forgetting_takes_any_number_of_runs(store, user, begun):
    for day in range(55):
        begun(MONDAY + timedelta(days=day))

    store.forget(user)

    assert store.latest_runs(user, 99) == ()


def test_forgetting_one_person_leaves_the_others(store, user, run):
    store.merge_run(user, run)
    store.merge_run(user + "x", run)

    store.forget(user)

    assert store.run(user + "x", run.id) == run


def test_forgetting_somebody_unknown_does_no_harm(store, user):
    store.forget(user)

    assert store.profile(user) == Profile()


def test_whoever_was_forgotten_can_begin_again(store, user, run):
    store.merge_run(user, run)
    store.forget(user)

    store.merge_run(user, replace(run, head=Head(), done=frozenset()))

    assert store.run(user, run.id) == replace(run, head=Head(), done=frozenset())
