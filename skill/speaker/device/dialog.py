"""The talking half of a device: sessions, speech, the open microphone and the reprompt."""

from dataclasses import dataclass

from skill.limits import OPEN_MICROPHONE_SECONDS
from skill.speaker.device.answer import Answer
from skill.speaker.device.deck import Deck
from skill.speaker.device.ears import Situation, Understood
from skill.speaker.device.envelope import Session
from skill.speaker.device.exchange import Exchange
from skill.speaker.device.journal import Heard, Said
from skill.speaker.device.parts import Parts
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import Json
from skill.speaker.device.speech import Speech

_LISTEN_MS = round(OPEN_MICROPHONE_SECONDS * 1000)
_LOADING_MS = 100
"""How often the device looks whether a stream has loaded."""
_LEAVING_WORDS = ("exit", "quit")
"""In a session these end it, without asking the skill."""

_UNUSABLE = {"type": "INVALID_RESPONSE", "message": "The skill's answer could not be used."}


@dataclass(slots=True)
class _Turn:
    """What the device does about the last answer."""

    ends_ms: int
    """When the present speech, or the present listening, is over."""
    is_speaking: bool
    """Speaking if true, else listening."""
    reprompt: Speech | None
    """What to say if nobody answers; None once it was said."""
    then: tuple[Json, ...] = ()
    """The `Play` directives that wait for the speech to end."""


class Dialog:
    """Takes sentences, and carries the conversation through its turns.

    While a dialog goes on, the deck is held: it starts and goes on only afterwards.
    """

    def __init__(self, parts: Parts, exchange: Exchange, deck: Deck) -> None:
        self._ears = parts.ears
        self._deck = deck
        self._exchange = exchange
        self._envelopes = parts.envelopes
        self._loudspeaker = parts.loudspeaker
        self._journal = parts.journal
        self._session: Session | None = None
        self._turn: _Turn | None = None

    @property
    def is_speaking(self) -> bool:
        """Whether the device is saying something."""
        return self._turn is not None and self._turn.is_speaking

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open."""
        return self._turn is not None and not self._turn.is_speaking

    def due_ms(self) -> int | None:
        """When the present speech or listening is over."""
        return self._turn.ends_ms if self._turn else None

    def run(self, at_ms: int) -> None:
        """The present speech or listening is over."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        if turn.is_speaking and not self._is_ready(turn):
            turn.ends_ms = at_ms + _LOADING_MS
            self._turn = turn
        elif turn.is_speaking:
            self._deck.obey(turn.then, at_ms)
            self._listen_or_let_go(turn.reprompt, at_ms)
        elif turn.reprompt is not None:
            self._say(turn.reprompt, None, (), at_ms)
        else:
            self._end_session("EXCEEDED_MAX_REPROMPTS", None, at_ms)
            self._deck.release(at_ms)

    def hear(self, text: str, at_ms: int) -> None:
        """A sentence was said, which stops whatever the device was saying or playing."""
        state = self._deck.state(at_ms)
        situation = Situation(
            is_question_open=self._session is not None and self._turn is not None,
            is_playing=self._deck.is_playing,
            is_in_session=self._session is not None,
        )
        self._fall_silent()
        if self._session is not None and text.lower().strip(" .!") in _LEAVING_WORDS:
            self._journal(Heard(text, "SessionEndedRequest", {}))
            self._end_session("USER_INITIATED", None, at_ms)
            self._deck.release(at_ms)
            return
        understood = self._ears.understand(text, situation)
        self._journal(Heard(text, understood.intent or "LaunchRequest", _plain(understood.slots)))
        self._deck.hold(at_ms)
        self._ask(understood, state, at_ms)

    def _ask(self, understood: Understood, state: PlayerState, at_ms: int) -> None:
        if self._session is not None and understood.names_skill:
            self._end_session("USER_INITIATED", None, at_ms)
        session = self._session = self._session or self._envelopes.session()
        if understood.intent is None:
            envelope = self._envelopes.launch(session, state, at_ms)
        else:
            envelope = self._envelopes.intent(
                understood.intent, understood.slots, session, state, at_ms
            )
        answer = self._exchange.ask(envelope)
        session.new = False
        if answer is None:
            self._end_session("ERROR", _UNUSABLE, at_ms)
            self._deck.release(at_ms)
        else:
            self._take(answer, session, at_ms)

    def _take(self, answer: Answer, session: Session, at_ms: int) -> None:
        session.attributes = answer.attributes
        self._session = session if answer.keeps_microphone_open else None
        plays = tuple(d for d in answer.directives if d["type"] == "AudioPlayer.Play")
        self._deck.obey((d for d in answer.directives if d not in plays), at_ms)
        for url in map(_stream_url, plays):
            self._loudspeaker.prepare(url)
        if answer.speech is not None:
            self._say(answer.speech, answer.reprompt, plays, at_ms)
        else:
            self._turn = _Turn(at_ms, is_speaking=True, reprompt=answer.reprompt, then=plays)

    def _is_ready(self, turn: _Turn) -> bool:
        """In real time a stream may still be loading when the words before it are over."""
        return all(self._loudspeaker.is_ready(_stream_url(play)) for play in turn.then)

    def _say(
        self, speech: Speech, reprompt: Speech | None, then: tuple[Json, ...], at_ms: int
    ) -> None:
        self._journal(
            Said(
                text=speech.text,
                ssml=speech.source,
                reprompt=reprompt.text if reprompt else None,
                session_is_open=self._session is not None,
            )
        )
        ends_ms = at_ms + self._loudspeaker.say(speech)
        self._turn = _Turn(ends_ms, is_speaking=True, reprompt=reprompt, then=then)

    def _listen_or_let_go(self, reprompt: Speech | None, at_ms: int) -> None:
        if self._session is not None:
            self._turn = _Turn(at_ms + _LISTEN_MS, is_speaking=False, reprompt=reprompt)
        else:
            self._deck.release(at_ms)

    def _fall_silent(self) -> None:
        """What was being said is cut off, and a stream that waited for it never starts."""
        if self.is_speaking:
            self._loudspeaker.hush()
        self._turn = None

    def _end_session(self, reason: str, error: Json | None, at_ms: int) -> None:
        session, self._session = self._session, None
        if session is not None:
            state = self._deck.state(at_ms)
            self._exchange.tell(self._envelopes.session_ended(reason, error, session, state, at_ms))


def _stream_url(play: Json) -> str:
    url: str = play["audioItem"]["stream"]["url"]
    return url


def _plain(slots: Json) -> Json:
    """The filled slots, without Alexa's wrapping."""
    return {
        name: {"value": slot["value"], "id": resolved_id(slot)}
        for name, slot in slots.items()
        if slot.get("value") is not None
    }


def resolved_id(slot: Json) -> str | None:
    """The id of the catalog value that a slot's words were resolved to."""
    for authority in slot.get("resolutions", {}).get("resolutionsPerAuthority", ()):
        for match in authority.get("values", ()):
            found: str | None = match["value"].get("id")
            return found
    return None
