"""A person's room for tests: a device that keeps Alexa's rules, and our skill, in one process."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from skill.alexa import token
from skill.alexa.welcome import words_asked
from skill.bootstrap import skill_of
from skill.content import load
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.device.device import Device
from skill.speaker.device.ears import Understood
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Broken, Heard, Played, Said, Sent
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.parts import Parts
from skill.speaker.device.profile import PROFILES
from skill.speaker.device.sounds import Sheet, SoundNotFoundError
from skill.speaker.setting import Setting
from skill.speaker.text_ears import HearingEars
from skill.speaker.virtual_clock import VirtualClock
from skill.store.memory import MemoryStore
from skill.understanding import Hearing

# A shared machine may take its time over a single example; slowness is the bench's affair.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
NO_SERVICES = "http://127.0.0.1:9"
"""The discard port: Alexa's services do not answer here, and days are counted in UTC."""
hearing = cache(Hearing.load)


class SkillDoor:
    """The skill without HTTP, but with all of its JSON."""

    def __init__(self, room):
        self._room = room

    def ask(self, envelope):
        body = json.loads(json.dumps(envelope))
        answer = self._room.skill.answer(body, "http://127.0.0.1/")
        self._room.requests.append(body)
        self._room.answers.append(answer)
        return json.dumps(answer).encode()


class LibrarySounds:
    """The sheets of a library, by the address that a device would fetch."""

    def __init__(self, library):
        self._library = library

    def sheet(self, url):
        sheet = self._library.sheet(url.rpartition("/")[2].removesuffix(".mp3"))
        if sheet is None:
            raise SoundNotFoundError(f"{url} does not load")
        return Sheet(sheet["length_ms"], sheet["exercise"], tuple(sheet["cues"]))


class IntentEars:
    """Hearing for sentences; a word such as `AMAZON.NextIntent` is that intent on any device."""

    def __init__(self, clock):
        self._ears = HearingEars(hearing("en-US"), clock, ZoneInfo("UTC"))

    def understand(self, text, situation):
        if text.endswith("Intent"):
            return Understood(text, {}, names_skill=not situation.is_in_session)
        return self._ears.understand(text, situation)


