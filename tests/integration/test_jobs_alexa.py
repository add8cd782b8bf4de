"""Nudges and messages over HTTP, at the services that stand in for Alexa's on this machine."""

import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
import requests
from ask_sdk_model.services import ApiClient, ApiClientResponse

from skill.alexa.api_client import TimedApiClient
from skill.alexa.conversations.messages import REFRESH_REMINDER
from skill.bootstrap import skill_of
from skill.content import load
from skill.jobs.alexa_account import PAUSES_S
from skill.jobs.jobs import JOBS, weekly_summary_due
from skill.jobs.messages import SkillMessages
from skill.jobs.notifier import HeldUpError, NotSentError, RefusedError
from skill.jobs.parts import Parts
from skill.jobs.proactive import LOCALES, ProactiveNotifier
from skill.jobs.scheduler.runner import run
from skill.jobs.settings import Account
from skill.routine import shorthand
from skill.routine.nudge import When
from skill.routine.run import Run
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.cloud.fakes import MONDAY, ServedHome
from skill.speaker.cloud.faults import read_faults
from skill.speaker.cloud.login import CLIENT_ID, CLIENT_SECRET
from skill.speaker.cloud.scopes import NOTIFICATIONS
from skill.speaker.setting import LOCAL_USER
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore

SENDERS = dict.fromkeys(LOCALES, "My Back Routine")
SENTENCE = "You have 1 new message from My Back Routine."
REFERENCE = "a" * 40


class Counting(TimedApiClient):
    """Notes the address of every call."""

    def __init__(self):
        super().__init__()
        self.urls = []

    def invoke(self, request):
        self.urls.append(request.url)
        return super().invoke(request)


class Scripted(ApiClient):
    """Gives a token, then the statuses of a script; a status may come with headers."""

    def __init__(self, *script):
        self.script, self.slept, self.tokens = list(script), [], 0

    def invoke(self, request):
        if "/auth/" in request.url:
            self.tokens += 1
            body = '{"access_token": "t", "expires_in": 3600, "scope": "s", "token_type": "b"}'
            return ApiClientResponse(headers=[], status_code=200, body=body)
        status = self.script.pop(0)
        status, headers = status if isinstance(status, tuple) else (status, [])
        return ApiClientResponse(headers=headers, status_code=status, body="{}")

    def notifier(self):
        return ProactiveNotifier(Account("id", "secret"), SENDERS, self.slept.append, self)


def account(home, **changes):
    return replace(Account(CLIENT_ID, CLIENT_SECRET, home.url, home.url, is_live=False), **changes)


@pytest.fixture
def home():
    with ServedHome(lambda *_: None) as home:
        home.alexa.decide([NOTIFICATIONS], granted=True)
        home.wait(0)
        home.door.asked.clear()
        yield home


def notify(home, sender=None, reference=REFERENCE):
    (sender or ProactiveNotifier(account(home), SENDERS)).notify(
        LOCAL_USER, reference, home.clock.now()
    )


# Notifications -------------------------------------------------------------------------------


def test_a_nudge_chimes_and_is_heard_when_asked_for(home):
    notify(home)
    home.wait(5)
    assert home.said == ["You have a new notification."]
    home.device.say("Alexa, what are my notifications?")
    assert home.said[-1] == SENTENCE


def test_what_is_sent_twice_is_heard_once_and_counts_as_sent(home):
    sender = ProactiveNotifier(account(home), SENDERS)
    notify(home, sender)
    notify(home, sender)
    home.wait(9)
    assert home.said == ["You have a new notification."]


def test_the_token_is_asked_for_once(home):
    client = Counting()
    sender = ProactiveNotifier(account(home), SENDERS, api_client=client)
    for n in range(5):
        notify(home, sender, reference=f"{n:040}")
    assert sum("/auth/" in url for url in client.urls) == 1


def test_a_token_that_is_no_good_any_more_is_replaced(home):
    sender = ProactiveNotifier(account(home), SENDERS)
    notify(home, sender)
    home.wait(4_000)  # this home's hour is over, this machine's is not
    notify(home, sender, reference="b" * 40)
    home.device.say("notifications")
    assert "1 new message" in home.said[-1]


@pytest.mark.parametrize(
    "changes", [{"client_secret": "guessed&more=1"}, {"client_id": "somebody else"}]
)
def test_without_the_right_secret_everybody_waits_and_nobody_is_refused(home, changes):
    sender = ProactiveNotifier(account(home, **changes), SENDERS)
    with pytest.raises(HeldUpError, match="BACK_ROUTINE_ALEXA_CLIENT_SECRET"):
        notify(home, sender)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("events=429", HeldUpError),
        ("events=432", HeldUpError),
        ("events=503", NotSentError),
        ("events=400", RefusedError),
        ("login=503", NotSentError),
        ("login=400", HeldUpError),
        ("down", NotSentError),
    ],
)
def test_each_fault_has_its_meaning(fault, error):
    with ServedHome(lambda *_: None, faults=read_faults((fault,))) as home:
        slept = []
        sender = ProactiveNotifier(account(home), SENDERS, slept.append)
        with pytest.raises(error) as caught:
            notify(home, sender)
        assert type(caught.value) is error
        assert slept == (list(PAUSES_S) if fault in {"events=429", "events=432"} else [])


