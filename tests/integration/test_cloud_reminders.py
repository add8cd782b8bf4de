"""Alexa's Reminders API on this machine, asked by Amazon's own client over HTTP."""

# ruff: noqa: DTZ001 - a wall time has no zone

import sys
from datetime import UTC, datetime, timedelta

import pytest
import requests
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration, ServiceException
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderManagementServiceClient,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
    spoken_info,
)

from skill.alexa.api_client import TimedApiClient
from skill.limits import REMINDER_KEPT_SECONDS
from skill.speaker.cloud import scopes
from skill.speaker.cloud.fakes import MONDAY, ServedHome
from skill.speaker.cloud.faults import read_faults
from skill.speaker.virtual_clock import epoch_ms

MODULE = "ask_sdk_model.services.reminder_management.alert_info_spoken_info"
TOMORROW = datetime(2026, 11, 17, 8, 0)


@pytest.fixture
def home():
    with ServedHome(lambda *_: None, zone="Europe/Berlin") as home:
        home.alexa.decide([scopes.REMINDERS], granted=True)
        yield home


@pytest.fixture
def mended(monkeypatch):
    """The getters of ask_sdk_model 1.82.0 look for a module that is not there."""
    monkeypatch.setitem(sys.modules, MODULE, spoken_info)


def client(home, token=None, **patience):
    token = token or home.alexa.tokens.of_session
    configuration = ApiConfiguration(
        serializer=DefaultSerializer(),
        api_client=TimedApiClient(**patience),
        authorization_value=token,
        api_endpoint=home.url,
    )
    return ReminderManagementServiceClient(configuration)


def request(trigger=None, text="Time for your back."):
    return ReminderRequest(
        request_time=datetime(2026, 11, 16, 8, 0),
        trigger=trigger or at(TOMORROW),
        alert_info=AlertInfo(SpokenInfo([SpokenText(locale="en-US", text=text)])),
        push_notification=PushNotification(PushNotificationStatus.ENABLED),
    )


def at(wall, zone="Europe/Berlin"):
    return Trigger(TriggerType.SCHEDULED_ABSOLUTE, scheduled_time=wall, time_zone_id=zone)


def every(rule, start=TOMORROW):
    recurrence = Recurrence(start_date_time=start, recurrence_rules=[rule])
    return Trigger(
        TriggerType.SCHEDULED_ABSOLUTE, time_zone_id="Europe/Berlin", recurrence=recurrence
    )


def refused(call, *arguments):
    with pytest.raises(ServiceException) as caught:
        call(*arguments)
    return caught.value.status_code


def post(home, body, token=None):
    token = token or home.alexa.tokens.of_session
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{home.url}/v1/alerts/reminders"
    return requests.post(url, json=body, headers=headers, timeout=5)


def body(**changes):
    return {
        "requestTime": "2026-11-16T08:00:00.000",
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 60},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "Hello."}]}},
        "pushNotification": {"status": "ENABLED"},
    } | changes


def test_a_reminder_is_made_as_amazon_answers(home):
    made = client(home).create_reminder(request())
    assert made.status.value == "ON"
    assert made.version == "1"
    assert made.created_time == made.updated_time == "2026-11-16T07:00:00.000Z"
    assert made.href == f"/v1/alerts/reminders/{made.alert_token}"


@pytest.mark.usefixtures("mended")
def test_it_can_be_read_changed_and_deleted(home):
    reminders = client(home)
    token = reminders.create_reminder(request()).alert_token
    assert reminders.get_reminder(token).alert_info.spoken_info.content[0].text.startswith("Time")
    changed = reminders.update_reminder(token, request(at(TOMORROW.replace(hour=7))))
    assert (changed.alert_token, changed.version) == (token, "2")
    found = reminders.get_reminders()
    assert found.total_count == "1"
    assert found.alerts[0].trigger.scheduled_time == TOMORROW.replace(hour=7)
    assert found.alerts[0].trigger.time_zone_id == "Europe/Berlin"
    reminders.delete_reminder(token)
    assert reminders.get_reminders().alerts == []
    assert refused(reminders.update_reminder, token, request()) == 404
    assert requests.get(f"{home.url}/v1/alerts/reminders", timeout=5).status_code == 401


