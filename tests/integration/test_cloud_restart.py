"""What was promised rings, though the speaker was killed in between."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from skill.clock import SystemClock
from skill.speaker.cloud import scopes
from skill.speaker.cloud.alarm import ScheduledAlarm, ToldAlarm
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.consents import Consents
from skill.speaker.cloud.faults import Faults
from skill.speaker.cloud.ledger import Kind, Ledger, Row
from skill.speaker.setting import LOCAL_USER, Setting
from skill.speaker.virtual_clock import VirtualClock, epoch_ms

HOUSE = Path(__file__).with_name("house_with_reminders.py")
RINGS_IN_S = 3
PATIENCE_S = 30
"""A busy machine takes its time to start a process."""
REMINDER = "Alexa:  Here's your reminder. Stretch. Stretch."
TIMER = "Alexa:  Stand up."


class Speaker:
    """The speaker in a process of its own."""

    def __init__(self, ledger):
        command = [sys.executable, str(HOUSE), str(ledger)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        self._lines = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def say(self, sentence):
        self._process.stdin.write(f"{sentence}\n")
        self._process.stdin.flush()

    def hears(self, wanted, patience_s=PATIENCE_S):
        deadline = time.monotonic() + patience_s
        while (left_s := deadline - time.monotonic()) > 0:
            try:
                if self._lines.get(timeout=left_s) == wanted:
                    return True
            except Empty:
                break
        return False

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._process.stdout.close()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "alexa.sqlite3"
    ledger = Ledger(path, LOCAL_USER)
    Consents(ledger).decide([scopes.REMINDERS, scopes.TIMERS], granted=True)
    ledger.close()
    return path


@pytest.fixture
def start(path):
    started = []

    def start():
        started.append(Speaker(path))
        return started[-1]

    yield start
    started[-1].kill()


@pytest.mark.parametrize(("sentence", "words"), [("remind", REMINDER), ("timer", TIMER)])
@pytest.mark.parametrize("off_s", [0, RINGS_IN_S + 1])
def test_what_was_set_before_the_process_was_killed_rings_once(start, sentence, words, off_s):
    speaker = start()
    speaker.say(sentence)
    assert speaker.hears("Alexa:  It answers 200.")
    speaker.kill()
    time.sleep(off_s)
    speaker = start()
    assert speaker.hears(words)
    speaker.kill()
    assert not start().hears(words, patience_s=3)


def at_home(path, clock, make_alarm=ToldAlarm):
    setting, ledger = Setting(ZoneInfo("UTC")), Ledger(path, LOCAL_USER)
    return Alexa(setting, clock, ledger, make_alarm(ledger), Faults())


def reminder(at):
    return {
        "requestTime": at.isoformat(),
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 1},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "Stretch."}]}},
    }


def test_of_two_speakers_on_one_file_one_rings(path):
    clock = VirtualClock(datetime(2026, 11, 16, 7, tzinfo=UTC))
    speakers = [at_home(path, clock) for _ in range(2)]
    speakers[0].book.add_reminder(reminder(clock.now()))
    at_ms = epoch_ms(clock.now()) + 1_000
    # Both have looked before either has rung.
    rows = [speaker.ledger.waiting()[0] for speaker in speakers]
    now = clock.now() + timedelta(seconds=1)
    rings = [speaker.book.ring(row, now) for speaker, row in zip(speakers, rows, strict=True)]
    assert sum(ring is not None for ring in rings) == 1
    assert [list(speaker.take(at_ms)) for speaker in speakers] == [[], []]
    for speaker in speakers:
        speaker.close()


def test_in_real_time_apscheduler_wakes_the_device_when_it_is_due(path):
    alexa = at_home(path, SystemClock(), lambda ledger: ScheduledAlarm(ledger, SystemClock()))
    try:
        alexa.book.add_reminder(reminder(datetime.now(UTC)))
        assert alexa.due_ms() is None
        deadline = time.monotonic() + PATIENCE_S
        while alexa.due_ms() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        now = datetime.now(UTC)
        rings = alexa.take(epoch_ms(now))
        assert len(rings) == 1
        assert alexa.due_ms() is None
    finally:
        alexa.close()


def test_a_changed_time_moves_its_job_and_a_deleted_one_takes_it_away(path):
    ledger = Ledger(path, LOCAL_USER)
    alarm = ScheduledAlarm(ledger, SystemClock())
    try:
        soon_ms = epoch_ms(datetime.now(UTC)) + 400
        ledger.put(Row(Kind.REMINDER, "moved", {}, soon_ms))
        ledger.put(Row(Kind.REMINDER, "moved", {}, soon_ms + 3_600_000))
        ledger.put(Row(Kind.REMINDER, "dropped", {}, soon_ms))
        ledger.drop(Kind.REMINDER, "dropped")
        time.sleep(0.8)
        assert alarm.due_ms() is None
    finally:
        alarm.close()
        ledger.close()


def test_people_of_one_machine_have_their_own_rows(path):
    mine, theirs = Ledger(path, LOCAL_USER), Ledger(path, "another")
    assert mine.rows(Kind.CONSENT)
    assert theirs.rows(Kind.CONSENT) == []
    mine.close()
    theirs.close()


def test_what_another_speaker_set_is_noticed_too(path, monkeypatch):
    """And what came due while the machine slept: the alarm looks for itself now and then."""
    monkeypatch.setattr("skill.speaker.cloud.alarm._LOOKS_EVERY_S", 0.2)
    mine, theirs = Ledger(path, LOCAL_USER), Ledger(path, LOCAL_USER)
    alarm = ScheduledAlarm(mine, SystemClock())
    try:
        theirs.put(Row(Kind.REMINDER, "theirs", {}, epoch_ms(datetime.now(UTC))))
        deadline = time.monotonic() + PATIENCE_S
        while alarm.due_ms() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert [row.id for row in alarm.due(epoch_ms(datetime.now(UTC)))] == ["theirs"]
    finally:
        alarm.close()
        mine.close()
        theirs.close()
