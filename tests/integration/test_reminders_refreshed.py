"""Reminders get today's words, over HTTP, at the services that stand in for Alexa's here."""

import json
import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from skill.alexa.alerts import reminders
from skill.alexa.alerts.reminder_words import mark_of, words_in
from skill.alexa.coach import Coach
from skill.alexa.conversations.messages import REFRESH_REMINDER
from skill.alexa.skill import Skill
from skill.content import load
from skill.content.phrases import Phrases
from skill.jobs.jobs import weekly_summary_due
from skill.jobs.messages import SkillMessages
from skill.jobs.notifier import FakeNotifier
from skill.jobs.parts import Parts
from skill.jobs.settings import Account
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.cloud.fakes import ServedHome
from skill.speaker.cloud.faults import Faults, read_faults
from skill.speaker.cloud.login import CLIENT_ID, CLIENT_SECRET
from skill.speaker.setting import LOCAL_USER
from skill.speaker.text_ears import HearingEars
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore
from skill.understanding import Hearing

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
A_WEEK, ZONE = timedelta(days=7), ZoneInfo("Europe/London")
OLD, TODAYS = "Stand up and stretch.", words_in(load())
EVERY_DAY = "ask my back routine to remind me every day at eight"
FRIDAYS = "ask my back routine to remind me every Friday at nine in the evening"


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


class House:
    """A home, our skill in a version that says `words` in reminders, and its weekly job."""

    def __init__(self, home, store):
        self.home, self.store, self.words = home, store, OLD
        messages = SkillMessages(Account(CLIENT_ID, CLIENT_SECRET, home.url, home.url))
        names = partial(next, map(str, count()))
        self.parts = Parts(store, home.clock, names, FakeNotifier(), messages=messages)
        home.alexa.decide([reminders.SCOPE], granted=True)

    def content(self, locale):
        content = load(locale)
        return replace(
            content, phrases=Phrases({**content.phrases, "reminder.text": (self.words,)})
        )

    def remind(self, sentence=EVERY_DAY):
        for words in (sentence, "yes"):
            self.home.device.say(words)

    def week_passes(self):
        """The job's hour comes, and what it sends arrives; gives how many were sent."""
        self.due = getattr(self, "due", MONDAY) + A_WEEK
        self.home.wait_until(self.due)
        parts = replace(self.parts, reminder_texts=frozenset({mark_of(self.words)}))
        tally = weekly_summary_due(parts, self.due, shard_of(LOCAL_USER))
        self.home.wait(1)
        return tally.refreshed

    def fails(self, *faults):
        self.home.alexa.faults = read_faults(faults)

    @property
    def set(self):
        return [each.whole() for each in self.home.alexa.book.reminders()]

    @property
    def texts(self):
        found = [each["alertInfo"]["spokenInfo"]["content"] for each in self.set]
        return [content["text"] for contents in found for content in contents]

    @property
    def mark(self):
        nudge = self.store.nudge(LOCAL_USER)
        return nudge.reminder_text if nudge else ""


@contextmanager
def house_with(hearing, folder):
    store, shelf = MemoryStore(), LocalShelf(FolderLibrary(folder), None)

    def answer(_, envelope):
        coach = Coach(
            store=store,
            clock=home.clock,
            shelf=shelf,
            content_for=house.content,
            lengths_for=estimated_lengths,
        )
        answered = Skill(coach).answer(json.loads(json.dumps(envelope)), "http://127.0.0.1/")
        attributes = answered.get("sessionAttributes", {})
        return {**answered.get("response", {}), "sessionAttributes": attributes}

    ears = lambda clock: HearingEars(hearing, clock, ZONE)  # noqa: E731 - it is an argument
    with ServedHome(answer, start=MONDAY, zone=ZONE.key, faults=Faults(), make_ears=ears) as home:
        house = House(home, store)
        yield house


@pytest.fixture
def house(hearing, tmp_path):
    with house_with(hearing, tmp_path) as house:
        house.remind()
        assert house.texts == [OLD]
        yield house
        assert house.home.faults == []


# New words -----------------------------------------------------------------------------------


def test_old_words_become_todays_once(house):
    house.words = TODAYS
    assert house.week_passes() == 1
    assert house.texts == [TODAYS]
    assert house.mark == mark_of(TODAYS)
    before = house.set
    assert [house.week_passes() for _ in range(3)] == [0, 0, 0]
    assert house.set[0]["version"] == before[0]["version"]


