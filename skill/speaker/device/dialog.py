"""The talking half of a device: sessions, speech, the open microphone and the reprompt."""

from xml.sax.saxutils import escape

from skill.content.page import page_texts
from skill.limits import OPEN_MICROPHONE_SECONDS
from skill.speaker.device.answer import Answer
from skill.speaker.device.audio_player import AudioPlayer
from skill.speaker.device.consent import ASK_FOR, Verdict, Wish, understood, wish_of
from skill.speaker.device.directives import COMPLETE_TASK
from skill.speaker.device.ears import Situation, Understood
from skill.speaker.device.envelope import Session
from skill.speaker.device.exchange import Exchange
from skill.speaker.device.journal import Completed, Elsewhere, Heard, Launched, Said
from skill.speaker.device.parts import Parts
from skill.speaker.device.playback import PlayerState
from skill.speaker.device.profile import Json
from skill.speaker.device.routing import Floor, why_elsewhere
from skill.speaker.device.speech import Speech, from_output_speech
from skill.speaker.device.turn import Turn, plain_slots, stream_url

_LISTEN_MS = round(OPEN_MICROPHONE_SECONDS * 1000)
CONSENT = "consent"
"""The kind of the question that Alexa asks before a skill may do something."""
_LOADING_MS = 100
"""How often the device looks whether a stream has loaded."""
_ALEXA_ANSWERS_MS = 2_000
"""How long Alexa speaks about what is not the skill's. Not stated by Amazon."""
_LEAVING_WORDS = ("exit", "quit")
"""In a session these end it, without asking the skill."""

_UNUSABLE = {"type": "INVALID_RESPONSE", "message": "The skill's answer could not be used."}


