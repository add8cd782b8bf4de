"""A person with two smart speakers, who does back routines for months, each visit otherwise."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button, Device
from skill.speaker.device.ears import Situation, Understood
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Line
from skill.speaker.device.parts import Parts
from skill.speaker.device.playback import HappeningKind
from skill.speaker.setting import Setting
from skill.speaker.virtual_clock import VirtualClock
from tests.crowd.door import CrowdDoor, Loader, SharedTracks, Sign
from tests.crowd.ledger import Ledger
from tests.crowd.sky import Sky

START = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
"""A Monday; London has Greenwich's time until the end of March."""
LONDON = ZoneInfo("Europe/London")
A_SECOND = 1_000
AN_HOUR = 3_600_000
_NAP_S = 1.0
"""So often somebody who waits looks whether the day is over."""
MOST_WORDS = 10
"""After so many words in one visit somebody has had enough."""

EXERCISES = ("cat-cow", "pelvic-tilt", "figure-four-stretch", "side-bend")
OPENINGS = {
    "start four minutes": 68,
    "start ten minutes": 6,
    "start": 8,
    "stretch": 12,
    "resume": 6,
}
"""What a visit begins with, of a hundred."""
WORDS = {
    "nothing": 150,
    "pause": 9,
    "next": 10,
    "previous": 4,
    "repeat": 4,
    "start over": 2,
    "time left": 5,
    "where am I": 4,
    "week": 4,
    "hurts": 3,
    "stop": 6,
    "start": 2,
    "start four minutes": 2,
    "stretch": 2,
    Button.NEXT: 2,
    Button.PREVIOUS: 1,
    Button.PAUSE: 2,
}
"""What is said or pressed while a routine plays."""
_MISHAPS = {
    Fault.LOSE: "an event to be lost",
    Fault.DOUBLE: "an event to come twice",
    Fault.LATE: "an event to come late",
}
INTENTS = {
    "start": "StartRoutineIntent",
    "pause": "AMAZON.PauseIntent",
    "resume": "AMAZON.ResumeIntent",
    "next": "AMAZON.NextIntent",
    "previous": "AMAZON.PreviousIntent",
    "repeat": "AMAZON.RepeatIntent",
    "start over": "AMAZON.StartOverIntent",
    "stop": "AMAZON.StopIntent",
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "time left": "TimeLeftIntent",
    "where am I": "WhereAmIIntent",
    "week": "WeeklySummaryIntent",
    "hurts": "HurtIntent",
}
"""What a phrase means that has nothing to fill in."""


@dataclass(frozen=True)
class Habits:
    """How a crowd behaves."""

    speed: float
    """How many times as fast as the machine's clock a person's time runs at most, while they are
    at it; what lies between two visits takes no time at all."""
    events_at_fault: float = 0.0
    """How many stretches of listening begin with an event that will be lost, doubled or late."""
    power_cuts: float = 0.0
    """How many words are followed by the power going."""
    pause_seconds: tuple[int, int] = (5, 60)
    """How long somebody listens before the next word, in their own time."""


class Phrases:
    """Ears that know a few phrases, and cost nothing: hearing is judged elsewhere."""

    def understand(self, text: str, situation: Situation) -> Understood:
        """The intent of a phrase; whatever is no answer to a question names the skill."""
        named = not situation.is_question_open
        if text in EXERCISES:
            return Understood("DoExerciseIntent", {"exercise": _resolved("exercise", text)}, named)
        if text.endswith("minutes"):
            minutes = {"four": "4", "ten": "10"}[text.split()[1]]
            return Understood("StartRoutineIntent", {"minutes": _slot("minutes", minutes)}, named)
        return Understood(INTENTS[text], {}, named)


def _slot(name: str, value: str) -> dict[str, object]:
    return {"name": name, "value": value, "confirmationStatus": "NONE"}


