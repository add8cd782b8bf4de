"""What is sent for a reminder is what Amazon's own classes would send, and is read back alike."""

import sys
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
    spoken_info,
)
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.alerts.reminder import body_of, reminders_of
from skill.alexa.alerts.when import EVERY_DAY, WEEKENDS, When

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
MISSING = "ask_sdk_model.services.reminder_management.alert_info_spoken_info"
EIGHT = time(8)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WHENS = st.one_of(
    st.builds(When, TIMES, st.frozensets(st.integers(1, 7), min_size=1)),
    st.builds(When, TIMES, on=st.dates(date(2026, 1, 1), date(2030, 1, 1))),
)


def body(when):
    return body_of(when, "Europe/London", NOW.astimezone(LONDON), "en-GB", "Time to stretch.")


def amazons(trigger):
    """The body that Amazon's classes write, without what they leave empty."""
    request = ReminderRequest(
        request_time=datetime(2026, 11, 16, 9, 30),  # noqa: DTZ001 - a wall time
        trigger=trigger,
        alert_info=AlertInfo(SpokenInfo([SpokenText("en-GB", None, "Time to stretch.")])),
        push_notification=PushNotification(PushNotificationStatus.ENABLED),
    )
    return told(DefaultSerializer().serialize(request))


def told(value):
    """Without empty fields, and with times as times: they may be written in two ways."""
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [told(item) for item in value]
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def test_a_reminder_for_once_is_what_amazons_classes_write():
    trigger = Trigger(
        TriggerType.SCHEDULED_ABSOLUTE,
        scheduled_time=datetime(2026, 11, 17, 8, 0),  # noqa: DTZ001 - a wall time
        time_zone_id="Europe/London",
    )
    assert told(body(When(EIGHT, on=date(2026, 11, 17)))) == amazons(trigger)


@pytest.mark.parametrize(
    ("days", "rules"),
    [
        (EVERY_DAY, ["FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"]),
        (
            WEEKENDS,
            [
                "FREQ=WEEKLY;BYDAY=SA;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;",
                "FREQ=WEEKLY;BYDAY=SU;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;",
            ],
        ),
    ],
)
def test_a_reminder_for_every_week_is_what_amazons_classes_write(days, rules):
    recurrence = Recurrence(
        start_date_time=datetime(2026, 11, 16, 9, 30),  # noqa: DTZ001 - a wall time
        recurrence_rules=rules,
    )
    trigger = Trigger(
        TriggerType.SCHEDULED_ABSOLUTE, time_zone_id="Europe/London", recurrence=recurrence
    )
    assert told(body(When(EIGHT, days))) == amazons(trigger)


@given(WHENS)
def test_amazons_own_reader_takes_every_body(when):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, MISSING, spoken_info)
        read = DefaultSerializer().deserialize(_json(body(when)), ReminderRequest)
    assert read.trigger.object_type is TriggerType.SCHEDULED_ABSOLUTE
    assert read.trigger.time_zone_id == "Europe/London"
    assert told(DefaultSerializer().serialize(read)) == told(body(when))


@given(WHENS)
def test_what_was_set_is_read_back(when):
    alert = {"alertToken": "a", "status": "ON", "trigger": body(when)["trigger"]}
    (read,) = reminders_of({"alerts": [alert]})
    assert (read.token, read.when) == ("a", when)


@pytest.mark.parametrize(
    "trigger",
    [
        None,
        {},
        {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 60},
        {"recurrence": {"recurrenceRules": ["FREQ=YEARLY"]}},
        {"recurrence": {"recurrenceRules": ["FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "nonsense"]}},
        {"recurrence": {"freq": "DAILY"}},
    ],
)
def test_a_reminder_of_another_hand_is_there_all_the_same(trigger):
    (read,) = reminders_of({"alerts": [{"alertToken": "a", "status": "ON", "trigger": trigger}]})
    assert read.when is None


def test_what_is_over_is_none_any_more():
    alerts = [{"alertToken": "a", "status": "COMPLETED"}, {"status": "ON"}, None]
    assert reminders_of({"alerts": alerts}) == ()
    assert reminders_of({}) == ()


def _json(value):
    import json  # noqa: PLC0415

    return json.dumps(value)
