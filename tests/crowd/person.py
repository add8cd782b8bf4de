"""A person with two smart speakers, who does back routines for months, each visit otherwise."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import TypeVar

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button, Device
from skill.speaker.device.journal import Line
from skill.speaker.device.playback import HappeningKind
from skill.speaker.virtual_clock import VirtualClock
from tests.crowd.habits import (
    CUTS_IN,
    ELSEWHERE,
    GOES_ON,
    MOST_WORDS,
    OPENINGS,
    REPLIES,
    TO_THE_SCREENING,
    WORDS,
    Habits,
)
from tests.crowd.house import START, House
from tests.crowd.ledger import Ledger
from tests.crowd.phrases import EXERCISES

A_SECOND = 1_000
AN_HOUR = 3_600_000
_NAP_S = 1.0
"""So often somebody who waits looks whether the day is over."""
_Choice = TypeVar("_Choice")
_MISHAPS = {
    Fault.LOSE: "an event to be lost",
    Fault.DOUBLE: "an event to come twice",
    Fault.LATE: "an event to come late",
}


class _DayIsOverError(Exception):
    """Nobody goes on: the last word is due."""


class Person:
    """One of the crowd."""

    def __init__(self, number: int, house: House, habits: Habits) -> None:
        self._sky = house.sky
        self._habits = habits
        self._random = Random(f"{house.seed}/{number}")
        self._clock = VirtualClock(START)
        self._alive_until = 0.0
        self.error: Exception | None = None
        """What ended this life before its time; a fault of the test's own."""
        user = f"amzn1.ask.account.SOAK{number:04d}"
        self.ledger = Ledger(user)
        self.mishaps: Counter[str] = Counter()
        """What befell this person's devices by themselves, how often."""
        self._devices, self.doors, self.loaders = zip(
            *(
                house.furnished(
                    user, number, self._clock, partial(self._note, number), self.ledger.answered
                )
                for number in range(2)
            ),
            strict=True,
        )
        self._at = 0

    @property
    def _here(self) -> Device:
        return self._devices[self._at]

    # Life ------------------------------------------------------------------------------------

    def live(self) -> None:
        """Visits, one after the other, until the day closes in the middle of one."""
        # Nobody begins at the same moment as all others.
        time.sleep(self._random.random() * 60 / self._habits.speed)
        try:
            while True:
                self._visit()
                self._go_away()
        except _DayIsOverError:
            return
        except Exception as error:  # noqa: BLE001 - it is told at the end
            self.error = error

    def last_words(self) -> None:
        """How the week went, asked at each device; what they still had to tell goes out first."""
        for device, door in zip(self._devices, self.doors, strict=True):
            device.deliver_late()
            step = door.answer.get("sessionAttributes", {}).get("step")
            if device.is_speaking and step:
                # The day closed in the middle of a stretch, which is now heard to its end.
                self.ledger.spoken(step["token"])
            while device.is_speaking and device.due_ms() is not None:
                device.advance_to(device.due_ms())
            if device.is_listening:
                # A question that is open would be asked again: this ends the session unasked.
                device.say("exit")
            device.say("week")
            self.ledger.card = door.answer["response"].get("card", {}).get("content")
        for device in self._devices:
            device.power_off()
        self.ledger.ended_at = self._clock.now()
        self.ledger.close()

    def _visit(self) -> None:
        self._at = int(self._chance(ELSEWHERE))
        self._say(self._one_of(OPENINGS))
        self._converse()
        for _ in range(MOST_WORDS):
            self._meet_faults()
            self._listen(self._random.randint(*self._habits.pause_seconds))
            if self._here.is_idle:
                if not self._wants_to_go_on():
                    break
                self._say("resume")
            else:
                self._have_a_word(self._one_of(WORDS))
            self._converse()
        else:
            self._say("stop")
        self._until_silent()

    def _have_a_word(self, word: str | Button) -> None:
        if isinstance(word, Button):
            self.ledger.say(self._clock.now(), f"press {word}")
            self._here.press(word)
        elif word != "nothing":
            self._say(word)
        if self._chance(self._habits.power_cuts):
            self._cut_the_power("the power goes")

    def _cut_the_power(self, why: str) -> None:
        self.mishaps[why] += 1
        self.ledger.say(self._clock.now(), f"device {self._at}: {why}")
        self._here.restart()
        self.ledger.power_cut(self._at)

    def _wants_to_go_on(self) -> bool:
        """Whether somebody whose routine fell silent asks for the rest; mostly, if there is one."""
        newest = max(self.ledger.runs, default=None)
        if newest is None:
            return False
        run = self.ledger.runs[newest]
        is_left = (newest, len(run.routine) - 1) not in self.ledger.heard
        return is_left and self._chance(GOES_ON)

    def _converse(self) -> None:
        """Questions are answered, or not."""
        for _ in range(3):
            if not self._here.is_listening:
                return
            reply = self._one_of(TO_THE_SCREENING if self._is_screened() else REPLIES)
            if reply == "nothing":
                self._pass_time(30 * A_SECOND)
            else:
                self._pass_time(A_SECOND)
                self._say(reply)
        if self._here.is_listening:
            self._say("stop")

    def _is_screened(self) -> bool:
        """Whether the open question is whether anything speaks against exercise."""
        asking = self.doors[self._at].answer.get("sessionAttributes", {}).get("asking") or {}
        return asking.get("kind") == "screening"

    def _until_silent(self) -> None:
        """Nobody walks away from a sound; what does not end is told to stop."""
        for _ in range(3):
            self._listen(40 * 60)
            if self._here.due_ms() is None:
                return
            self._say("stop")
        self._cut_the_power("switched off by hand")

    def _go_away(self) -> None:
        hours = self._random.randint(2, 20)
        self._here.advance_to(self._here.now_ms + hours * AN_HOUR)

    # Words and time --------------------------------------------------------------------------

    def _say(self, word: str) -> None:
        door = self.doors[self._at]
        door.answer = {}
        self._here.say(self._random.choice(EXERCISES) if word == "stretch" else word)
        if not door.answer:
            # "Sorry, I am having trouble": they try again in a moment.
            self._pass_time(self._random.randint(20, 60) * A_SECOND)
        step = door.answer.get("sessionAttributes", {}).get("step")
        if step and self._chance(CUTS_IN):
            self._pass_time(2 * A_SECOND)
            self._say("stop")  # in the middle of the explanation: nothing was done
            return
        while self._here.is_speaking:
            self._pass_time(self._here.due_ms() - self._here.now_ms)
        if step:
            with self._counting_runs():
                self.ledger.spoken(step["token"])

    def _listen(self, seconds: int) -> None:
        """Time passes, until it is over or nothing happens any more."""
        end_ms = self._here.now_ms + seconds * A_SECOND
        while self._here.now_ms < end_ms:
            due_ms = self._here.due_ms()
            if due_ms is None:
                return
            self._pass_time(min(max(due_ms, self._here.now_ms), end_ms) - self._here.now_ms)

    def _pass_time(self, ms: int) -> None:
        """Time passes for the device, and no quicker than it may for the person."""
        self._alive_until = max(self._alive_until, time.monotonic())
        self._alive_until += ms / 1_000 / self._habits.speed
        while (left_s := self._alive_until - time.monotonic()) > 0:
            if self._sky.closing.is_set():
                raise _DayIsOverError
            time.sleep(min(left_s, _NAP_S))
        self._here.advance_to(self._here.now_ms + ms)

    def _meet_faults(self) -> None:
        if self._chance(self._habits.events_at_fault):
            fault = self._random.choice(tuple(Fault))
            self.mishaps[_MISHAPS[fault]] += 1
            self._here.expect(fault, self._random.choice(tuple(HappeningKind)))

    def _one_of(self, weighted: Mapping[_Choice, int]) -> _Choice:
        return self._random.choices(tuple(weighted), weights=tuple(weighted.values()))[0]

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely

    def _note(self, device: int, line: Line) -> None:
        with self._counting_runs():
            self.ledger.note(device, self._clock.now(), line)

    @contextmanager
    def _counting_runs(self) -> Iterator[None]:
        before = len(self.ledger.runs)
        yield
        if len(self.ledger.runs) > before:
            self._sky.one_more_run()