class Room:
    """One device, one person, one store; time passes only when it is told to."""

    def __init__(self, folder, store=None, start=MONDAY, device="local", door=None, **setting):
        self.clock = VirtualClock(start)
        self.store = store or MemoryStore()
        self.requests, self.answers, self.lines, self.told = [], [], [], []
        self._library = FolderLibrary(folder)
        last_place = setting.pop("last_place", None)
        self.setting = Setting(ZoneInfo("UTC"), profile=PROFILES[device], **setting)
        self.switch_on()
        seed = f"{start.isoformat()} {self.setting.user_id}"
        identity = self.setting.identity(NO_SERVICES, "token")
        self.door = door or SkillDoor(self)
        sounds = door.sounds if door else LibrarySounds(self._library)
        self.envelopes = Envelopes(identity, self.setting.profile, seed)
        self.device = Device(
            Parts(
                envelopes=self.envelopes,
                profile=self.setting.profile,
                door=self.door,
                ears=IntentEars(self.clock),
                sounds=sounds,
                loudspeaker=ImaginedLoudspeaker(sounds),
                journal=self.lines.append,
                clock=self.clock,
                last_place=last_place,
            )
        )

    def switch_on(self):
        """A new process of the skill, on the same store."""
        shelf = LocalShelf(self._library, None)
        sinks = (self.told.append,)
        self.skill = skill_of(self.store, self.clock, shelf, estimated_lengths, sinks)

    def restart(self):
        """The power goes and comes back."""
        self.switch_on()
        self.device.restart()

    def say(self, *sentences):
        """Each sentence comes when the device has finished talking; gives the last answer."""
        for sentence in sentences:
            self.let_finish()
            self.device.say(sentence)
        return self.speech

    def interrupt(self, sentence):
        """A sentence that does not wait for the device to finish."""
        self.device.say(sentence)
        return self.speech

    def let_finish(self):
        while self.device.is_speaking:
            self.device.advance_to(self.device.due_ms())

    def wait(self, seconds):
        self.device.advance_to(self.device.now_ms + round(seconds * 1000))

    def until_idle(self):
        while not self.device.is_idle:
            self.device.advance_to(self.device.due_ms())

    def until_closed(self):
        """Until the microphone is closed, too."""
        while self.device.due_ms() is not None:
            self.device.advance_to(self.device.due_ms())

    def of(self, kind):
        return [line for line in self.lines if isinstance(line, kind)]

    @property
    def speech(self):
        """The last words."""
        said = self.of(Said)
        return said[-1].text if said else ""

    @property
    def is_listening(self):
        """Whether the last answer keeps the microphone open."""
        return self.of(Said)[-1].session_is_open

    @property
    def faults(self):
        return [line.reason for line in self.of(Broken)]

    @property
    def played(self):
        return [(line.exercise, line.from_ms, line.to_ms, line.ended) for line in self.of(Played)]

    @property
    def tracks(self):
        """Each stretch of a track: the exercise, its segment, and how it ended."""
        found = [(line, self.account(line)) for line in self.of(Played)]
        return [
            (line.exercise, step_of(account).segments[account.spot.segment].kind, line.ended)
            for line, account in found
        ]

    @property
    def exercises_heard(self):
        """Each exercise whose last work was heard to its end, as often as it was."""
        ended = [self.account(line) for line in self.of(Played) if line.ended == "finished"]
        return [
            step_of(account).exercise.id
            for account in ended
            if account.spot.segment == step_of(account).last_work and account.spot.then_ms is None
        ]

    def until_heard(self, exercises):
        """Until so many exercises were heard to the end of their work."""
        while len(self.exercises_heard) < exercises:
            self.wait(1)

    def account(self, line):
        """What the token of a track tells."""
        return token.read(line.token, self.setting.user_id, load().catalog)

    @property
    def intents(self):
        return [line.intent for line in self.of(Heard)]

    @property
    def events(self):
        return [line.type.rpartition(".")[2] for line in self.of(Sent)]

    @property
    def runs(self):
        """All runs in the store, the oldest first, even while it is down."""
        down = getattr(self.store, "down", False)
        if down:
            self.store.down = False
        found = tuple(self.store.latest_runs(self.setting.user_id, 1_000))[::-1]
        if down:
            self.store.down = True
        return found

    @property
    def run(self):
        """The newest run in the store."""
        return self.runs[-1]

    def done(self, run=None):
        """Ids of the exercises done in a run, in order."""
        run = run or self.run
        return [run.routine.steps[step].exercise.id for step in sorted(run.done)]


@pytest.fixture
def room(tmp_path):
    """A room with a person whom the skill does not know yet."""
    return Room(tmp_path)


@pytest.fixture
def known_room(tmp_path):
    """A room with a person who has heard the disclaimer."""
    room = Room(tmp_path)
    welcome(room.store, room.setting.user_id, room.clock.now())
    return room


@pytest.fixture(scope="session")
def new_room():
    """Makes rooms of people who have heard the disclaimer, with a folder for their tracks."""

    def make(folder, **about):
        room = Room(folder, **about)
        welcome(room.store, room.setting.user_id, room.clock.now())
        return room

    return make


@pytest.fixture
def make_room(tmp_path):
    """Makes rooms: with a store, a start, a kind of device, a device's id, a user's id."""

    def make(*, known=True, **about):
        room = Room(tmp_path, **about)
        if known:
            welcome(room.store, room.setting.user_id, room.clock.now())
        return room

    return make


def step_of(account):
    """The step that a track is of."""
    return account.run.routine.steps[account.spot.step]


def welcome(store, user, at=MONDAY):
    words = words_asked(load())
    store.change_profile(user, lambda p: replace(p, consent=words, consented_at=at))


# AWS, as far as somebody else's server speaks for it --------------------------------------------


@pytest.fixture(scope="session")
def aws():
    """A server of DynamoDB, S3 and SQS on this machine: its address."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - heavy, and few tests need it

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws_account(monkeypatch, aws):
    """What the environment says to whoever looks for AWS."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws)
