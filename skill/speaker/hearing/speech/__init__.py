"""The speaker's hearing of speech: sound becomes words, offline."""

from skill.speaker.hearing.speech.choice import RECOGNIZERS, choose_recognizer
from skill.speaker.hearing.speech.recognizer import (
    SAMPLE_RATE,
    MissingRecognizerError,
    Recognizer,
    Transcript,
)

__all__ = [
    "RECOGNIZERS",
    "SAMPLE_RATE",
    "MissingRecognizerError",
    "Recognizer",
    "Transcript",
    "choose_recognizer",
]
