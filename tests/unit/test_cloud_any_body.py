"""Whatever is sent, a service answers as it is documented, and never falls over."""

import copy
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.speaker.cloud import scopes
from skill.speaker.cloud.alexa import alexa_in_told_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.fakes import MONDAY
from skill.speaker.cloud.ledger import Kind
from skill.speaker.setting import LOCAL_USER, Setting
from skill.speaker.virtual_clock import VirtualClock, epoch_ms

TEXTS = [{"locale": "en-US", "text": "Stretch."}]
RULE = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
REMINDER = {
    "requestTime": "2026-11-16T08:00:00.000",
    "trigger": {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": "2026-11-17T08:00:00",
        "timeZoneId": "Europe/Berlin",
        "offsetInSeconds": 60,
        "recurrence": {
            "freq": "WEEKLY",
            "byDay": ["MO"],
            "startDateTime": "2026-11-16T08:00:00",
            "endDateTime": "2027-11-16T08:00:00",
            "recurrenceRules": [RULE],
        },
    },
    "alertInfo": {"spokenInfo": {"content": [*TEXTS, {"locale": "en-GB", "ssml": "<s>Hi</s>"}]}},
    "pushNotification": {"status": "ENABLED"},
}
TIMER = {
    "duration": "PT45M",
    "timerLabel": "break",
    "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
    "triggeringBehavior": {
        "operation": {
            "type": "LAUNCH_TASK",
            "textToConfirm": TEXTS,
            "task": {"name": "x.StartRoutine", "version": "1", "input": {"minutes": 5}},
        },
        "notificationConfig": {"playAudible": True},
    },
}
EVENT = {
    "timestamp": MONDAY.isoformat(),
    "referenceId": "week-47",
    "expiryTime": (MONDAY + timedelta(hours=1)).isoformat(),
    "event": {
        "name": "AMAZON.MessageAlert.Activated",
        "payload": {
            "state": {"status": "UNREAD", "freshness": "NEW"},
            "messageGroup": {"creator": {"name": "localizedattribute:who"}, "count": 1},
        },
    },
    "localizedAttributes": [{"locale": "en-US", "who": "Back"}],
    "relevantAudience": {"type": "Unicast", "payload": {"user": LOCAL_USER}},
}
MESSAGE = {"data": {"do": "refresh"}, "expiresAfterSeconds": 3_600}
SPEAK = {
    "header": {"requestId": "1"},
    "directive": {"type": "VoicePlayer.Speak", "speech": "Let me count."},
}
SERVICES = {
    "/v1/alerts/reminders": REMINDER,
    "/v1/alerts/timers": TIMER,
    "/v1/proactiveEvents/stages/development": EVENT,
    f"/v1/skillmessages/users/{LOCAL_USER}": MESSAGE,
    "/v1/directives": SPEAK,
}
OURS = ("2026-11-16T08:00:00", "0001-01-01", "9999-12-31T23:59:59", "PT1S", "SCHEDULED_RELATIVE")
RULES = ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;UNTIL=20260101Z")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from((*OURS, *RULES, "en-US", "<speak>", "Europe/Berlin")),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def places(body, path=()):
    yield path
    items = body.items() if isinstance(body, dict) else enumerate(body)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def changed(body, path, value, *, drops):
    if not path:
        return value
    body = copy.deepcopy(body)
    place = body
    for key in path[:-1]:
        place = place[key]
    if drops:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return body


@pytest.fixture
def alexa():
    alexa = alexa_in_told_time(Setting(ZoneInfo("Europe/Berlin")), VirtualClock(MONDAY))
    alexa.asked = {"type": "IntentRequest", "requestId": "1"}
    alexa.speak_meanwhile = lambda _: None
    alexa.decide(list(scopes.ASKED_OF_PEOPLE), granted=True)
    yield alexa
    alexa.close()


@pytest.fixture
def post(alexa):
    client = alexa_services(alexa).test_client()

    def post(path, body):
        is_the_persons = "/alerts/" in path or path.endswith("directives")
        of_the_skill = alexa.tokens.for_skill({*scopes.OF_THE_SKILL})
        token = alexa.tokens.of_session if is_the_persons else of_the_skill
        return client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})

    return post


@pytest.mark.parametrize("path", SERVICES)
def test_the_bodies_that_are_changed_below_are_right(post, path):
    assert post(path, SERVICES[path]).status_code < 300


@pytest.mark.parametrize("path", SERVICES)
def test_any_change_of_a_body_is_taken_or_refused_and_what_was_taken_rings(alexa, post, path):
    body = SERVICES[path]

    @settings(max_examples=60)
    @given(st.sampled_from(sorted(places(body), key=str)), values, st.booleans())
    def change(place, value, drops):
        answer = post(path, changed(body, place, value, drops=drops))
        assert answer.status_code in {200, 202, 204, 400, 403, 409}, answer.text
        alexa.take(epoch_ms(MONDAY + timedelta(days=8)))
        for kind in (Kind.REMINDER, Kind.TIMER, Kind.NOTIFICATION):
            for row in alexa.ledger.rows(kind):
                alexa.ledger.drop(kind, row.id)

    change()
