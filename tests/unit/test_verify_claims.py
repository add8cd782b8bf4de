"""When a request was made, and for which skill."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.doors.verify.claims import check_skill, check_time
from skill.doors.verify.refusal import Reason, RefusedError
from skill.limits import LATE_EVENTS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS = "amzn1.ask.skill.ours"


def made(seconds_ago, kind="LaunchRequest"):
    moment = NOW - timedelta(seconds=seconds_ago)
    return {"request": {"type": kind, "timestamp": moment.isoformat().replace("+00:00", "Z")}}


def is_current(body):
    return refusal(lambda: check_time(body, NOW)) is None


def is_ours(body):
    return refusal(lambda: check_skill(body, OURS)) is None


def refusal(check):
    try:
        check()
    except RefusedError as refused:
        return refused.reason
    return None


def test_each_refusal_has_its_reason():
    assert refusal(lambda: check_time({}, NOW)) is Reason.TIME
    assert refusal(lambda: check_skill({}, OURS)) is Reason.SKILL


@pytest.mark.parametrize("seconds_ago", [0, 1, 149, 150, -150])
def test_a_request_of_just_now_is_current(seconds_ago):
    assert is_current(made(seconds_ago))


@pytest.mark.parametrize("seconds_ago", [150.001, 151, 3_600, 10**8, -151])
def test_a_request_sent_again_after_151_seconds_is_a_recording(seconds_ago):
    assert not is_current(made(seconds_ago))


@pytest.mark.parametrize("event", sorted(LATE_EVENTS))
def test_a_skill_event_may_come_an_hour_late(event):
    assert is_current(made(3_600, event))
    assert not is_current(made(3_601, event))


@pytest.mark.parametrize(
    "kind",
    [
        "AlexaSkillEvent.ProactiveSubscriptionChanged",
        "Messaging.MessageReceived",
        "AudioPlayer.PlaybackFinished",
        "SkillDisabled",
        None,
        ["AlexaSkillEvent.SkillDisabled"],
    ],
)
def test_nothing_else_may(kind):
    assert not is_current(made(151, kind))


@pytest.mark.parametrize(
    "stamp", ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00.123Z", "2026-11-22T13:00:00+01:00"]
)
def test_a_moment_may_be_written_in_any_zone(stamp):
    assert is_current({"request": {"timestamp": stamp}})


@pytest.mark.parametrize(
    "stamp",
    [
        None,
        "",
        "now",
        "2026-11-22T12:00:00",
        "2026-11-22",
        "2026-13-22T12:00:00Z",
        "1795348800",
        1_795_348_800_000,
        True,
        [],
        {},
        "2026-11-22T12:00:00Z" * 1_000,
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
    ],
)
def test_what_is_no_moment_of_ours_is_refused(stamp):
    assert not is_current({"request": {"timestamp": stamp}})


@pytest.mark.parametrize("body", [{}, {"request": None}, {"request": []}, {"request": {}}])
def test_a_request_that_does_not_say_when_is_refused(body):
    assert not is_current(body)


zones = st.integers(-1_439, 1_439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=zones))
def test_any_moment_is_judged_by_its_distance(moment):
    expected = abs(NOW - moment) <= timedelta(seconds=150)
    assert is_current({"request": {"timestamp": moment.isoformat()}}) is expected


def application(skill_id):
    return {"application": {"applicationId": skill_id}}


def test_our_own_requests_with_and_without_a_session():
    assert is_ours({"context": {"System": application(OURS)}})
    assert is_ours({"context": {"System": application(OURS)}, "session": application(OURS)})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"context": None},
        {"context": {"System": None}},
        {"context": {"System": {"application": OURS}}},
        {"context": {"System": application(None)}},
        {"context": {"System": application("amzn1.ask.skill.theirs")}},
        {"context": {"System": application(OURS.upper())}},
        {"context": {"System": application(f"{OURS} ")}},
        {"session": application(OURS)},
        {"context": {"System": application(OURS)}, "session": application("theirs")},
        {"context": {"System": application("theirs")}, "session": application(OURS)},
        {"context": {"System": application(OURS)}, "session": {}},
    ],
)
def test_a_request_for_another_skill_or_for_none_is_refused(body):
    assert not is_ours(body)
