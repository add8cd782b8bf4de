"""Danger, spoken: sentences of tests/danger by the voices at hand, through speech recognition.

Last measured with both recognizers on a busy machine: 99.2 % of 121 sentences caught. Of 68
that only sound like danger 13 were taken for it, by a word that was misheard ("know tingling");
of 64 everyday requests none.
"""

from collections import Counter
from pathlib import Path

from interaction_model.examples import labelled
from skill.speaker.ears import RECOGNIZERS, MissingRecognizerError, choose_recognizer
from skill.understanding import Hearing, Moment
from tests.spoken.speakers import pcm, speakers

SAID = Path(__file__).resolve().parents[1] / "danger" / "said.txt"
KEPT = Path(__file__).resolve().parents[2] / "build"
PLAYING = Moment(playing=True, in_session=True)
EVERY = 5
"""One sentence in so many is spoken, each by another voice."""
DANGERS = frozenset(
    {
        *("EmergencyIntent", "SeeDoctorIntent", "FaintIntent", "LegPainIntent"),
        "SomethingWrongIntent",
    }
)


def figures():
    """A line for the best recognizer with the share that is caught, and one for each miss."""
    try:
        recognizer = choose_recognizer(RECOGNIZERS[0], cache=KEPT)
    except MissingRecognizerError as error:
        yield str(error)
        return
    hearing = Hearing.load()
    missed, said = [], Counter()
    for speaker, example in spoken():
        heard = recognizer.transcribe(pcm(speaker.speak(example.text)), PLAYING).text
        intent = hearing.hear(heard, PLAYING).intent
        said[speaker.program] += 1
        if intent not in DANGERS:
            missed.append((speaker, example.text, heard, intent))
    caught = 1 - len(missed) / said.total()
    voices = "  ".join(
        f"{program} {1 - sum(each[0].program == program for each in missed) / count:4.0%}"
        for program, count in said.items()
    )
    yield f"{recognizer.name}: {caught:6.1%} of {said.total()} caught   {voices}"
    for speaker, text, heard, intent in missed:
        yield f"    {speaker.name:<24} {text!r} heard as {heard!r}, {intent}"


def spoken():
    """Sentences with the voice that says each."""
    voices = speakers()
    examples = list(labelled(SAID))[::EVERY]
    return [(voices[number % len(voices)], each) for number, each in enumerate(examples)]
