"""Whatever is asked for, changed, taken back and restarted: what was promised rings, once."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from skill.speaker.cloud.alarm import ToldAlarm
from skill.speaker.cloud.alerts.book import AlertBook
from skill.speaker.cloud.fakes import MONDAY
from skill.speaker.cloud.ledger import Ledger
from skill.speaker.setting import LOCAL_USER
from skill.speaker.virtual_clock import VirtualClock, epoch_ms

seconds = st.integers(1, 3_000)


class Promises(RuleBasedStateMachine):
    """A model that knows only names and times, beside the book on its file."""

    def __init__(self):
        super().__init__()
        self._folder = TemporaryDirectory()
        self._clock = VirtualClock(MONDAY)
        self._number = 0
        self._reminders, self._timers = {}, {}
        """By the name that they say, what the services call them."""
        self._due, self._left = {}, {}
        """When each rings, and what is left of each that is paused."""
        self._expected, self._rung = [], []
        self._open()

    def _open(self):
        self._ledger = Ledger(Path(self._folder.name) / "alexa.sqlite3", LOCAL_USER)
        self._book = AlertBook(self._ledger, self._clock, ZoneInfo("UTC"), "en-US")
        self._alarm = ToldAlarm(self._ledger)

    def teardown(self):
        self._ledger.close()
        self._folder.cleanup()

    def _named(self):
        self._number += 1
        return f"n{self._number}"

    def _in(self, after_s):
        return self._clock.now() + timedelta(seconds=after_s)

    @rule(after_s=seconds)
    def remind(self, after_s):
        name = self._named()
        self._reminders[name] = self._book.add_reminder(_reminder(name, after_s)).token
        self._due[name] = self._in(after_s)

    @precondition(lambda self: len(self._book.timers()) < 10)
    @rule(after_s=seconds)
    def set_timer(self, after_s):
        name = self._named()
        self._timers[name] = self._book.add_timer(_timer(name, after_s)).id
        self._due[name] = self._in(after_s)

    @precondition(lambda self: self._due)
    @rule(data=st.data(), after_s=seconds)
    def change(self, data, after_s):
        name = data.draw(st.sampled_from(sorted(self._due)))
        if name in self._reminders:
            self._book.change_reminder(self._reminders[name], _reminder(name, after_s))
            self._due[name] = self._in(after_s)
        elif self._due[name] > self._clock.now():
            self._book.pause_timer(self._timers[name])
            self._left[name] = self._due.pop(name) - self._clock.now()

    @precondition(lambda self: self._left)
    @rule(data=st.data())
    def resume(self, data):
        name = data.draw(st.sampled_from(sorted(self._left)))
        self._book.resume_timer(self._timers[name])
        self._due[name] = self._clock.now() + self._left.pop(name)

    @precondition(lambda self: self._due)
    @rule(data=st.data())
    def take_back(self, data):
        name = data.draw(st.sampled_from(sorted(self._due)))
        del self._due[name]
        if name in self._reminders:
            self._book.drop_reminder(self._reminders[name])
        else:
            self._book.drop_timer(self._timers[name])

    @rule(passed_s=st.integers(1, 1_500), is_on=st.booleans())
    def wait(self, passed_s, is_on):
        self._clock.move_to(epoch_ms(self._clock.now()) + passed_s * 1_000)
        if is_on:
            self._ring()

    @rule()
    def restart(self):
        self._ledger.close()
        self._open()
        self._ring()

    def _ring(self):
        now = self._clock.now()
        for name in [name for name, due in self._due.items() if due <= now]:
            # A timer that nobody could hear would have fallen silent after an hour.
            is_too_late = name in self._timers and now - self._due[name] > timedelta(hours=1)
            if not is_too_late:
                self._expected.append(name)
            del self._due[name]
        for row in self._alarm.due(epoch_ms(now)):
            if self._book.ring(row, now) is not None:
                self._rung.append(_name(row.body["asked"]))

    @invariant()
    def what_was_promised_rang_once(self):
        assert sorted(self._rung) == sorted(self._expected)


def _reminder(name, after_s):
    return {
        "requestTime": "2026-11-16T08:00:00",
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": after_s},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": name}]}},
    }


def _timer(name, after_s):
    return {
        "duration": f"PT{after_s}S",
        "timerLabel": name,
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {
            "operation": {"type": "NOTIFY_ONLY"},
            "notificationConfig": {"playAudible": True},
        },
    }


def _name(asked):
    return asked.get("timerLabel") or asked["alertInfo"]["spokenInfo"]["content"][0]["text"]


TestPromises = Promises.TestCase
TestPromises.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
