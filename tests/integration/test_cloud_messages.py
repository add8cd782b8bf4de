"""What the skill sends by itself: messages to it, notifications, and the tokens for both."""

import json
from datetime import timedelta

import pytest
import requests
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import (
    ApiClientResponse,
    ApiConfiguration,
    AuthenticationConfiguration,
    ServiceException,
)
from ask_sdk_model.services.lwa import LwaClient
from ask_sdk_model.services.proactive_events import (
    CreateProactiveEventRequest,
    Event,
    ProactiveEventsServiceClient,
    RelevantAudience,
    RelevantAudienceType,
    SkillStage,
)
from ask_sdk_model.services.skill_messaging import (
    SendSkillMessagingRequest,
    SkillMessagingServiceClient,
)

from skill.limits import TOKEN_SECONDS
from skill.speaker.cloud import scopes
from skill.speaker.cloud.fakes import MONDAY, ServedHome
from skill.speaker.cloud.faults import read_faults
from skill.speaker.cloud.login import CLIENT_ID, CLIENT_SECRET
from skill.speaker.setting import LOCAL_USER


class FormApiClient:
    """Sends a text as it is, and anything else as JSON, as the SDK's own does over HTTPS only."""

    def invoke(self, request):
        response = requests.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            data=request.body if isinstance(request.body, str) else json.dumps(request.body),
            timeout=5,
        )
        return ApiClientResponse(
            headers=list(response.headers.items()),
            status_code=response.status_code,
            body=response.text,
        )


@pytest.fixture
def home():
    with ServedHome(lambda *_: None) as home:
        home.alexa.decide([scopes.NOTIFICATIONS], granted=True)
        home.wait(0)
        home.door.asked.clear()
        yield home


def parts(home):
    configuration = ApiConfiguration(DefaultSerializer(), FormApiClient(), None, home.url)
    account = AuthenticationConfiguration(CLIENT_ID, CLIENT_SECRET)
    account.auth_endpoint = home.url
    return configuration, account, LwaClient(configuration, account)


def messaging(home):
    configuration, account, login = parts(home)
    return SkillMessagingServiceClient(configuration, account, login)


def proactive(home):
    configuration, account, login = parts(home)
    return ProactiveEventsServiceClient(configuration, account, login)


def alert(reference="week-47", name="My Back Routine", **changes):
    payload = {
        "state": {"status": "UNREAD", "freshness": "NEW"},
        "messageGroup": {"creator": {"name": name}, "count": 1},
    }
    return CreateProactiveEventRequest(
        **{
            "timestamp": MONDAY,
            "reference_id": reference,
            "expiry_time": MONDAY + timedelta(hours=12),
            "event": Event("AMAZON.MessageAlert.Activated", payload),
            "localized_attributes": [{"locale": "en-US", "who": "Your back"}],
            "relevant_audience": RelevantAudience(
                RelevantAudienceType.Unicast, {"user": LOCAL_USER}
            ),
        }
        | changes
    )


def refused(call, *arguments):
    with pytest.raises(ServiceException) as caught:
        call(*arguments)
    return caught.value.status_code


def token(home, **changes):
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "scope": scopes.SKILL_MESSAGING,
    } | changes
    return requests.post(f"{home.url}/auth/O2/token", data=form, timeout=5)


def test_a_message_arrives_at_the_skill_outside_of_any_session(home):
    messaging(home).send_skill_message(LOCAL_USER, SendSkillMessagingRequest({"do": "refresh"}))
    home.wait(1)
    envelope = home.door.asked[-1]
    assert envelope["request"]["type"] == "Messaging.MessageReceived"
    assert envelope["request"]["message"] == {"do": "refresh"}
    assert "session" not in envelope
    system = envelope["context"]["System"]
    assert system["apiAccessToken"] == home.alexa.tokens.of_event
    assert "device" not in system


def test_a_message_to_somebody_else_is_refused(home):
    request = SendSkillMessagingRequest({"do": "refresh"})
    assert refused(messaging(home).send_skill_message, "amzn1.other", request) == 404


