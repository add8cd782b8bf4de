"""What a person's devices really played: the truth that the store is held against."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from skill.alexa import token
from skill.alexa.token import Account
from skill.content import load
from skill.routine.advance import advance
from skill.routine.events import TrackSeen
from skill.routine.run import Run
from skill.speaker.device.journal import Broken, Heard, Line, Played, Said, Sent
from skill.speaker.device.profile import Json

Fact = tuple[str, int]
"""A run's id and a step of it: that step's work was heard to its end."""
FINISHED = "FINISHED"
_EXPLAINED = re.compile(r"^no answer|^HTTP|does not load$")
"""What a fault on the way explains: silence, which the door counts, and a sound that is missing."""


@dataclass
class Ledger:
    """One person's, over all of their devices."""

    user: str
    """Whose."""
    runs: dict[str, Run] = field(default_factory=dict)
    """The runs that a device heard anything of, as their tokens told of them."""
    heard: set[Fact] = field(default_factory=set)
    """All that was heard to its end."""
    unknowable: dict[Fact, str] = field(default_factory=dict)
    """What was heard and nobody can know, and why."""
    log: list[str] = field(default_factory=list)
    """What happened, line by line."""
    broken: list[str] = field(default_factory=list)
    """What no answer may be, other than not coming."""
    card: str | None = None
    """The card of the week that the last word brought."""
    ended_at: datetime | None = None
    """When that was."""
    _here: dict[int, set[Fact]] = field(default_factory=lambda: defaultdict(set))
    """What each device heard since it was switched on."""
    _spoken: set[Fact] = field(default_factory=set)
    """What was heard as a turn in a session, and that no later request has told of."""
    _kept: set[Fact] = field(default_factory=set)
    """What a request told of that was answered while the store was well."""
    _answered: set[Fact] = field(default_factory=set)
    """What a request told of that was answered, be the store well or not."""

    def note(self, device: int, now: datetime, line: Line) -> None:
        """A device's journal."""
        self.log.append(f"{now:%m-%d %H:%M:%S} {device} {_short(line)}")
        match line:
            case Played(text, _, _, _, to_ms, ended):
                self._played(device, read(text, self.user), to_ms, ended)
            case Broken(reason) if not _EXPLAINED.search(reason):
                self.broken.append(reason)

    def say(self, now: datetime, text: str) -> None:
        """A remark for whoever reads the log."""
        self.log.append(f"{now:%m-%d %H:%M:%S} - {text}")

    def spoken(self, text: str) -> None:
        """A step was spoken to its end as a turn of a session."""
        account = read(text, self.user)
        fact = (account.run.id, account.spot.step)
        self.runs.setdefault(account.run.id, account.run)
        self.heard.add(fact)
        self._spoken.add(fact)

    def answered(self, envelope: Json, store_was_well: bool) -> None:  # noqa: FBT001 - a callback
        """A request was answered; with the store well, what it tells is kept from now on."""
        told = set(_told_by(envelope, self.user))
        self._answered |= told
        if store_was_well:
            self._kept |= told

    def power_cut(self, device: int) -> None:
        """A device forgets all: what it had not told in time nobody will ever know."""
        self._give_up(self._here.pop(device, set()), "the power went")

    def close(self) -> None:
        """The end: a turn of a session is known by the next request of that session or never."""
        self._give_up(self._spoken, "the session ended")

    def _give_up(self, facts: set[Fact], what: str) -> None:
        for fact in facts - self._kept:
            told = fact in self._answered
            when = "while the store was in trouble" if told else "before a report got through"
            self.unknowable[fact] = f"{what} {when}"

    def _played(self, device: int, account: Account, to_ms: int, ended: str) -> None:
        run, spot = account.run, account.spot
        self.runs.setdefault(run.id, run)
        is_work = spot.then_ms is None
        is_last = is_work and spot.segment == run.routine.steps[spot.step].last_work
        if is_last and (ended == "finished" or to_ms >= spot.done_ms):
            self.heard.add((run.id, spot.step))
            self._here[device].add((run.id, spot.step))


@lru_cache(maxsize=20_000)
def read(text: str, user: str) -> Account:
    """What a token tells; each is read once and sent many times."""
    return token.read(text, user, load().catalog)


def _told_by(envelope: Json, user: str) -> Iterator[Fact]:
    """All that a request tells to one who listens well."""
    request, session = envelope["request"], envelope.get("session", {})
    player = envelope["context"].get("AudioPlayer", {})
    if player.get("token"):
        ended = player["playerActivity"] == FINISHED
        yield from _implied(
            read(player["token"], user), player["offsetInMilliseconds"], ended=ended
        )
    if request["type"].startswith("AudioPlayer."):
        ended = request["type"] == "AudioPlayer.PlaybackFinished"
        offset_ms = request.get("offsetInMilliseconds", 0)
        yield from _implied(read(request["token"], user), offset_ms, ended=ended)
    spoken = session.get("attributes", {}).get("step")
    if spoken:
        account = read(spoken["token"], user)
        yield account.run.id, account.spot.step
        yield from _owed(account)


def _implied(account: Account, offset_ms: int, *, ended: bool) -> Iterator[Fact]:
    run, _ = advance(account.run, TrackSeen(account.spot, offset_ms, ended=ended))
    yield from ((run.id, step) for step in run.done)
    yield from _owed(account)


def _owed(account: Account) -> Iterator[Fact]:
    return ((unsaved.run.id, step) for unsaved in account.unsaved for step in unsaved.run.done)


def _short(line: Line) -> str:
    match line:
        case Heard(text, intent):
            return f'"{text}" {intent}'
        case Said(text):
            return f"said: {text[:70]}"
        case Played(text, _, exercise, from_ms, to_ms, ended):
            return f"played {exercise} {from_ms}-{to_ms} {ended} {_named(text)}"
        case Sent(kind, text, offset_ms):
            return f"sent {kind.rpartition('.')[2]} {offset_ms} {_named(text)}"
        case _:
            return str(line)


def _named(text: str | None) -> str:
    """Run, kind, spot and done of a token, and how many accounts are unsaved."""
    if not text:
        return ""
    parts = text.split("!")
    return f"[{parts[2]} {parts[3]} {parts[4]} done {parts[5]} unsaved {text.count('+')}]"