class Dialog:
    """Takes sentences, and carries the conversation through its turns.

    While a dialog goes on, the deck is held: it starts and goes on only afterwards.
    """

    def __init__(self, parts: Parts, exchange: Exchange, deck: AudioPlayer) -> None:
        self._ears = parts.ears
        self._profile = parts.profile
        self._deck = deck
        self._exchange = exchange
        self._envelopes = parts.envelopes
        self._loudspeaker = parts.loudspeaker
        self._journal = parts.journal
        self._cloud = parts.cloud
        self._text = page_texts(parts.envelopes.locale)
        self._session: Session | None = None
        self._meanwhile_ends_ms = 0
        self._turn: Turn | None = None

    @property
    def is_speaking(self) -> bool:
        """Whether the device is saying something."""
        return self._turn is not None and self._turn.is_speaking

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open."""
        return self._turn is not None and not self._turn.is_speaking

    @property
    def is_busy(self) -> bool:
        """Whether a conversation goes on."""
        return self._turn is not None

    @property
    def question(self) -> str | None:
        """The kind of the question that waits for an answer, as the skill calls it; None for none.

        A consent that Alexa herself asks for is of the kind `consent`.
        """
        turn, session = self._turn, self._session
        if turn is not None and (turn.wish or turn.asked):
            return CONSENT
        if turn is None or session is None:
            return None
        asked: Json = session.attributes.get("asking") or {}
        return asked.get("kind")

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
        elif turn.later is not None:
            turn.later(at_ms)
        elif turn.is_speaking:
            self._deck.obey(turn.then, at_ms)
            self._after_speech(turn, at_ms)
        elif turn.reprompt is not None:
            self._say(turn.reprompt, None, at_ms, asked=turn.asked)
        elif turn.asked is not None:
            self._connect(turn.asked, Verdict.NOT_ANSWERED, at_ms)
        else:
            self._end_session("EXCEEDED_MAX_REPROMPTS", None, at_ms)
            self._deck.release(at_ms)

    def hear(self, text: str, at_ms: int, confidence: float = 1.0) -> None:
        """A sentence was said, which stops whatever the device was saying or playing."""
        state = self._deck.state(at_ms)
        situation = Situation(
            is_question_open=self._session is not None and self._turn is not None,
            is_playing=self._deck.is_playing,
            is_in_session=self._session is not None,
            confidence=confidence,
        )
        asked, is_first = self._asked_now()
        self._fall_silent()
        if asked is not None:
            verdict = understood(text)
            # What a skill is allowed lasts.
            if verdict is Verdict.ACCEPTED and not situation.is_surely_said:
                verdict = Verdict.NOT_ANSWERED
            self._journal(Heard(text, "AskFor", {}))
            self._take_verdict(verdict, asked, at_ms, is_first=is_first)
            return
        if self._session is not None and text.lower().strip(" .!") in _LEAVING_WORDS:
            self._journal(Heard(text, "SessionEndedRequest", {}))
            self._end_session("USER_INITIATED", None, at_ms)
            self._deck.release(at_ms)
            return
        heard = self._ears.understand(text, situation)
        floor = Floor(situation.is_in_session, self._deck.has_played)
        why = why_elsewhere(text, heard, floor, self._profile)
        if why is not None:
            self._leave_to_alexa(Elsewhere(text, why), at_ms)
            return
        self._journal(Heard(text, heard.intent or "LaunchRequest", plain_slots(heard.slots)))
        self._deck.hold(at_ms)
        if heard.left and self._profile.hears_all:
            self._tell_of(heard.left, at_ms)
        self._ask(heard, state, at_ms)

    def _tell_of(self, left: str, at_ms: int) -> None:
        """Say, before the skill's answer, that one wish of two is not acted on."""
        text = self._text
        words = text["device.one_wish"].format(wish=left)
        self.say_meanwhile(f"<speak>{escape(words)}</speak>", at_ms)

    def pause(self, at_ms: int) -> None:
        """Pause what plays as the person's word does: the skill then asks whether to go on."""
        state = self._deck.state(at_ms)
        self._fall_silent()
        self._deck.hold(at_ms)
        self._ask(Understood("AMAZON.PauseIntent", {}, names_skill=False), state, at_ms)

    def launch_task(self, task: Json, at_ms: int) -> None:
        """A timer's offer was taken, or one of Alexa's routines came to a task of the skill's."""
        self._journal(Launched(task["name"].rpartition(".")[2], task.get("input", {})))
        state = self._deck.state(at_ms)
        self._fall_silent()
        self._end_session("USER_INITIATED", None, at_ms)
        self._deck.hold(at_ms)
        session = self._session = self._envelopes.session()
        self._send(self._envelopes.launch(session, state, at_ms, task), session, at_ms)

    def say_meanwhile(self, ssml: str, at_ms: int) -> None:
        """Speaks while the skill still thinks; what it answers follows when that is said.

        Raises:
            SsmlError: when it is no SSML.
        """
        source = ssml if ssml.lstrip().startswith("<speak") else f"<speak>{ssml}</speak>"
        speech = from_output_speech({"type": "SSML", "ssml": source})
        self._journal(Said(speech.text, speech.source, None, session_is_open=False))
        begins_ms = max(at_ms, self._meanwhile_ends_ms)
        self._meanwhile_ends_ms = begins_ms + self._loudspeaker.say(speech)

    def speaks_meanwhile(self, at_ms: int) -> bool:
        """Whether words are being said that the answer waits for."""
        return at_ms < self._meanwhile_ends_ms

    def _leave_to_alexa(self, sentence: Elsewhere, at_ms: int) -> None:
        """Alexa answers for herself; a stream is held back meanwhile, and goes on."""
        self._journal(sentence)
        self._deck.hold(at_ms)
        self._turn = Turn(at_ms + _ALEXA_ANSWERS_MS, is_speaking=True, reprompt=None)

    def _ask(self, heard: Understood, state: PlayerState, at_ms: int) -> None:
        if self._session is not None and heard.names_skill:
            self._end_session("USER_INITIATED", None, at_ms)
        session = self._session = self._session or self._envelopes.session()
        if heard.intent is None:
            envelope = self._envelopes.launch(session, state, at_ms)
        else:
            envelope = self._envelopes.intent(heard.intent, heard.slots, session, state, at_ms)
        self._send(envelope, session, at_ms)

    def _send(self, envelope: Json, session: Session, at_ms: int) -> None:
        self._cloud.turn_begins(envelope["request"])
        answer = self._exchange.ask(envelope)
        self._cloud.turn_ends()
        session.new = False
        if answer is None:
            self._meanwhile_ends_ms = 0
            self._end_session("ERROR", _UNUSABLE, at_ms)
            self._deck.release(at_ms)
        else:
            self._take(answer, session, at_ms)

    def _take(self, answer: Answer, session: Session, at_ms: int) -> None:
        session.attributes = answer.attributes
        wishes = [
            wish_of(each, in_new_session=bool(answer.should_end_session))
            for each in answer.directives
            if each["type"] == ASK_FOR
        ]
        self._session = session if answer.keeps_microphone_open or wishes else None
        for done in (d for d in answer.directives if d["type"] == COMPLETE_TASK):
            status = done["status"]
            self._journal(
                Completed(status["code"], status.get("message", ""), done.get("result", {}))
            )
        plays = tuple(d for d in answer.directives if d["type"] == "AudioPlayer.Play")
        self._deck.obey((d for d in answer.directives if d not in plays), at_ms)
        for url in map(stream_url, plays):
            self._loudspeaker.prepare(url)
        wish = wishes[0] if wishes else None

        def speak(at_ms: int) -> None:
            if answer.speech is not None:
                self._say(answer.speech, answer.reprompt, at_ms, then=plays, wish=wish)
            else:
                self._turn = Turn(at_ms, True, answer.reprompt, then=plays, wish=wish)  # noqa: FBT003 - it speaks

        if at_ms < self._meanwhile_ends_ms:
            self._turn = Turn(self._meanwhile_ends_ms, is_speaking=True, reprompt=None, later=speak)
        else:
            speak(at_ms)

    def _is_ready(self, turn: Turn) -> bool:
        """In real time a stream may still be loading when the words before it are over."""
        return all(self._loudspeaker.is_ready(stream_url(play)) for play in turn.then)

    def _say(  # noqa: PLR0913 - what is said, and all that hangs on it
        self,
        speech: Speech,
        reprompt: Speech | None,
        at_ms: int,
        *,
        then: tuple[Json, ...] = (),
        wish: Wish | None = None,
        asked: Wish | None = None,
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
        self._turn = Turn(ends_ms, True, reprompt, then, wish, asked)  # noqa: FBT003 - it speaks

    def _after_speech(self, turn: Turn, at_ms: int) -> None:
        if turn.wish is not None:
            self._want(turn.wish, at_ms)
        elif self._session is not None:
            self._turn = Turn(
                at_ms + _LISTEN_MS, is_speaking=False, reprompt=turn.reprompt, asked=turn.asked
            )
        else:
            self._deck.release(at_ms)

    def _want(self, wish: Wish, at_ms: int) -> None:
        """Alexa asks the person, unless they have said yes before."""
        if self._cloud.are_granted(wish.scopes):
            self._connect(wish, Verdict.ACCEPTED, at_ms)
            return
        question = self._question(wish)
        self._say(question, question, at_ms, asked=wish)

    def _question(self, wish: Wish) -> Speech:
        text = self._cloud.consent_question(wish.scopes)
        return from_output_speech({"type": "PlainText", "text": text})

    def _asked_now(self) -> tuple[Wish | None, bool]:
        """The consent that the person is being asked for, and whether for the first time."""
        if self._turn is None:
            return None, False
        return self._turn.asked, self._turn.reprompt is not None

    def _take_verdict(self, verdict: Verdict, wish: Wish, at_ms: int, *, is_first: bool) -> None:
        if verdict is Verdict.NOT_ANSWERED and is_first:
            self._say(self._question(wish), None, at_ms, asked=wish)
        else:
            self._connect(wish, verdict, at_ms)

    def _connect(self, wish: Wish, verdict: Verdict, at_ms: int) -> None:
        """The skill learns what became of its wish."""
        if verdict is not Verdict.NOT_ANSWERED:
            self._cloud.decide(wish.scopes, granted=verdict is Verdict.ACCEPTED)
        if wish.in_new_session or self._session is None:
            self._session = self._envelopes.session()
        session, payload = self._session, wish.payload(verdict)
        state = self._deck.state(at_ms)
        self._send(
            self._envelopes.connected(wish.token, payload, session, state, at_ms), session, at_ms
        )

    def _fall_silent(self) -> None:
        """What was being said is cut off, and a stream that waited for it never starts."""
        if self.is_speaking:
            self._loudspeaker.hush()
        self._turn, self._meanwhile_ends_ms = None, 0

    def _end_session(self, reason: str, error: Json | None, at_ms: int) -> None:
        session, self._session = self._session, None
        if session is not None:
            state = self._deck.state(at_ms)
            self._exchange.tell(self._envelopes.session_ended(reason, error, session, state, at_ms))
