"""The part of a device that rings: reminders, timers and the sign of a notification.

As on a real device talk goes before alerts, and alerts before streams
(DOC/alexa-voice-service/focus-management.html): what is due during a conversation waits for its
end, and what plays is held while it rings.
"""

import re
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from skill.limits import OPEN_MICROPHONE_SECONDS
from skill.speaker.device.audio_player import AudioPlayer
from skill.speaker.device.cloud import Cloud
from skill.speaker.device.consent import Verdict, understood
from skill.speaker.device.dialog import Dialog
from skill.speaker.device.errands import Ring, Tell
from skill.speaker.device.exchange import Exchange
from skill.speaker.device.journal import Heard, Said
from skill.speaker.device.parts import Parts
from skill.speaker.device.profile import Json
from skill.speaker.device.speech import Speech, from_output_speech

_LISTEN_MS = round(OPEN_MICROPHONE_SECONDS * 1000)
_PAUSE_MS = 4_000
"""Between one sign of a timer and the next; ours to choose."""
_SILENCING = (
    "stop",
    "cancel",
    "off",
    "turn it off",
    "quiet",
    "enough",
    "thank you",
    "thanks",
    "ok",
)
_ASKS_FOR_NOTIFICATIONS = re.compile(
    r"(alexa,? )?((what|which|tell me|read( me| out)?|play|check|give me|do i have|are there|have i"
    r"( got)?)( are| is)? ?)?((my|the|any|all|new|your|of) )*notifications?( do i have| are there)?"
)
"""To hear them; whoever wants them switched on or off means a skill, or the app."""
_LOCAL = "Alexa.Local"
"""Stands in the journal where Alexa herself understood a sentence."""


class _Phase(Enum):
    SPEAKING = auto()
    LISTENING = auto()
    RINGING = auto()


@dataclass(slots=True)
class _Now:
    """What rings."""

    ring: Ring
    """What."""
    phase: _Phase
    """How far it is."""
    ends_ms: int
    """When this phase, or this sign, is over."""
    until_ms: int
    """When it falls silent by itself."""


class Alerts:
    """Rings what Alexa sends, and passes on what she has to tell the skill."""

    def __init__(self, parts: Parts, exchange: Exchange, deck: AudioPlayer, dialog: Dialog) -> None:
        self._cloud: Cloud = parts.cloud
        self._envelopes = parts.envelopes
        self._loudspeaker = parts.loudspeaker
        self._journal = parts.journal
        self._exchange = exchange
        self._deck = deck
        self._dialog = dialog
        self._waiting: deque[Ring] = deque()
        self._now: _Now | None = None

    @property
    def is_speaking(self) -> bool:
        """Whether an alert's words are being said."""
        return self._now is not None and self._now.phase is _Phase.SPEAKING

    @property
    def is_listening(self) -> bool:
        """Whether an alert asked something and the microphone is open."""
        return self._now is not None and self._now.phase is _Phase.LISTENING

    @property
    def is_ringing(self) -> bool:
        """Whether anything is heard of an alert, or waits to be."""
        return self._now is not None or bool(self._waiting)

    def due_ms(self) -> int | None:
        """When the next thing happens by itself; never while a conversation goes on."""
        if self._now is not None:
            return self._now.ends_ms
        if self._dialog.is_busy:
            return None
        return 0 if self._waiting else self._cloud.due_ms()

    def run(self, at_ms: int) -> None:
        """What is due happens."""
        if self._now is not None:
            self._go_on(self._now, at_ms)
            return
        for errand in self._cloud.take(at_ms):
            if isinstance(errand, Tell):
                self._exchange.tell(self._envelopes.told(errand.request, at_ms))
            else:
                self._waiting.append(errand)
        if self._waiting:
            self._deck.hold(at_ms)
            self._begin(self._waiting.popleft(), at_ms)

    def hear(self, text: str, at_ms: int) -> bool:
        """Somebody says something: whether Alexa took it for herself, so that no skill hears it."""
        words = text.lower().strip(" .!?")
        if self._now is None:
            asks = _ASKS_FOR_NOTIFICATIONS.fullmatch(words) is not None
            return asks and self._read_notifications(text, at_ms)
        ring = self._now.ring
        self._loudspeaker.hush()
        self._now = None
        verdict = understood(text)
        if ring.task is not None and verdict is not Verdict.NOT_ANSWERED:
            self._note(text)
            self._decide(ring.task, verdict, at_ms)
            return True
        if words in _SILENCING:
            self._note(text)
            self._fall_silent(at_ms)
            return True
        return False

    def _begin(self, ring: Ring, at_ms: int) -> None:
        length_ms = self._say(_speech(ring.ssml), asks=ring.task is not None)
        ends_ms = at_ms + length_ms
        self._now = _Now(ring, _Phase.SPEAKING, ends_ms, ends_ms + ring.rings_ms)

    def _go_on(self, now: _Now, at_ms: int) -> None:
        if now.phase is _Phase.SPEAKING and now.ring.task is not None:
            now.phase, now.ends_ms = _Phase.LISTENING, at_ms + _LISTEN_MS
        elif now.ring.again is not None and at_ms < now.until_ms:
            now.phase = _Phase.RINGING
            length_ms = self._loudspeaker.say(_speech(now.ring.again))
            now.ends_ms = min(at_ms + length_ms + _PAUSE_MS, now.until_ms)
        else:
            self._fall_silent(at_ms)

    def _decide(self, task: Json, verdict: Verdict, at_ms: int) -> None:
        if verdict is Verdict.ACCEPTED:
            self._dialog.launch_task(task, at_ms)
        else:
            self._fall_silent(at_ms)

    def _fall_silent(self, at_ms: int) -> None:
        self._now = None
        if self._waiting:
            self._begin(self._waiting.popleft(), at_ms)
        else:
            self._deck.release(at_ms)

    def _read_notifications(self, text: str, at_ms: int) -> bool:
        if self._dialog.is_busy:
            return False
        self._note(text)
        found = self._cloud.notifications() or ("You have no new notifications.",)
        self._deck.hold(at_ms)
        self._begin(Ring(f"<speak>{' '.join(found)}</speak>"), at_ms)
        return True

    def _say(self, speech: Speech, *, asks: bool) -> int:
        self._journal(Said(speech.text, speech.source, None, session_is_open=asks))
        return self._loudspeaker.say(speech)

    def _note(self, text: str) -> None:
        self._journal(Heard(text, _LOCAL, {}))


def _speech(ssml: str) -> Speech:
    return from_output_speech({"type": "SSML", "ssml": ssml})