def _resolved(name: str, id_: str) -> dict[str, object]:
    value = {"value": {"name": id_, "id": id_}}
    status = {"code": "ER_SUCCESS_MATCH"}
    authority = {"authority": name, "status": status, "values": [value]}
    return _slot(name, id_) | {"resolutions": {"resolutionsPerAuthority": [authority]}}


@dataclass(frozen=True)
class House:
    """Where somebody lives: the same for all people of a process."""

    port: int
    """Where the service is."""
    alexa_url: str
    """Where Alexa's own services are, or ought to be."""
    sky: Sky
    """What goes wrong around them."""
    tracks: SharedTracks
    """What they hear."""
    sign: Sign | None
    """Signs what their devices send; None for a door that verifies nothing."""
    seed: str
    """Makes all choices."""


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
        self.doors: list[CrowdDoor] = []
        self.loaders: list[Loader] = []
        self._devices = [self._device(user, house, device) for device in range(2)]
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
            device.say("week")
            self.ledger.card = door.answer["response"].get("card", {}).get("content")
        for device in self._devices:
            device.power_off()
        self.ledger.ended_at = self._clock.now()
        self.ledger.close()

    def _visit(self) -> None:
        self._at = int(self._random.random() < 0.15)
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

    def _have_a_word(self, word: str) -> None:
        if isinstance(word, Button):
            self.ledger.say(self._clock.now(), f"press {word}")
            self._here.press(word)
        elif word != "nothing":
            self._say(word)
        if self._random.random() < self._habits.power_cuts:
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
        return (newest, len(run.routine) - 1) not in self.ledger.heard and (
            self._random.random() < 0.8
        )

    def _converse(self) -> None:
        """Questions are answered, or not."""
        for _ in range(3):
            if not self._here.is_listening:
                return
            reply = self._one_of({"yes": 60, "no": 22, "stop": 6, "nothing": 12})
            if reply == "nothing":
                self._pass_time(30 * A_SECOND)
            else:
                self._pass_time(A_SECOND)
                self._say(reply)
        if self._here.is_listening:
            self._say("stop")

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
        self._here.say(self._one_of(dict.fromkeys(EXERCISES, 1)) if word == "stretch" else word)
        if not door.answer:
            # "Sorry, I am having trouble": they try again in a moment.
            self._pass_time(self._random.randint(20, 60) * A_SECOND)
        step = door.answer.get("sessionAttributes", {}).get("step")
        if step and self._random.random() < 0.15:
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
        if self._random.random() < self._habits.events_at_fault:
            fault = self._random.choice(tuple(Fault))
            self.mishaps[_MISHAPS[fault]] += 1
            self._here.expect(fault, self._random.choice(tuple(HappeningKind)))

    def _one_of(self, weighted: dict[str, int]) -> str:
        return self._random.choices(tuple(weighted), weights=tuple(weighted.values()))[0]

    # What it is made of ----------------------------------------------------------------------

    def _device(self, user: str, house: House, number: int) -> Device:
        setting = Setting(LONDON, user_id=user, device_id=f"amzn1.ask.device.{user[-8:]}.{number}")
        door = CrowdDoor(house.port, self._clock, house.sky, house.sign)
        door.on_answer = self.ledger.answered
        self.doors.append(door)
        loader = Loader(house.tracks, house.sky)
        self.loaders.append(loader)
        return Device(
            Parts(
                envelopes=Envelopes(
                    setting.identity(house.alexa_url, "token"), setting.profile, house.seed
                ),
                profile=setting.profile,
                door=door,
                ears=Phrases(),
                sounds=loader,
                loudspeaker=loader,
                journal=partial(self._note, number),
                clock=self._clock,
            )
        )

    def _note(self, device: int, line: Line) -> None:
        with self._counting_runs():
            self.ledger.note(device, self._clock.now(), line)

    @contextmanager
    def _counting_runs(self) -> Iterator[None]:
        before = len(self.ledger.runs)
        yield
        if len(self.ledger.runs) > before:
            self._sky.one_more_run()