def test_it_rings_when_it_did_before_and_says_the_new_words(house):
    house.words = TODAYS
    house.week_passes()
    said = len(house.home.said)
    house.home.wait_until(MONDAY.replace(hour=8, minute=0, second=30) + A_WEEK * 2)
    rung = house.home.said[said:]
    assert len(rung) == 7
    assert all(TODAYS in each for each in rung)


def test_each_of_several_keeps_its_own_time_and_days(house):
    house.remind(FRIDAYS)
    rules = [each["trigger"]["recurrence"]["recurrenceRules"] for each in house.set]
    house.words = TODAYS
    assert house.week_passes() == 1
    assert house.texts == [TODAYS] * 2
    assert [each["trigger"]["recurrence"]["recurrenceRules"] for each in house.set] == rules


def test_while_the_words_are_the_same_nothing_is_sent(house):
    assert house.week_passes() == 0


def test_a_reminder_set_since_does_not_hide_an_older_one(house):
    house.words = TODAYS
    house.remind(FRIDAYS)
    assert sorted(house.texts) == sorted([OLD, TODAYS])
    assert house.week_passes() == 1
    assert house.texts == [TODAYS] * 2


# What is in the way --------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["reminders=503", "reminders=429", "reminders=401"])
def test_where_reminders_cannot_be_reached_it_is_tried_the_next_time(house, fault, caplog):
    house.words = TODAYS
    house.fails(fault)
    assert house.week_passes() == 1
    assert house.texts == [OLD]
    assert "reminders keep their words" in caplog.text
    assert LOCAL_USER not in caplog.text
    assert house.set[0]["alertToken"] not in caplog.text
    house.fails()
    assert house.week_passes() == 1
    assert house.texts == [TODAYS]
    assert house.week_passes() == 0


@pytest.mark.parametrize("fault", ["messages=503", "messages=403", "messages=400", "login=400"])
def test_where_messages_cannot_be_sent_it_is_tried_the_next_time(house, fault, caplog):
    house.words = TODAYS
    house.fails(fault)
    assert house.week_passes() == 0
    assert LOCAL_USER not in caplog.text
    house.fails()
    assert house.week_passes() == 1
    assert house.texts == [TODAYS]


def test_a_message_that_comes_again_changes_nothing(house):
    house.words = TODAYS
    house.week_passes()
    version = house.set[0]["version"]
    house.parts.messages.send(LOCAL_USER, REFRESH_REMINDER)
    house.home.wait(1)
    assert house.set[0]["version"] == version


@pytest.mark.parametrize("message", [{"do": "something else"}, {"and": "more"}, {}])
def test_an_unknown_message_is_let_pass(house, message, caplog):
    caplog.set_level(logging.WARNING, "skill")
    house.words = TODAYS
    house.parts.messages.send(LOCAL_USER, message)
    house.home.wait(1)
    assert house.texts == [OLD]
    assert caplog.text == ""


# What is kept --------------------------------------------------------------------------------


def test_the_mark_goes_with_the_last_reminder(house):
    house.remind(FRIDAYS)
    for words in ("ask my back routine to stop reminding me", "no", "at nine in the evening"):
        house.home.device.say(words)
    assert len(house.set) == 1
    assert house.mark == mark_of(OLD)
    house.home.device.say("ask my back routine to stop reminding me")
    assert house.set == []
    assert house.mark == ""
    assert house.store.nudge(LOCAL_USER).slot is None


def test_a_reminder_is_set_and_said_so_though_the_store_is_down(house):
    house.home.device.say(FRIDAYS)
    house.store.down = True
    house.home.device.say("yes")
    house.store.down = False
    assert house.home.said[-1].startswith("Done. I'll remind you every Friday")
    assert len(house.set) == 2


def test_a_store_that_is_down_when_the_message_comes_costs_one_message_more(house):
    house.words = TODAYS
    house.home.wait_until(MONDAY + A_WEEK)
    house.parts.messages.send(LOCAL_USER, REFRESH_REMINDER)
    house.store.down = True
    house.home.wait(1)
    house.store.down = False
    assert house.texts == [TODAYS]
    assert [house.week_passes() for _ in range(2)] == [1, 0]


def test_whose_reminder_is_gone_by_itself_is_found_no_more(house):
    for each in house.set:
        house.home.alexa.book.drop_reminder(each["alertToken"])
    house.words = TODAYS
    assert house.week_passes() == 1
    assert house.mark == ""
    assert house.week_passes() == 0