def test_where_nobody_answers_it_is_tried_later(home):
    nowhere = account(home, alexa_url="http://127.0.0.1:9")
    with pytest.raises(NotSentError):
        notify(home, ProactiveNotifier(nowhere, SENDERS))


def test_it_backs_off_and_goes_on():
    client = Scripted(429, 432, 202)
    client.notifier().notify("ann", REFERENCE, MONDAY)
    assert client.slept == [1, 2]


def test_it_waits_as_long_as_it_is_asked_to():
    client = Scripted((429, [("Retry-After", "7")]), (429, [("retry-after", "9999")]), 202)
    client.notifier().notify("ann", REFERENCE, MONDAY)
    assert client.slept == [7, 30]


def test_it_asks_for_a_new_token_once_and_not_for_ever():
    client = Scripted(403, 403)
    with pytest.raises(HeldUpError):
        client.notifier().notify("ann", REFERENCE, MONDAY)
    assert client.tokens == 2


def test_an_answer_that_is_no_json_is_tried_later():
    class Broken(Scripted):
        def invoke(self, request):
            answer = super().invoke(request)
            return answer if "/auth/" in request.url else replace_body(answer)

    def replace_body(answer):
        answer.body = "<html>Bad Gateway"
        return answer

    with pytest.raises(NotSentError):
        Broken(500).notifier().notify("ann", REFERENCE, MONDAY)


def test_nothing_of_it_is_logged(home, caplog):
    caplog.set_level(logging.INFO, "skill")
    sender = ProactiveNotifier(account(home, client_secret="s3cret-word"), SENDERS)
    store, clock = MemoryStore(), home.clock
    parts = Parts(store, clock, partial(next, map(str, count())), sender)
    wants(store, home)
    run(JOBS[0], parts)
    assert "held up" in caplog.text
    assert "s3cret-word" not in caplog.text
    assert LOCAL_USER not in caplog.text
    assert "s3cret-word" not in repr(account(home, client_secret="s3cret-word"))


# Messages ------------------------------------------------------------------------------------


def test_a_message_reaches_the_skill(home):
    SkillMessages(account(home)).send(LOCAL_USER, REFRESH_REMINDER)
    home.wait(1)
    assert home.door.asked[-1]["request"]["message"] == {"do": "refresh_reminder"}


def test_a_message_to_nobody_is_refused(home):
    with pytest.raises(RefusedError):
        SkillMessages(account(home)).send("amzn1.other", REFRESH_REMINDER)


# All of it -----------------------------------------------------------------------------------


def wants(store, home):
    """Somebody who exercised yesterday, and wants to be told at this hour."""
    now = home.clock.now()
    at = now - timedelta(days=1)
    routine = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)
    run_ = Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, routine, done=frozenset({0}))
    store.merge_run(LOCAL_USER, run_)
    when = When(now.isoweekday(), now.hour)
    store.change_nudge(
        LOCAL_USER, lambda n: n.wanted(when, now.tzinfo, now - timedelta(hours=1), allowed=True)
    )


def test_from_the_wish_to_the_notification(tmp_path):
    """The skill, the scheduler, and a device, with Alexa's services between them."""
    store = MemoryStore()

    def answer(home, envelope):
        shelf = LocalShelf(FolderLibrary(tmp_path), None)
        skill = skill_of(store, home.clock, shelf, estimated_lengths)
        return skill.answer(envelope, "http://127.0.0.1/")["response"]

    with ServedHome(answer) as home:
        wants(store, home)
        store.change_nudge(
            LOCAL_USER, lambda n: n.permitted(home.clock.now().tzinfo, MONDAY, allowed=False)
        )
        assert store.nudge(LOCAL_USER).slot is None

        # In the app the person allows notifications, and the skill is told.
        requests.post(
            f"{home.url}/app/consents", data={"scope": NOTIFICATIONS, "granted": "yes"}, timeout=5
        )
        home.wait(1)
        assert store.nudge(LOCAL_USER).allowed

        home.wait_until(MONDAY + timedelta(days=7, hours=-24))
        at = home.clock.now()
        routine = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)
        store.merge_run(
            LOCAL_USER, Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, routine, done=frozenset({0}))
        )
        home.wait_until(MONDAY + timedelta(days=7))
        names = partial(next, map(str, count()))
        parts = Parts(store, home.clock, names, ProactiveNotifier(account(home), SENDERS))
        assert weekly_summary_due(parts, home.clock.now(), shard_of(LOCAL_USER)).sent == 1
        assert weekly_summary_due(parts, home.clock.now(), shard_of(LOCAL_USER)).sent == 0

        home.wait(5)
        home.device.say("what are my notifications")
        assert home.said == ["You have a new notification.", SENTENCE]
        assert home.faults == []
