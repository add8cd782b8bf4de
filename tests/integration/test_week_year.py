"""A whole year of somebody who travels, lapses and comes back, talked through in seconds.

Every word goes through the skill as Alexa would send it; only the routines' hours are not waited
for: whoever launched one is taken to have heard it to its end.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from skill.bootstrap import open_store, skill_of
from skill.routine.preferences import Level
from skill.routine.progress import first_day_of
from skill.routine.run import Head
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.virtual_clock import VirtualClock, epoch_ms
from tests.conftest import welcome

USER = "amzn1.ask.account.YEAR"
LONDON, TOKYO = "Europe/London", "Asia/Tokyo"
FIRST = date(2026, 1, 5)
JAPAN = (date(2026, 7, 7), date(2026, 7, 19))
LAPSE = (date(2026, 8, 24), date(2026, 9, 27))
STRONGER = date(2026, 5, 4)
DAYS_OF_THE_WEEK = (0, 2, 4, 6)
"""Four days a week, the Sunday late in the evening."""


@dataclass
class Year:
    """The person, the skill and what was said to them."""

    skill: object
    store: object
    clock: VirtualClock
    said: dict = field(default_factory=dict)

    def zone(self, day):
        return TOKYO if JAPAN[0] <= day <= JAPAN[1] else LONDON

    def at(self, day, hour, minute=0):
        local = datetime.combine(day, time(hour, minute), ZoneInfo(self.zone(day)))
        self.clock.move_to(epoch_ms(local))
        # What the device in this place would tell: each place has its own.
        self.store.change_profile(
            USER, lambda p: replace(p, zone=self.zone(day), zone_seen_at=self.clock.now())
        )

    def ask(self, request, **slots):
        answer = self.skill.answer(envelope(request, slots), "http://127.0.0.1/")
        speech = answer["response"]["outputSpeech"]["ssml"]
        return speech.removeprefix("<speak>").removesuffix("</speak>").strip()

    def routine(self, day):
        """A launch, and the routine heard to its end."""
        late = day.weekday() == 6
        self.at(day, 23 if late else 7, 40 if late else 30)
        said = self.ask("LaunchRequest")
        if "Does any of these apply" in said:  # it is asked again after the month away
            said = self.ask("AMAZON.NoIntent")
        (run,) = self.store.latest_runs(USER, 1)
        steps = len(run.routine)
        head = Head(run.head.play + 1, steps)
        self.store.merge_run(USER, replace(run, done=frozenset(range(steps)), head=head))
        return said


def envelope(request, slots):
    named = {
        name: {
            "name": name,
            "value": value,
            "resolutions": {
                "resolutionsPerAuthority": [
                    {
                        "authority": "x",
                        "status": {"code": "ER_SUCCESS_MATCH"},
                        "values": [{"value": {"name": value, "id": value}}],
                    }
                ]
            },
        }
        for name, value in slots.items()
    }
    is_intent = request.endswith("Intent")
    body = {"type": "IntentRequest" if is_intent else request, "locale": "en-GB"}
    if is_intent:
        body["intent"] = {"name": request, "confirmationStatus": "NONE", "slots": named}
    envelope.number += 1
    body |= {"requestId": f"r.{envelope.number}", "timestamp": "2026-01-05T07:30:00Z"}
    device = {"deviceId": "d", "supportedInterfaces": {"AudioPlayer": {}}}
    application = {"applicationId": "amzn1.ask.skill.x"}
    system = {"application": application, "user": {"userId": USER}, "device": device}
    session = {
        "new": True,
        "sessionId": "s",
        "application": application,
        "user": {"userId": USER},
        "attributes": {"asking": {"kind": "screening"}} if request == "AMAZON.NoIntent" else {},
    }
    context = {"System": system, "AudioPlayer": {"playerActivity": "IDLE"}}
    return {"version": "1.0", "session": session, "context": context, "request": body}


envelope.number = 0


def is_done(day):
    return day.weekday() in DAYS_OF_THE_WEEK and not LAPSE[0] <= day <= LAPSE[1]


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The year, lived: each launch's words by its day, each Sunday's and Monday's summaries."""
    folder = tmp_path_factory.mktemp("year")
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    clock = VirtualClock(datetime.combine(FIRST, time(5), UTC))
    shelf = LocalShelf(FolderLibrary(folder), None)
    year = Year(skill_of(store, clock, shelf, estimated_lengths), store, clock)
    welcome(store, USER, clock.now())
    for number in range(364):
        day = FIRST + timedelta(days=number)
        if day == STRONGER:
            change = lambda p: replace(  # noqa: E731
                p, preferences=replace(p.preferences, level=Level.STEADY)
            )
            store.change_profile(USER, change)
        if is_done(day):
            year.said["launch", day] = year.routine(day)
        if day.weekday() == 6:
            year.at(day, 23, 59)
            year.said["this", day] = year.ask("WeeklySummaryIntent")
            year.said["streak", day] = year.ask("StreakIntent")
        if day.weekday() == 0:
            year.at(day, 12)
            year.said["last", day] = year.ask("WeeklySummaryIntent", week="last")
    return year


