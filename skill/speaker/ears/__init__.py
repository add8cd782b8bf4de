"""The speaker's hearing of speech: sound becomes words, offline."""

from skill.speaker.ears.choice import RECOGNIZERS, choose_recognizer
from skill.speaker.ears.listening import Event, Listening, Said, Woken
from skill.speaker.ears.recognizer import (
    SAMPLE_RATE,
    MissingRecognizerError,
    Recognizer,
    Transcript,
)
from skill.speaker.ears.utterances import Utterances
from skill.speaker.ears.wake import WAKE_WORDS, UnknownWakeWordError, Wake

__all__ = [
    "RECOGNIZERS",
    "SAMPLE_RATE",
    "WAKE_WORDS",
    "Event",
    "Listening",
    "MissingRecognizerError",
    "Recognizer",
    "Said",
    "Transcript",
    "UnknownWakeWordError",
    "Utterances",
    "Wake",
    "Woken",
    "choose_recognizer",
]
