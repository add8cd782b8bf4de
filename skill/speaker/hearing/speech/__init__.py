"""The speaker's hearing of speech: sound becomes words, offline."""

from skill.speaker.hearing.speech.choice import RECOGNIZERS, choose_recognizer
from skill.speaker.hearing.speech.listening import Event, Listening, Said, Woken
from skill.speaker.hearing.speech.recognizer import (
    SAMPLE_RATE,
    MissingRecognizerError,
    Recognizer,
    Transcript,
)
from skill.speaker.hearing.speech.utterances import Utterances
from skill.speaker.hearing.speech.wake import WAKE_WORDS, UnknownWakeWordError, Wake

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
