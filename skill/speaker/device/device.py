"""A smart speaker: hears sentences, keeps Alexa's rules, lets time pass."""

import re
from enum import StrEnum

from skill.speaker.device.alerts import Alerts
from skill.speaker.device.audio_player import AudioPlayer
from skill.speaker.device.courier import Courier, Fault
from skill.speaker.device.dialog import Dialog
from skill.speaker.device.exchange import Exchange
from skill.speaker.device.parts import Parts
from skill.speaker.device.playback import HappeningKind
from skill.speaker.device.profile import Json
from skill.speaker.virtual_clock import epoch_ms

_WAKE_WORD = re.compile(r"^\s*(?:hey\s+)?alexa\b[\s,.!]*", re.IGNORECASE)


class Button(StrEnum):
    """The buttons of a device with a player, and what each tells the skill."""

    NEXT = "NextCommandIssued"
    PREVIOUS = "PreviousCommandIssued"
    PLAY = "PlayCommandIssued"
    PAUSE = "PauseCommandIssued"


class NoButtonsError(RuntimeError):
    """A device without an audio player has no player buttons to press."""


class Device:
    """One device in one home."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._courier = Courier()
        self._deck, self._dialog, self._alerts = self._boot()
        self._is_on = False

    @property
    def now_ms(self) -> int:
        """The present moment in milliseconds since 1970."""
        return epoch_ms(self._parts.clock.now())

    @property
    def is_speaking(self) -> bool:
        """Whether it is saying something."""
        speaks = self._dialog.is_speaking or self._alerts.is_speaking
        return speaks or self._dialog.speaks_meanwhile(self.now_ms)

    @property
    def is_playing(self) -> bool:
        """Whether a stream plays."""
        return self._deck.is_playing

    @property
    def is_listening(self) -> bool:
        """Whether its microphone is open."""
        return self._dialog.is_listening or self._alerts.is_listening

    @property
    def question(self) -> str | None:
        """The kind of the question that waits for an answer, as the skill calls it; None for none.

        One that the device itself asks is of the kind `consent`.
        """
        return self._dialog.question

    @property
    def is_idle(self) -> bool:
        """Whether nothing is said, played or rung, or about to go on playing."""
        plays = self._deck.is_playing or self._deck.is_waiting
        return not (self.is_speaking or plays or self._alerts.is_ringing)

    def due_ms(self) -> int | None:
        """The next moment at which something happens by itself; None when nothing will."""
        return min((due for due, _ in self._dues()), default=None)

    def advance_to(self, at_ms: int) -> None:
        """Lets time pass until a moment, with all that happens on the way, each at its time."""
        while dues := [each for each in self._dues() if each[0] <= at_ms]:
            due_ms, part = min(dues, key=lambda each: each[0])
            moment_ms = max(due_ms, self.now_ms)
            self._parts.clock.move_to(moment_ms)
            part.run(moment_ms)
        self._parts.clock.move_to(max(at_ms, self.now_ms))
        self._keep_place()

    def say(self, sentence: str, confidence: float = 1.0) -> None:
        """The person says a sentence, with or without the wake word, now.

        Args:
            sentence: the words.
            confidence: how surely they were said, 0 to 1, by their sound alone.
        """
        words = _WAKE_WORD.sub("", sentence).strip()
        if words and not self._alerts.hear(words, self.now_ms):
            self._dialog.hear(words, self.now_ms, confidence)
        self.advance_to(self.now_ms)

    def wake(self) -> None:
        """The machine slept while a stream played: it stops, and the skill asks about the place."""
        if self._deck.is_playing:
            self._dialog.pause(self.now_ms)
            self.advance_to(self.now_ms)

    def switch_on(self) -> None:
        """The power is back: tell the skill where the sound was cut, if it was; once."""
        file, self._is_on = None if self._is_on else self._parts.last_place, True
        if file is not None and (place := file.read()) is not None:
            self._deck.report(place, self.now_ms)
            self._keep_place()

    def launch_task(self, name: str, given: Json) -> None:
        """One of Alexa's routines comes to a task of the skill's, now.

        Args:
            name: the task's name, such as `StartRoutine`.
            given: its input.
        """
        self._dialog.launch_task(self._parts.envelopes.task(name, given), self.now_ms)
        self.advance_to(self.now_ms)

    def recognize(self, person: str | None) -> None:
        """From now on Alexa knows whose voice she hears, or nobody's."""
        envelopes = self._parts.envelopes
        envelopes.person = f"amzn1.ask.person.{person.upper()}" if person else None

    def say_meanwhile(self, ssml: str) -> None:
        """Speaks while the skill still thinks: a progressive response; from any thread.

        Raises:
            SsmlError: when it is no SSML.
        """
        self._dialog.say_meanwhile(ssml, self.now_ms)

    def press(self, button: Button) -> None:
        """The person presses a button.

        Raises:
            NoButtonsError: when the device has none.
        """
        if not self._parts.profile.audio_player:
            raise NoButtonsError(f"the device {self._parts.profile.name} has no player buttons")
        self._deck.press(button.value, self.now_ms)
        self._keep_place()

    def expect(self, fault: Fault, kind: HappeningKind) -> None:
        """The next playback event of a kind will meet a fault on its way to the skill."""
        self._courier.expect(fault, kind)

    def deliver_late(self) -> None:
        """Events still kept back as late reach the skill now."""
        self._deck.deliver_late(self.now_ms)

    def power_off(self) -> None:
        """Falls silent at once; the skill is told nothing."""
        self._deck.power_off(self.now_ms)

    def restart(self) -> None:
        """Power off and on: the queue, the session and the last stream are forgotten."""
        self.power_off()
        self._deck, self._dialog, self._alerts = self._boot()
        self._is_on = False
        self.switch_on()

    def reset(self) -> None:
        """Fall silent and forget all, where the sound stood too; the skill is told nothing."""
        self.power_off()
        self._deck, self._dialog, self._alerts = self._boot()
        self._keep_place()

    def _keep_place(self) -> None:
        if self._parts.last_place is not None:
            self._parts.last_place.keep(self._deck.last_place(self.now_ms))

    def _dues(self) -> list[tuple[int, Dialog | AudioPlayer | Alerts]]:
        """What will happen by itself: when, and in which part; talk first, alerts last."""
        parts = (self._dialog, self._deck, self._alerts)
        return [(due_ms, part) for part in parts if (due_ms := part.due_ms()) is not None]

    def _boot(self) -> tuple[AudioPlayer, Dialog, Alerts]:
        exchange = Exchange(self._parts)
        deck = AudioPlayer(self._parts, exchange, self._courier)
        dialog = Dialog(self._parts, exchange, deck)
        return deck, dialog, Alerts(self._parts, exchange, deck, dialog)
