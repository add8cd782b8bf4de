"""Hands-free: a live stream becomes what was said to the speaker, as on a device.

While a question of the skill is open, whatever is said counts. At all other times, above all
while a track plays, only what follows the wake word does.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from skill.speaker.ears.recognizer import BYTES_A_SECOND, Recognizer, Transcript
from skill.speaker.ears.utterances import FRAME_BYTES, QUIETEST_DB, Utterances, loudness_db
from skill.speaker.ears.wake import WAKE_WORDS
from skill.speaker.ears.witness import Waiting, WitnessedWake, witnessed
from skill.understanding.heard import Moment

_KEPT_S = 1.8
"""What is kept of the stream, so that the wake word is heard with what follows it."""
_PATIENCE_S = 6
"""How long after the wake word it waits for a request."""
_SOFTER_DB = 16.0
"""So much softer than the wake word's loudest sound a request's soft ones are; what is softer still
is the routine, which plays on."""
_BACK_BYTES = int(0.4 * BYTES_A_SECOND) // 2 * 2
"""The wake word has ended about so long before it was judged."""
_SHORTEST_BEHIND_BYTES = int(0.9 * BYTES_A_SECOND) // 2 * 2
"""A word, with the silence that ends an utterance."""


@dataclass(frozen=True, slots=True)
class Woken:
    """The wake word was heard: time to show the light and to lower one's own sound."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something was said to the speaker."""

    transcript: Transcript
    """The words, without the wake word; "" where nothing was made out."""


Event: TypeAlias = Woken | Said


class Listening:
    """One microphone's stream, 16 kHz mono sound of 16 bits."""

    def __init__(
        self, recognizer: Recognizer, wake: Waiting, wake_words: Sequence[str] = WAKE_WORDS
    ) -> None:
        """Take what makes out words, what waits for the wake word, and the wake words.

        A recognizer that can be a witness judges each wake word once more.
        """
        self._recognizer = recognizer
        self._wake = witnessed(wake, recognizer)
        self._is_witnessed = isinstance(self._wake, WitnessedWake)
        self._words = frozenset(wake_words)
        self._utterances = Utterances()
        self._kept: deque[bytes] = deque()
        self._waited: int | None = None
        """Bytes since what is kept of the stream before the wake word; None while asleep."""
        self._woken_at = 0
        """How many of them had come when it woke."""
        self._is_called = False
        """The wake word stood alone, and what is said next is for the speaker."""

    @property
    def is_awake(self) -> bool:
        """Whether the wake word was heard, and a request is awaited."""
        return self._waited is not None

    @property
    def is_within(self) -> bool:
        """Whether somebody is speaking to it."""
        return self._utterances.is_within

    def feed(self, pcm: bytes, moment: Moment) -> list[Event]:
        """What happened within this piece of the stream; pieces of 30 to 250 ms serve best."""
        # Made 16 kHz, a small piece may leave nothing, and recognizers want something.
        if not pcm:
            return []
        woken: list[Event] = []
        if self._wake.feed(pcm) and self._waited is None:
            self._waited = 0
            woken = [Woken()]
            pcm = b"".join(self._kept) + pcm
            self._woken_at = len(pcm)
            self._utterances = Utterances(max(QUIETEST_DB, _loudest_db(pcm) - _SOFTER_DB))
        if self._waited is None and not moment.question_open:
            self._utterances.end()  # an answer that came too late is no part of the next one
            self._keep(pcm)
            return []
        return woken + self._hear(pcm, moment)

    def _hear(self, pcm: bytes, moment: Moment) -> list[Event]:
        said = self._utterances.feed(pcm)
        if self._waited is not None:
            self._waited += len(pcm)
            if not said and self._waited > _PATIENCE_S * BYTES_A_SECOND:
                said = [self._utterances.end()]
        return [event for one in said for event in self._heard(one, moment)]

    def _heard(self, utterance: bytes, moment: Moment) -> list[Event]:
        transcript = self._recognizer.transcribe(utterance, moment)
        words = transcript.text.split()
        called = next((index for index, word in enumerate(words) if word in self._words), None)
        rest = words if called is None else words[called + 1 :]
        is_judged = self._is_witnessed and self._waited is not None and not self._is_called
        if called is None and is_judged and not moment.question_open:
            # Its witness has heard the wake word: what was made of it here is not looked at.
            transcript = self._behind(utterance, self._waited or 0, moment)
            called, rest = 0, transcript.text.split()
        counts = moment.question_open or self._is_called or called is not None
        self._is_called = called is not None and not rest
        if self._is_called:
            self._waited = self._woken_at = 0
            return []
        self._waited = None
        self._kept.clear()
        self._utterances = Utterances()
        # A wake word that was judged by nobody, and that the recognizer does not find, was none.
        return [Said(replace(transcript, text=" ".join(rest)))] if counts else []

    def _behind(self, utterance: bytes, waited: int, moment: Moment) -> Transcript:
        """What was said behind the wake word."""
        behind = utterance[-(waited - self._woken_at + _BACK_BYTES) :]
        if len(behind) < _SHORTEST_BEHIND_BYTES:
            return Transcript("", 0.0, 0.0)
        return self._recognizer.transcribe(behind, moment)

    def _keep(self, pcm: bytes) -> None:
        self._kept.append(pcm)
        while sum(map(len, self._kept)) > _KEPT_S * BYTES_A_SECOND:
            self._kept.popleft()


def _loudest_db(pcm: bytes) -> float:
    """Of the frames in a sound."""
    return max(
        loudness_db(pcm[start : start + FRAME_BYTES]) for start in range(0, len(pcm), FRAME_BYTES)
    )
