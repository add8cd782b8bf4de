"""Consents: asked for by voice, given on a page, and told to the skill."""

import pytest
import requests

from skill.speaker.cloud import scopes
from skill.speaker.cloud.fakes import ServedHome

QUESTION = (
    "Do you give My Back Routine permission to update your reminders? You can say I approve or no."
)


def ask_for(*wanted, version="1"):
    payload = {"@type": "AskForPermissionsConsentRequest", "@version": version}
    if version == "1":
        payload["permissionScope"] = wanted[0]
    else:
        payload["permissionScopes"] = [
            {"permissionScope": scope, "consentLevel": "ACCOUNT"} for scope in wanted
        ]
    token = "mark"
    return {
        "type": "Connections.SendRequest",
        "name": "AskFor",
        "payload": payload,
        "token": token,
    }


class Skill:
    """Wants a consent, and says what became of it."""

    def __init__(self):
        self.directive = ask_for(scopes.REMINDERS)
        self.ends = None

    def __call__(self, _, envelope):
        request = envelope["request"]
        if request["type"] == "Connections.Response":
            text = request["payload"]["status"].lower()
            return {
                "outputSpeech": {"type": "PlainText", "text": text},
                "shouldEndSession": True,
            }
        if request["type"] != "LaunchRequest":
            return None
        speech = {"type": "PlainText", "text": "Gladly."}
        whole = {"outputSpeech": speech, "directives": [self.directive]}
        whole["sessionAttributes"] = {"kept": 1}
        return whole if self.ends is None else whole | {"shouldEndSession": self.ends}


@pytest.fixture
def skill():
    return Skill()


@pytest.fixture
def home(skill):
    with ServedHome(skill) as home:
        home.device.say("open")
        home.wait(12)
        yield home


def response(home):
    return next(e for e in home.door.asked if e["request"]["type"] == "Connections.Response")


@pytest.mark.parametrize(
    ("words", "status"),
    [("yes", "ACCEPTED"), ("I approve", "ACCEPTED"), ("no", "DENIED"), ("no, not now", "DENIED")],
)
def test_alexa_asks_and_the_skill_learns_the_answer(home, words, status):
    assert home.said == ["Gladly.", QUESTION]
    assert home.device.is_listening
    home.device.say(words)
    request = response(home)["request"]
    assert (request["name"], request["token"]) == ("AskFor", "mark")
    assert request["status"] == {"code": "200", "message": "OK"}
    assert request["payload"] == {"permissionScope": scopes.REMINDERS, "status": status}
    assert home.said[-1] == status.lower()
    assert home.faults == []


def test_the_session_goes_on_and_keeps_what_it_knew(home):
    home.device.say("yes")
    asked = home.door.asked[0]["session"]
    session = response(home)["session"]
    assert session["sessionId"] == asked["sessionId"]
    assert (session["new"], session["attributes"]) == (False, {"kept": 1})


def test_who_keeps_the_session_open_need_not_ask(skill):
    skill.ends = False
    with ServedHome(skill) as home:
        home.device.say("open")
        home.wait(12)
        home.device.say("yes")
        assert response(home)["session"]["attributes"] == {"kept": 1}
        assert home.faults == []


def test_who_ended_the_session_gets_a_new_one(skill):
    skill.ends = True
    with ServedHome(skill) as home:
        home.device.say("open")
        home.wait(12)
        home.device.say("yes")
        session = response(home)["session"]
        assert session["sessionId"] != home.door.asked[0]["session"]["sessionId"]
        assert (session["new"], session["attributes"]) == (True, {})


def test_nobody_answers_though_asked_twice(home):
    home.wait(60)
    assert home.said == ["Gladly.", QUESTION, QUESTION, "not_answered"]
    assert response(home)["request"]["payload"]["status"] == "NOT_ANSWERED"
    assert home.alexa.permissions() == {}


def test_what_is_no_answer_is_asked_once_more(home):
    home.device.say("potatoes")
    assert home.said[-1] == QUESTION
    home.device.say("potatoes")
    assert home.said[-1] == "not_answered"


def test_a_yes_that_was_not_surely_said_allows_nothing(home):
    home.device.say("yes", confidence=0.2)
    assert home.said[-1] == QUESTION
    home.device.say("no", confidence=0.2)
    assert home.said[-1] == "denied"


