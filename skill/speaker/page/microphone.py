"""The sound of a browser's microphone, turned into sentences.

Held down, the button says that all is meant. Hands-free, the sound comes as a stream, and what
counts is decided as on any device; see `skill.speaker.ears.listening`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from skill.speaker.ears import Listening, Recognizer, Said, Transcript, Woken
from skill.speaker.page.rates import Resampling, at_16_khz
from skill.understanding import Moment

LEAST_FIT = 0.1
"""Hands-free, what means less to us is taken for noise: talk that was not for us has about 0.04."""
_LEAST_S = 0.2
"""A shorter sound is a click, not a word."""


def held(recognizer: Recognizer, pcm: bytes, rate_hz: int, moment: Moment) -> Transcript:
    """What was said while the button was held; without words where there were none.

    Args:
        recognizer: what makes out the words.
        pcm: mono sound of 16 bits.
        rate_hz: its samples a second.
        moment: what the person can mean now.
    """
    if len(pcm) < _LEAST_S * rate_hz * 2:
        return Transcript("", 0.0, 0.0)
    return recognizer.transcribe(at_16_khz(pcm, rate_hz), moment)


@dataclass(frozen=True, slots=True)
class Overheard:
    """What came of a piece of an open microphone's sound."""

    is_awake: bool
    """Whether the wake word was heard, and somebody is listened to."""
    is_answering: bool
    """Whether somebody is speaking while a question is open."""
    said: list[Transcript]
    """Sentences that are meant for the device, without the wake word."""


@dataclass(slots=True)
class _Ear:
    """One page's open microphone."""

    page: str
    rate_hz: int
    resampling: Resampling
    listening: Listening


class OpenMicrophone:
    """Hands-free hearing: of all pages, the one that was heard last is listened to."""

    def __init__(self, make_listening: Callable[[], Listening]) -> None:
        """Take what makes an ear for a stream that begins."""
        self._make_listening = make_listening
        self._ear: _Ear | None = None
        self._turn = Lock()

    def open(self, page: str, rate_hz: int) -> None:
        """A page's microphone is open; what came before is no part of its stream."""
        with self._turn:
            self._ear = _Ear(page, rate_hz, Resampling(rate_hz), self._make_listening())

    def rate_of(self, page: str) -> int | None:
        """The samples a second of a page's stream; None if its microphone is not the open one."""
        ear = self._ear
        return ear.rate_hz if ear is not None and ear.page == page else None

    def feed(self, page: str, pcm: bytes, moment: Moment) -> Overheard | None:
        """Hears a piece of the stream; None from a page whose microphone is not the open one."""
        with self._turn:
            ear = self._ear
            if ear is None or ear.page != page:
                return None
            events = ear.listening.feed(ear.resampling.feed(pcm), moment)
            transcripts = [event.transcript for event in events if isinstance(event, Said)]
            return Overheard(
                is_awake=ear.listening.is_awake or any(isinstance(e, Woken) for e in events),
                is_answering=moment.question_open and ear.listening.is_within,
                said=[each for each in transcripts if each.text and each.fit >= LEAST_FIT],
            )
