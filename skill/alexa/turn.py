"""One request, seen as a turn of a conversation: who speaks, where, and what was heard."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import ListSlotValue, PermissionStatus

from skill.alexa import token
from skill.alexa.coach import Coach
from skill.alexa.sound import Sound
from skill.alexa.task import Launched
from skill.alexa.token import Account, TokenError
from skill.content import Content
from skill.routine.advance import advance
from skill.routine.events import Spot, TrackSeen
from skill.routine.run import Phase, Run
from skill.store.owner import account_of, owner, person_of
from skill.store.port import Change, Profile

_log = logging.getLogger(__name__)
_PERSON_DIGITS = 16
"""As many as keep the people of a house apart, and give nobody's id away."""
_MOST_SAID = 200
"""Characters of one slot. Ours to choose: nobody says as much in a breath, and it is said back."""
FINISHED = "FINISHED"
"""`playerActivity` after a stream was played to its end. AudioPlayer interface reference."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What was said for one slot of an intent."""

    value: str
    """The words, or the value Alexa made of them."""
    id: str | None
    """Id of the catalog's entry that they stand for; None if they stand for none."""


@dataclass(slots=True)
class Turn:
    """One request, and what an answer to it may use."""

    coach: Coach
    """The parts to work with."""
    content: Content
    """All that is said, in the request's language; every hint in it works on this device."""
    sound: Sound
    """The tracks, in the request's language."""
    request: Any
    """The SDK's request object."""
    user: str
    """Who speaks: the account, or the person of it whose voice Alexa knows. Never logged."""
    device: str
    """A short hash of the device."""
    has_player: bool
    """Whether the device can play streams."""
    hears_all: bool
    """Whether the device sends us every sentence, as our own speaker does; an Echo does not."""
    base_url: str
    """How the device reached us, ending in a slash."""
    session: dict[str, Any] | None
    """What the session remembers; None outside a session."""
    account: Account | None
    """What the token of the track that plays, or played last, tells."""
    seen: TrackSeen | None
    """Where that track stands."""
    now: datetime
    """The present moment, in UTC."""
    services: Any = None
    """The SDK's factory of Alexa's service clients; None where there is none."""
    device_id: str = ""
    """The device's id, for Alexa's settings API only. Never logged or kept."""
    skill_id: str = ""
    """The skill's own id, which its tasks are named by."""
    granted: frozenset[str] = frozenset()
    """What the person has allowed the skill, by scope."""
    profile: Profile = field(default_factory=Profile)
    """What is kept of the person, once it was read, with what changed in this turn."""
    stored_profile: Profile | None = None
    """The same as it was read; None before, and after a change was kept."""
    change: Change | None = None
    """What changed of the profile and is not kept yet; None for nothing."""
    noted: dict[str, Run] = field(default_factory=dict)
    """Runs that changed and are not kept yet, by their ids."""
    begun_at: datetime | None = None
    """When another copy of this request has begun a run; None for the first copy."""
    stored: set[str] = field(default_factory=set)
    """Ids of the runs that the store had: where it has one no more, the person had it deleted."""
    asked_about: Run | None = None
    """The run that the open question is about, with how often it hurt; never stored."""
    hurts: int = 0
    """How often it hurt today, as far as this session can tell; never stored."""
    kept: bool = True
    """Whether everything reached the store so far."""
    runs: Sequence[Run] | None = None
    """The newest runs, the newest first, once they were read."""
    run: Run | None = None
    """The run that was just heard as a turn of this session, if one was."""
    heard: Account | None = None
    """The same with its step, as its token should tell it now."""
    owners: dict[str, str] = field(default_factory=dict)
    """Whose the runs are that were heard of in tokens, by their ids."""
    unsaved: tuple[Account, ...] = ()
    """Accounts of earlier runs that the store has to hear of, and only tokens hold so far."""
    household_runs: Sequence[Run] | None = None
    """The run on this device, if it is somebody else's of the same account, once it was read."""
    task: Launched | None = None
    """The task that this session is about, if the skill was launched for one."""

    @classmethod
    def of(cls, handler_input: HandlerInput, coach: Coach, sounds: "Sounds") -> Self:
        """The turn that a request is."""
        envelope = handler_input.request_envelope
        system = envelope.context.system
        device_id = (system.device.device_id if system.device else None) or ""
        content = coach.content_for(getattr(envelope.request, "locale", None) or "en-US")
        hears_all = handler_input.context.hears_all
        if not hears_all:
            content = replace(content, phrases=content.phrases.named)
        account, seen = _playing(envelope, content)
        session = (envelope.session.attributes or {}) if envelope.session else None
        turn = cls(
            coach=coach,
            content=content,
            sound=sounds.of(content),
            request=envelope.request,
            user=owner(system.user.user_id, _person(system, session)),
            device=token.short_hash(device_id) if device_id else "",
            device_id=device_id,
            skill_id=system.application.application_id if system.application else "",
            granted=_granted(system.user),
            has_player=_has_player(system.device),
            hears_all=hears_all,
            base_url=handler_input.context.base_url,
            session=session,
            account=account,
            seen=seen,
            now=coach.clock.now(),
            services=handler_input.service_client_factory if _is_served(system) else None,
            task=Launched.of(envelope.request, session),
            hurts=int((session or {}).get("hurts", 0)),
        )
        if account is not None:
            turn.take_note_of(account)
        turn.asked_about = _asked_about(turn)
        return turn

    @property
    def account_id(self) -> str:
        """The account, whoever of it speaks: what Alexa's own services know. Never logged."""
        return account_of(self.user)

    @property
    def person(self) -> str:
        """What stands for the person whose voice Alexa knows; empty for nobody's."""
        return person_of(self.user)

    @property
    def variant(self) -> int:
        """A number that differs from turn to turn: it picks the wording."""
        return int(token.short_hash(self.request.request_id), 16)

    @property
    def word(self) -> str:
        """What stands for a request of the person's; empty for a report of the device."""
        is_report = self.request.object_type.startswith("AudioPlayer.")
        return "" if is_report else token.short_hash(self.request.request_id)

    @property
    def asking(self) -> dict[str, Any]:
        """What a yes or no would answer; empty when nothing was asked."""
        asked: dict[str, Any] = (self.session or {}).get("asking") or {}
        # The catalog may have changed since.
        return asked if asked.get("exercise") in (None, *self.content.catalog) else {}

    @property
    def sounds(self) -> bool:
        """Whether a track of ours may still be heard on this device."""
        return self.seen is not None and not self.seen.ended

    def owner_of(self, run: Run) -> str:
        """Whose a run is: that of its token, or else the one's who speaks."""
        return self.owners.get(run.id, self.user)

    def told_by(self, text: str | None) -> Account | None:
        """What a token tells, if it is one of this account's; whose it is is remembered."""
        account = read_token(text, self.user, self.content)
        if account is not None:
            self.take_note_of(account)
        return account

    def take_note_of(self, account: Account) -> None:
        """Remember whose a run is, and what is still unsaved to the store."""
        self.owners[account.run.id] = account.owner
        if account.kept:
            self.stored.add(account.run.id)
        known = {unsaved.run.id for unsaved in self.unsaved}
        self.unsaved += tuple(unsaved for unsaved in account.unsaved if unsaved.run.id not in known)

    def token_of(self, run: Run, spot: Spot) -> str:
        """The token of a track: all that is known of its run, and what is unsaved of others."""
        unsaved = self.unsaved if self.heard is None or self.kept else (self.heard, *self.unsaved)
        if self.account is not None and not self.kept:
            before = self.account.run
            if self.seen is not None:
                before, _ = advance(before, self.seen)
            unsaved = (replace(self.account, run=before), *unsaved)
        others = [account for account in unsaved if account.run.id != run.id]
        track = self.sound.marked(run.routine, spot)
        return token.write(run, track, self.owner_of(run), kept=self.kept, unsaved=others)

    def token_at(self, run: Run) -> str:
        """The token of the track that a run stands at, for a session to remember it by."""
        step, index = run.head.step, run.segment_index
        if step == len(run.routine):  # all was heard: it stands at its last track
            step, index = step - 1, len(run.routine.steps[-1].segments) - 1
        spot = Spot(run.head.play, step, step, segment=index, first_segment=index)
        return self.token_of(run, spot)

    def say(self, key: str, **values: str | int) -> str:
        """A phrase of the content, in one of its wordings."""
        return self.content.phrases.say(key, self.variant, **values)

    def slot(self, name: str) -> Slot | None:
        """What was said for a slot, the first of several; None if nothing was."""
        return next(iter(self.slots(name)), None)

    def slots(self, name: str) -> tuple[Slot, ...]:
        """All that was said for a slot that may take several values."""
        slots = getattr(getattr(self.request, "intent", None), "slots", None) or {}
        return tuple(self._slot(name, value) for value in _values(slots.get(name)))

    def _slot(self, name: str, value: Any) -> Slot:
        id_ = _resolved(value)
        is_known = name != "exercise" or id_ in self.content.catalog
        return Slot(value.value[:_MOST_SAID], id_ if is_known else None)