def test_it_rings_at_its_time_where_the_person_is(home):
    client(home).create_reminder(request())
    home.wait_until(datetime(2026, 11, 17, 6, 59, 59, tzinfo=UTC))
    assert home.said == []
    home.wait(1)
    assert home.said == ["Here's your reminder. Time for your back. Time for your back."]


def test_without_a_zone_the_devices_own_holds(home):
    client(home).create_reminder(request(at(TOMORROW, zone=None)))
    home.wait_until(datetime(2026, 11, 17, 7, 0, tzinfo=UTC))
    assert len(home.said) == 1


@pytest.mark.usefixtures("mended")
def test_one_that_is_over_can_be_read_for_three_days(home):
    reminders = client(home)
    in_a_minute = Trigger(TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=60)
    token = reminders.create_reminder(request(in_a_minute)).alert_token
    home.wait(61)
    assert reminders.get_reminder(token).status.value == "COMPLETED"
    home.wait(REMINDER_KEPT_SECONDS)
    assert refused(reminders.delete_reminder, token) == 404
    assert reminders.get_reminders().alerts == []


def test_one_that_comes_again_rings_each_time(home):
    client(home).create_reminder(request(every("FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0")))
    home.wait(4 * 24 * 3600)
    assert len(home.said) == 4


def test_over_a_change_of_clocks_it_stays_at_its_hour():
    friday = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)
    with ServedHome(lambda *_: None, zone="Europe/Berlin", start=friday) as home:
        home.alexa.decide([scopes.REMINDERS], granted=True)
        rule = "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
        client(home).create_reminder(request(every(rule, start=datetime(2026, 10, 24))))
        home.wait_until(datetime(2026, 10, 24, 6, 0, 1, tzinfo=UTC))
        assert len(home.said) == 1
        home.wait_until(datetime(2026, 10, 25, 6, 59, 59, tzinfo=UTC))
        assert len(home.said) == 1
        home.wait(2)
        assert len(home.said) == 2


