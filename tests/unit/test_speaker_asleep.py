"""A machine that sleeps, a process that is stopped and a clock that is set: no sound goes on."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from skill.routine.run import Phase
from skill.speaker.virtual_clock import SLEPT_MS, STOPPED_AFTER_MS, RunningClock, Waking

START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
HOUR_MS = 3_600_000


class Machine:
    """A machine whose time is told to pass."""

    def __init__(self):
        self.wall, self.running, self.passed = START, 50, 90
        self.clock = RunningClock(
            SimpleNamespace(now=lambda: self.wall), lambda: self.running, lambda: self.passed
        )
        self.waking = Waking(self.clock)

    def run(self, ms):
        """Run for a while, as a speaker does that looks at the time."""
        while ms > 0:
            step = min(ms, 500)
            self.running, ms = self.running + step, ms - step
            self.sleep(step)
            self.clock.now()

    def sleep(self, ms):
        self.passed += ms
        self.wall += timedelta(milliseconds=ms)

    @property
    def counted_ms(self):
        return round((self.clock.now() - START).total_seconds() * 1000)


@pytest.fixture
def machine():
    return Machine()


def test_time_that_runs_is_counted(machine):
    machine.run(90_000)
    assert (machine.counted_ms, machine.waking()) == (90_000, False)


def test_a_sleep_is_not_counted_and_is_noticed_once(machine):
    machine.run(10_000)
    machine.sleep(HOUR_MS)
    assert machine.counted_ms == 10_000
    assert [machine.waking(), machine.waking()] == [True, False]


def test_a_process_that_was_stopped_has_slept_too(machine):
    machine.running += HOUR_MS
    machine.sleep(HOUR_MS)
    assert (machine.counted_ms, machine.waking()) == (0, True)


def test_what_takes_a_skill_some_seconds_is_no_sleep(machine):
    machine.running += STOPPED_AFTER_MS
    machine.sleep(STOPPED_AFTER_MS)
    assert (machine.counted_ms, machine.waking()) == (STOPPED_AFTER_MS, False)


def test_a_nap_is_nobodys_business(machine):
    machine.sleep(SLEPT_MS - 1)
    assert not machine.waking()


@pytest.mark.parametrize("set_by", [timedelta(days=365), timedelta(days=-365), timedelta(hours=1)])
def test_a_clock_that_is_set_moves_nothing(machine, set_by):
    machine.run(10_000)
    machine.wall += set_by
    machine.run(5_000)
    assert (machine.counted_ms, machine.waking()) == (15_000, False)


def test_requests_are_stamped_by_the_clock_on_the_wall(machine):
    machine.sleep(HOUR_MS)
    at_ms = round(machine.clock.now().timestamp() * 1000)
    assert machine.clock.by_the_clock(at_ms) == machine.wall


def test_who_wakes_stops_at_the_place_and_asks(known_room, make_room):
    def place_after(room, halt):
        room.say("start my back routine")
        room.let_finish()
        room.wait(42)
        halt(room)
        head = room.run.head
        return head.phase, head.step, head.segment, head.offset_ms

    as_paused = place_after(make_room(), lambda room: room.say("pause"))
    assert place_after(known_room, lambda room: room.device.wake()) == as_paused
    assert as_paused[0] is Phase.PAUSED
    assert known_room.speech.endswith("?")
    assert known_room.is_listening
    known_room.say("yes")
    assert known_room.device.is_speaking or known_room.device.is_playing


def test_who_wakes_without_a_sound_says_nothing(known_room):
    known_room.device.wake()
    assert known_room.speech == ""