def test_from_then_on_requests_tell_of_it_and_it_is_not_asked_again(home):
    home.device.say("yes")
    home.wait(20)
    home.device.say("open")
    home.wait(2)
    system = home.door.asked[-2]["context"]["System"]
    granted = {scopes.REMINDERS: {"status": "GRANTED"}}
    assert system["user"]["permissions"] == {"scopes": granted}
    assert home.said[-2:] == ["Gladly.", "accepted"]


def test_several_at_once_are_asked_for_in_version_two(skill):
    skill.directive = ask_for(scopes.REMINDERS, scopes.TIMERS, version="2")
    with ServedHome(skill) as home:
        home.device.say("open")
        home.wait(12)
        assert "update your reminders and update your timers" in home.said[-1]
        home.device.say("yes")
        assert home.alexa.are_granted([scopes.REMINDERS, scopes.TIMERS])


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Buy"},
        {"payload": None},
        {"payload": {"@type": "AskForPermissionsConsentRequest", "@version": "1"}},
        {"payload": {"@type": "x", "@version": "1", "permissionScope": scopes.TIMERS}},
    ],
)
def test_a_wish_of_another_shape_is_refused(skill, change):
    skill.directive |= change
    with ServedHome(skill) as home:
        home.device.say("open")
        assert "System.ExceptionEncountered" in [e["request"]["type"] for e in home.door.asked]


def test_the_skill_is_told_of_a_consent(home):
    home.device.say("yes")
    home.wait(10)
    event = home.door.asked[-1]["request"]
    assert event["type"] == "AlexaSkillEvent.SkillPermissionAccepted"
    assert event["body"] == {"acceptedPermissions": [{"scope": scopes.REMINDERS}]}


def post(home, scope, granted, **headers):
    form = {"scope": scope, "granted": granted}
    return requests.post(f"{home.url}/app/consents", data=form, headers=headers, timeout=5)


def test_the_page_gives_a_consent_and_takes_it_back(home):
    assert "Update your reminders: not allowed" in requests.get(f"{home.url}/app", timeout=5).text
    assert "Update your reminders: allowed" in post(home, scopes.REMINDERS, "yes").text
    assert home.alexa.are_granted([scopes.REMINDERS])
    post(home, scopes.REMINDERS, "no")
    assert not home.alexa.are_granted([scopes.REMINDERS])


def test_allowed_notifications_are_told_as_a_subscription(home):
    home.wait(60)
    post(home, scopes.NOTIFICATIONS, "yes")
    home.wait(1)
    event = home.door.asked[-1]["request"]
    assert event["type"] == "AlexaSkillEvent.ProactiveSubscriptionChanged"
    assert event["body"] == {"subscriptions": [{"eventName": "AMAZON.MessageAlert.Activated"}]}


def test_a_page_elsewhere_can_give_nothing(home):
    elsewhere = {"Origin": "http://example.org"}
    assert post(home, scopes.REMINDERS, "yes", **elsewhere).status_code == 403
    assert post(home, scopes.REMINDERS, "yes", Host="example.org").status_code == 403
    hidden = {"Sec-Fetch-Site": "cross-site"}
    assert post(home, scopes.REMINDERS, "yes", **hidden).status_code == 403
    assert home.alexa.permissions() == {}


def test_there_are_no_other_consents(home):
    assert post(home, "everything", "yes").status_code == 400


def test_the_page_shows_what_is_set(home):
    post(home, scopes.REMINDERS, "yes")
    home.alexa.book.add_reminder(
        {
            "requestTime": "2026-11-16T08:00:00",
            "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 3_600},
            "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "A & B."}]}},
        }
    )
    page = requests.get(f"{home.url}/app", timeout=5)
    assert "Monday, 16 November at 8 AM: A &amp; B." in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_page_shows_when_a_timer_rings_and_what_is_left_of_one_that_waits(home):
    rings = {"operation": {"type": "NOTIFY_ONLY"}, "notificationConfig": {"playAudible": True}}
    asked = {"duration": "PT45M", "timerLabel": "break", "triggeringBehavior": rings}
    kept = home.alexa.book.add_timer(asked)
    assert "<li>break: until " in requests.get(f"{home.url}/app", timeout=5).text
    home.alexa.book.pause_timer(kept.id)
    assert "<li>break: paused, 45 minutes left" in requests.get(f"{home.url}/app", timeout=5).text


@pytest.mark.parametrize("file", ["page.css", "icon.svg"])
def test_the_page_brings_its_looks_along(home, file):
    assert requests.get(f"{home.url}/app/{file}", timeout=5).status_code == 200