def test_an_offset_may_be_written_as_a_text(home):
    trigger = {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": "60"}
    assert post(home, body(trigger=trigger)).status_code == 200
    home.wait(61)
    assert len(home.said) == 1


def test_the_text_in_the_devices_language_is_read(home):
    texts = [{"locale": "de-DE", "text": "Hallo."}, {"locale": "en-GB", "ssml": "<s>Hello.</s>"}]
    assert post(home, body(alertInfo={"spokenInfo": {"content": texts}})).status_code == 200
    home.wait(61)
    assert home.said == ["Here's your reminder. Hello. Hello."]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"requestTime": "soon"}, "requestTime"),
        ({"trigger": {"type": "SOMETIMES"}}, "trigger.type"),
        ({"trigger": {"type": "SCHEDULED_RELATIVE"}}, "offsetInSeconds"),
        ({"trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 0}}, "offsetInSeconds"),
        ({"trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 10**12}}, "offset"),
        ({"trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": "soon"}}, "offset"),
        (
            {"trigger": {"type": "SCHEDULED_ABSOLUTE", "scheduledTime": "0001-01-01T00:00:00"}},
            "calendar",
        ),
        ({"trigger": {"type": "SCHEDULED_ABSOLUTE"}}, "scheduledTime"),
        (
            {"trigger": {"type": "SCHEDULED_ABSOLUTE", "scheduledTime": "2026-11-17T08:00:00Z"}},
            "scheduledTime",
        ),
        (
            {"trigger": {"type": "SCHEDULED_ABSOLUTE", "scheduledTime": "2020-01-01T08:00:00"}},
            "past",
        ),
        (
            {
                "trigger": {
                    "type": "SCHEDULED_ABSOLUTE",
                    "scheduledTime": "2026-11-17T08:00:00",
                    "timeZoneId": "Mars/Olympus",
                }
            },
            "time zone",
        ),
        (
            {"trigger": {"type": "SCHEDULED_ABSOLUTE", "recurrence": {"recurrenceRules": ["x"]}}},
            "recurrence",
        ),
        ({"alertInfo": {}}, "spokenInfo"),
        ({"alertInfo": {"spokenInfo": {"content": []}}}, "content"),
        ({"alertInfo": {"spokenInfo": {"content": [{"locale": "en-US"}]}}}, "content"),
        (
            {"alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "ssml": "<b>x</b>"}]}}},
            "content",
        ),
        ({"pushNotification": {"status": "MAYBE"}}, "pushNotification"),
    ],
)
def test_a_body_that_is_not_as_documented_is_refused_and_says_where(home, changes, place):
    answer = post(home, body(**changes))
    assert answer.status_code == 400
    assert answer.json()["code"]
    assert place in answer.json()["message"]


def test_no_json_is_refused(home):
    token = home.alexa.tokens.of_session
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{home.url}/v1/alerts/reminders"
    assert requests.post(url, data=b"{", headers=headers, timeout=5).status_code == 400


def test_without_the_persons_consent_nothing_is_done(home):
    home.alexa.decide([scopes.REMINDERS], granted=False)
    assert refused(client(home).create_reminder, request()) == 401


def test_with_anothers_token_nothing_is_done(home):
    assert refused(client(home, "Atza|other").create_reminder, request()) == 401
    of_the_skill = home.alexa.tokens.for_skill({scopes.SKILL_MESSAGING})
    assert refused(client(home, of_the_skill).create_reminder, request()) == 401


def test_outside_of_a_session_it_can_be_changed_but_not_made(home):
    token = client(home).create_reminder(request()).alert_token
    outside = client(home, home.alexa.tokens.of_event)
    assert outside.update_reminder(token, request(text="New words.")).version == "2"
    assert refused(outside.create_reminder, request()) == 401


def test_too_many_are_refused(home, monkeypatch):
    monkeypatch.setattr("skill.speaker.cloud.alerts.book.REMINDERS", 2)
    reminders = client(home)
    for _ in range(2):
        reminders.create_reminder(request())
    assert refused(reminders.create_reminder, request()) == 403


@pytest.mark.parametrize(
    ("fault", "status"), [("reminders=429", 429), ("reminders=403", 403), ("down", 503)]
)
def test_a_fault_that_was_asked_for_comes(fault, status):
    with ServedHome(lambda *_: None, faults=read_faults((fault,))) as home:
        home.alexa.decide([scopes.REMINDERS], granted=True)
        assert refused(client(home).create_reminder, request()) == status


def test_a_slow_service_outlasts_the_skills_patience():
    with ServedHome(lambda *_: None, faults=read_faults(("slow=1s",))) as home:
        home.alexa.decide([scopes.REMINDERS], granted=True)
        with pytest.raises(ServiceException, match="timed out"):
            client(home, timeout_s=0.2).create_reminder(request())


def test_one_that_the_power_was_off_for_says_that_it_is_late(home):
    client(home).create_reminder(request(every("FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0")))
    home.clock.move_to(epoch_ms(MONDAY + timedelta(days=3, hours=3)))
    home.wait(0)
    assert home.said == ["Here's a reminder that I missed at 8 AM: Time for your back."]
    home.wait(22 * 3600)
    assert len(home.said) == 2


def test_one_of_days_ago_is_left_out(home):
    client(home).create_reminder(request())
    home.clock.move_to(epoch_ms(MONDAY + timedelta(days=5)))
    home.wait(0)
    assert home.said == []
