"""Reminders and timers by voice: our skill on the local speaker, with Alexa's local services."""

import json
import logging
from contextlib import ExitStack
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.alexa.alerts import reminders, timers
from skill.bootstrap import skill_of
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.cloud.fakes import ServedHome
from skill.speaker.cloud.faults import read_faults
from skill.speaker.text_ears import HearingEars
from skill.store.memory import MemoryStore
from skill.understanding import Hearing

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
EVERY_DAY = "ask my back routine to remind me every day at eight"
BREAK = "ask my back routine to set a break timer for 45 minutes"
SENTENCES = [
    EVERY_DAY,
    BREAK,
    "ask my back routine to remind me tomorrow",
    "ask my back routine when is my reminder",
    "ask my back routine to move it to seven",
    "ask my back routine to stop reminding me",
    "ask my back routine how long until my break",
    "ask my back routine to cancel my break timer",
    "at nine in the evening",
    "on Monday and Friday",
    "seven",
    "yes",
    "no",
    "cancel",
    "purple umbrella sandwich",
]


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.fixture
def make_home(tmp_path, hearing):
    """Makes homes with our own skill, and what it answered."""
    homes = ExitStack()

    def make(*faults, zone="Europe/London"):
        store, shelf = MemoryStore(), LocalShelf(FolderLibrary(tmp_path), None)

        def skill(home, envelope):
            about = (store, home.clock, shelf, estimated_lengths, (home.told.append,))
            coach = skill_of(*about)
            body = json.loads(json.dumps(envelope))
            answer = coach.answer(body, "http://127.0.0.1/")
            home.answers.append(answer)
            attributes = answer.get("sessionAttributes", {})
            return {**answer.get("response", {}), "sessionAttributes": attributes}

        home = ServedHome(
            skill,
            start=MONDAY,
            zone=zone,
            faults=read_faults(faults),
            make_ears=lambda clock: HearingEars(hearing, clock, ZoneInfo(zone)),
        )
        home.answers, home.told, home.store = [], [], store
        homes.callback(home.__exit__)
        return home

    with homes:
        yield make


@pytest.fixture
def home(make_home):
    return make_home()


def say(home, *sentences):
    for sentence in sentences:
        while home.device.is_speaking:
            home.device.advance_to(home.device.due_ms())
        home.device.say(sentence)
    return home.said[-1]


def last(home):
    return home.answers[-1]["response"]


def answered(home, payload, token=None, code="200", granted=()):
    """What our skill answers when a consent comes back like this."""
    if granted:
        home.alexa.decide(granted, granted=True)
    asked = next(a for a in home.answers if a["response"].get("directives"))
    token = token or asked["response"]["directives"][0]["token"]
    body = json.loads(json.dumps(home.door.asked[-1]))
    locale = {"requestId": "r", "timestamp": "2026-11-16T10:00:00Z", "locale": "en-US"}
    status = {"code": code, "message": "OK"}
    connected = {"type": "Connections.Response", "name": "AskFor", "status": status}
    body["request"] = {**connected, **locale, "token": token, "payload": payload}
    body["session"] = {**home.door.asked[0]["session"], "attributes": {}}
    return json.loads(home.door.ask(body))["response"]


@pytest.mark.parametrize(
    ("sentence", "scope"), [(EVERY_DAY, reminders.SCOPE), (BREAK, timers.SCOPE)]
)
def test_alexa_is_sent_to_ask_without_a_word_or_an_open_microphone(home, sentence, scope):
    say(home, sentence, "yes")
    response = last(home)
    (directive,) = response["directives"]
    assert directive["payload"] == {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "1",
        "permissionScope": scope,
    }
    assert not response.keys() & {"outputSpeech", "reprompt", "shouldEndSession"}
    assert home.faults == []


@pytest.mark.parametrize(
    ("sentence", "scope"), [(EVERY_DAY, reminders.SCOPE), (BREAK, timers.SCOPE)]
)
def test_who_does_not_answer_gets_a_card_and_the_session_ends(home, sentence, scope):
    say(home, sentence, "yes")
    home.wait(60)
    assert last(home)["card"] == {"type": "AskForPermissionsConsent", "permissions": [scope]}
    assert last(home)["shouldEndSession"] is True
    assert home.faults == []