@pytest.mark.parametrize(
    ("data", "expires"), [({"n": 1}, None), ({"n": "x" * 7_000}, None), ({"n": "1"}, 59)]
)
def test_a_message_that_is_not_as_documented_is_refused(home, data, expires):
    request = SendSkillMessagingRequest(data, expires)
    assert refused(messaging(home).send_skill_message, LOCAL_USER, request) == 400


def test_a_notification_is_announced_kept_and_read_when_asked_for(home):
    proactive(home).create_proactive_event(alert(), SkillStage.DEVELOPMENT)
    home.wait(5)
    assert home.said == ["You have a new notification."]
    assert "1 new message" in requests.get(f"{home.url}/app", timeout=5).text
    home.device.say("Alexa, what are my notifications?")
    assert home.said[-1] == "You have 1 new message from My Back Routine."
    home.wait(10)
    home.device.say("read my notifications")
    assert home.said[-1] == "You have no new notifications."
    assert home.door.asked == []


def test_it_can_name_its_sender_in_the_devices_language(home):
    event = alert(name="localizedattribute:who")
    proactive(home).create_proactive_event(event, SkillStage.DEVELOPMENT)
    home.wait(5)
    home.device.say("notifications")
    assert home.said[-1] == "You have 1 new message from Your back."


def test_the_same_event_comes_once(home):
    events = proactive(home)
    events.create_proactive_event(alert(), SkillStage.DEVELOPMENT)
    assert refused(events.create_proactive_event, alert(), SkillStage.DEVELOPMENT) == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"event": Event("AMAZON.WeatherAlert.Activated", {})},
        {"event": Event("AMAZON.MessageAlert.Activated", {})},
        {"expiry_time": MONDAY + timedelta(hours=25)},
        {"expiry_time": MONDAY},
        {"reference_id": "a b"},
        {"relevant_audience": RelevantAudience(RelevantAudienceType.Unicast, {})},
    ],
)
def test_an_event_that_is_not_as_documented_is_refused(home, changes):
    call = proactive(home).create_proactive_event
    assert refused(call, alert(**changes), SkillStage.DEVELOPMENT) == 400


def test_who_wants_no_notifications_gets_none(home):
    home.alexa.decide([scopes.NOTIFICATIONS], granted=False)
    proactive(home).create_proactive_event(alert(), SkillStage.DEVELOPMENT)
    home.wait(5)
    assert home.said == []


def test_a_token_is_for_its_scope_and_for_an_hour(home):
    messages = messaging(home)
    request = SendSkillMessagingRequest({"do": "refresh"})
    bearer = {"Authorization": f"Bearer {token(home).json()['access_token']}"}
    events_url = f"{home.url}/v1/proactiveEvents/stages/development"
    assert requests.post(events_url, json={}, headers=bearer, timeout=5).status_code == 403
    url = f"{home.url}/v1/skillmessages/users/{LOCAL_USER}"
    body = {"data": {"do": "refresh"}}
    assert requests.post(url, json=body, headers=bearer, timeout=5).status_code == 202
    home.wait(TOKEN_SECONDS)
    assert requests.post(url, json=body, headers=bearer, timeout=5).status_code == 403
    messages.send_skill_message(LOCAL_USER, request)


def test_login_answers_as_login_with_amazon(home):
    answer = token(home).json()
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 3_600)
    assert answer["scope"] == scopes.SKILL_MESSAGING


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_secret": "guessed"}, 401, "invalid_client"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"scope": ""}, 400, "invalid_scope"),
    ],
)
def test_login_refuses_as_oauth_does(home, changes, status, error):
    answer = token(home, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_throttled_service_says_so():
    with ServedHome(lambda *_: None, faults=read_faults(("events=432",))) as home:
        assert refused(proactive(home).create_proactive_event, alert(), SkillStage.LIVE) == 432


def test_a_notification_that_has_expired_is_not_read(home):
    proactive(home).create_proactive_event(alert(), SkillStage.DEVELOPMENT)
    home.wait(13 * 3_600)
    home.device.say("notifications")
    assert home.said[-1] == "You have no new notifications."


def test_a_name_that_is_missing_in_the_devices_language_is_refused(home):
    event = alert(name="localizedattribute:nobody")
    assert refused(proactive(home).create_proactive_event, event, SkillStage.DEVELOPMENT) == 400