def sundays():
    return [FIRST + timedelta(days=6 + 7 * week) for week in range(52)]


def lapsed(day):
    return LAPSE[0] <= first_day_of(day) <= LAPSE[1]


def test_every_week_is_the_four_days_it_was_over_both_changes_of_clocks_and_both_flights(year):
    days = "on Monday, Wednesday, Friday and Sunday"
    wrong = [day for day in sundays() if not lapsed(day) and days not in year.said["this", day]]
    assert wrong == []


def test_the_next_monday_tells_of_the_same_week(year):
    days = "on Monday, Wednesday, Friday and Sunday"
    mondays = [day + timedelta(days=1) for day in sundays()[:-1] if not lapsed(day)]
    assert [day for day in mondays if days not in year.said["last", day]] == []


def test_each_launch_of_a_new_week_tells_the_last_one_and_no_other_launch_does(year):
    launches = {day: said for (what, day), said in year.said.items() if what == "launch"}
    told = [day for day, said in launches.items() if "Last week" in said]
    after_a_week = [d for d in launches if d.weekday() == 0 and d != FIRST and not lapsed(d)]
    comeback = LAPSE[1] + timedelta(days=1)
    assert told == [day for day in after_a_week if day != comeback]
    assert "ood to have you back" in launches[comeback]


def test_the_weeks_in_a_row_are_those_since_the_lapse_and_none_is_lost_before_it(year):
    before = LAPSE[0] - timedelta(days=1)
    weeks_before = ((before - FIRST).days + 1) // 7
    assert f"{weeks_before} weeks in a row" in year.said["streak", before]
    assert "not on a streak" in year.said["streak", LAPSE[1]]
    back = LAPSE[1] + timedelta(days=14)
    assert "two weeks in a row" in year.said["streak", back]


def test_the_first_week_the_lapse_and_the_comeback_have_words_of_their_own(year):
    assert "first week" in year.said["this", FIRST + timedelta(days=6)]
    assert "haven't done any exercises this week" in year.said["this", LAPSE[1]]
    assert "five weeks" in year.said["this", LAPSE[1] + timedelta(days=7)]


def test_what_got_more_is_told_in_the_week_it_did(year):
    grew = ("grew from", "up from", "You went from")
    told = [day for day in sundays() if any(word in year.said["this", day] for word in grew)]
    # What goes well grows, until it can grow no more.
    assert told
    # With nothing done nothing grows, nor in the week of coming back.
    assert not any(lapsed(day) for day in told)


def test_the_words_vary_and_none_is_heard_two_weeks_running(year):
    said = [year.said["this", day] for day in sundays() if not lapsed(day)]
    assert all(one != other for one, other in pairwise(said))
    assert Counter(len(text) < 700 for text in said) == {True: len(said)}