@pytest.mark.parametrize("sentence", [EVERY_DAY, BREAK])
@pytest.mark.parametrize(
    ("payload", "code"), [(None, "200"), ({}, "200"), ({"status": "ACCEPTED"}, "400")]
)
def test_where_nobody_can_be_asked_by_voice_there_is_a_card(home, sentence, payload, code):
    say(home, sentence, "yes")
    response = answered(home, payload, code=code)
    assert response["card"]["type"] == "AskForPermissionsConsent"


@pytest.mark.parametrize("sentence", [EVERY_DAY, BREAK])
def test_a_consent_that_is_not_there_after_all_is_asked_for_by_card(home, sentence):
    say(home, sentence, "yes")
    response = answered(home, {"status": "ACCEPTED"})
    assert response["card"]["type"] == "AskForPermissionsConsent"


@pytest.mark.parametrize("token", ["", "nonsense", "[]", '{"then":"cake","wish":{}}'])
def test_a_consent_that_is_not_ours_changes_nothing(home, token):
    say(home, EVERY_DAY, "yes")
    response = answered(home, {"status": "ACCEPTED"}, token or "x", granted=[reminders.SCOPE])
    assert "something went wrong" in response["outputSpeech"]["ssml"]
    assert home.alexa.book.reminders() == []


def test_a_consent_taken_back_in_the_app_is_asked_for_again(home):
    say(home, EVERY_DAY, "yes", "yes")
    home.alexa.decide([reminders.SCOPE], granted=False)
    home.wait(20)
    say(home, "ask my back routine to remind me tomorrow at nine", "yes")
    assert last(home)["directives"][0]["type"] == "Connections.SendRequest"


def test_a_service_that_does_not_know_of_the_consent_leads_to_a_card_and_no_further(make_home):
    home = make_home("reminders=401")
    home.alexa.decide([reminders.SCOPE], granted=True)
    home.wait(0)
    say(home, EVERY_DAY, "yes")
    home.wait(20)
    assert "I've put a card into your Alexa app" in home.said[-1]
    asked = [answer for answer in home.answers if answer["response"].get("directives")]
    assert len(asked) == 1


def test_a_reminder_holds_nothing_of_the_person(home):
    say(home, EVERY_DAY, "yes", "yes")
    (reminder,) = home.alexa.book.reminders()
    (content,) = reminder.asked["alertInfo"]["spokenInfo"]["content"]
    assert content == {
        "locale": "en-US",
        "text": 'It\'s time for your back routine. Just say "start my back routine".',
    }
    assert reminder.asked["trigger"]["timeZoneId"] == "Europe/London"


def test_a_reminder_is_in_the_zone_where_the_person_is_now(make_home):
    home = make_home(zone="Asia/Tokyo")
    say(home, EVERY_DAY, "yes", "yes")
    (reminder,) = home.alexa.book.reminders()
    assert reminder.due_at == datetime(2026, 11, 16, 23, 0, tzinfo=UTC)


def test_a_reminder_needs_no_notes_of_ours(home):
    home.store.down = True
    said = say(home, EVERY_DAY, "yes", "yes")
    assert said.startswith("Done. I'll remind you every day at eight in the morning.")


def test_a_yes_said_twice_sets_one_reminder(home):
    say(home, EVERY_DAY, "yes", "yes")
    assert "already" in say(home, EVERY_DAY)
    assert len(home.alexa.book.reminders()) == 1


def test_as_many_as_there_may_be_has_its_sentence(home):
    say(home, EVERY_DAY, "yes", "yes")
    (first,) = home.alexa.book.reminders()
    body = first.asked
    for _ in range(249):
        home.alexa.book.add_reminder(body)
    said = say(home, "ask my back routine to remind me tomorrow at nine", "yes")
    assert "as many reminders as Alexa allows" in said


def test_a_reminder_that_went_away_meanwhile_is_not_moved(home):
    say(home, EVERY_DAY, "yes", "yes")
    say(home, "ask my back routine to move my reminder to nine")
    (reminder,) = home.alexa.book.reminders()
    home.alexa.book.drop_reminder(reminder.token)
    assert "isn't there any more" in say(home, "yes")


def test_reminders_that_all_went_away_meanwhile_are_not_asked_about(home):
    say(home, EVERY_DAY, "yes", "yes")
    say(home, "ask my back routine to remind me tomorrow at nine", "yes")
    say(home, "ask my back routine to stop reminding me")
    for reminder in home.alexa.book.reminders():
        home.alexa.book.drop_reminder(reminder.token)
    assert say(home, "no").startswith("You have no reminder from me.")