class Sounds:
    """The sound of each locale, made once."""

    def __init__(self, coach: Coach) -> None:
        """Use the coach's lengths and shelf."""
        self._coach = coach
        self._by_locale: dict[str, Sound] = {}

    def of(self, content: Content) -> Sound:
        """The sound of a locale's steps."""
        if content.locale not in self._by_locale:
            self._by_locale[content.locale] = Sound(self._coach, content)
        return self._by_locale[content.locale]


def read_token(text: str | None, user: str, content: Content) -> Account | None:
    """What a token tells; None, and a line in the log, when it is not ours or not this person's."""
    if not text:
        return None
    try:
        return token.read(text, user, content.catalog)
    except TokenError as error:
        _log.warning("a token was not taken: %s", error)
        return None


def _person(system: Any, session: dict[str, Any] | None) -> str:
    """Digits for the voice that Alexa knows; within a session a yes is said by the same person."""
    if system.person is not None and system.person.person_id:
        return hashlib.sha256(system.person.person_id.encode()).hexdigest()[:_PERSON_DIGITS]
    return str((session or {}).get("person", ""))


def _asked_about(turn: Turn) -> Run | None:
    account = turn.told_by((turn.session or {}).get("run"))
    return (
        replace(account.run, head=replace(account.run.head, phase=Phase.SILENT))
        if account
        else None
    )