def test_a_timer_starts_the_routine_by_its_task(home):
    say(home, BREAK, "yes", "yes")
    (timer,) = home.alexa.book.timers()
    operation = timer.asked["triggeringBehavior"]["operation"]
    assert operation["task"]["name"] == "amzn1.ask.skill.local.StartRoutine"
    assert operation["textToConfirm"][0]["text"].endswith("Shall we start your back routine?")
    assert timer.label == "break"


def test_one_break_timer_runs_at_a_time(home):
    say(home, BREAK, "yes", "yes")
    said = say(home, "ask my back routine to set a break timer for 20 minutes", "yes")
    assert said == "Done, it starts anew. Your break comes in 20 minutes."
    assert [timer.asked["duration"] for timer in home.alexa.book.timers()] == ["PT1200S"]


@pytest.mark.parametrize("sentences", [(EVERY_DAY, "yes", "yes"), (BREAK, "yes", "yes")])
def test_every_question_ends_in_a_question_mark(home, sentences):
    say(home, *sentences)
    for answer in home.answers:
        response = answer["response"]
        if response.get("shouldEndSession") is False:
            assert response["outputSpeech"]["ssml"].endswith("?</speak>")
            assert response["reprompt"]["outputSpeech"]["ssml"].endswith("?</speak>")


def test_nothing_of_the_person_is_logged(make_home, caplog):
    caplog.set_level(logging.INFO, "skill")
    home = make_home()
    say(home, EVERY_DAY, "yes", "yes")
    (reminder,) = home.alexa.book.reminders()
    say(home, "ask my back routine to move it to nine", "yes")
    say(home, "ask my back routine to stop reminding me", BREAK, "yes", "yes")
    identity = home.door.asked[0]["context"]["System"]
    private = (reminder.token, identity["user"]["userId"], identity["apiAccessToken"], "eight")
    assert len(home.told) > 6
    logged = "\n".join([*(record.getMessage() for record in caplog.records), str(home.told)])
    assert [word for word in private if word in logged] == []


@pytest.mark.parametrize("faults", [(), ("reminders=503",), ("timers=429", "settings=500")])
def test_the_rules_hold_whatever_is_said_in_whatever_order(make_home, faults, caplog):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(SENTENCES), max_size=12))
    def anything(sentences):
        with make_home(*faults) as home:
            for sentence in sentences:
                say(home, sentence)
                assert home.said, sentence
            assert home.faults == []
            assert len(home.alexa.book.timers()) <= 1
            for answer in home.answers:
                response = answer["response"]
                is_question = response.get("shouldEndSession") is False
                if "outputSpeech" in response:
                    said = response["outputSpeech"]["ssml"].removesuffix("</speak>")
                    assert said.endswith("?") == is_question
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]

    anything()


DELETE = ("ask my back routine to delete my data", "yes")


def allow(home, *scopes):
    home.alexa.decide(scopes, granted=True)


def test_with_all_data_go_the_reminders_and_the_break_timer(home):
    allow(home, reminders.SCOPE, timers.SCOPE)
    say(home, EVERY_DAY, "yes", BREAK, "yes")
    assert (len(home.alexa.book.reminders()), len(home.alexa.book.timers())) == (1, 1)
    assert "gone, too" in say(home, *DELETE)
    assert (home.alexa.book.reminders(), home.alexa.book.timers()) == ([], [])


def test_what_cannot_be_removed_now_is_told_with_the_way_to_do_it(home):
    allow(home, reminders.SCOPE)
    say(home, EVERY_DAY, "yes")
    home.alexa.faults = read_faults(["reminders=503"])
    assert "delete them in the Alexa app" in say(home, *DELETE)
    assert home.store.kept(home.alexa.setting.user_id) == {}


def test_what_is_no_longer_allowed_is_told_likewise(home):
    allow(home, reminders.SCOPE)
    say(home, EVERY_DAY, "yes")
    home.alexa.decide([reminders.SCOPE], granted=False)
    assert "delete them in the Alexa app" in say(home, *DELETE)


def test_of_alerts_that_were_never_set_nothing_is_said(home):
    assert say(home, *DELETE) == "Done. Everything I had kept is deleted."