def inside(account: Account, offset_ms: int | None) -> int:
    """An offset that a device reports, within its track: some report a few milliseconds more."""
    return min(max(offset_ms or 0, 0), account.spot.length_ms)


def _playing(envelope: Any, content: Content) -> tuple[Account | None, TrackSeen | None]:
    player = envelope.context.audio_player
    if player is None:
        return None, None
    account = read_token(player.token, envelope.context.system.user.user_id, content)
    if account is None:
        return None, None
    activity = player.player_activity
    ended = getattr(activity, "value", activity) == FINISHED
    return account, TrackSeen(account.spot, inside(account, player.offset_in_milliseconds), ended)


def _is_served(system: Any) -> bool:
    """Whether the request tells where Alexa's services are, and who may ask them."""
    return bool(system.api_endpoint and system.api_access_token)


def _granted(user: Any) -> frozenset[str]:
    scopes = getattr(user.permissions, "scopes", None) or {}
    return frozenset(
        name for name, scope in scopes.items() if scope and scope.status is PermissionStatus.GRANTED
    )


def _has_player(device: Any) -> bool:
    interfaces = device.supported_interfaces if device else None
    return interfaces is not None and interfaces.audio_player is not None


def _values(slot: Any) -> Iterator[Any]:
    """The slot itself, or each value of its list: both have `value` and `resolutions`."""
    if slot is None:
        return
    if slot.value is not None:
        yield slot
        return
    found = slot.slot_value.values if isinstance(slot.slot_value, ListSlotValue) else None
    yield from (each for each in found or () if getattr(each, "value", None))


def _resolved(slot: Any) -> str | None:
    for authority in getattr(slot.resolutions, "resolutions_per_authority", None) or ():
        for match in getattr(authority, "values", None) or ():
            id_ = getattr(getattr(match, "value", None), "id", None)
            return id_ if isinstance(id_, str) else None
    return None
