"""Speech: sentences understood (intent and slots) and seconds each, by room and voice.

Last measured with both recognizers, in parts, on a busy machine. Clean: 96.6 % of 204 (hibari
100 %, flite 99 %, espeak-ng 93 %), 0.42 s a phrase. Of 79 sentences that mean nothing, 4 were taken
for something. Wake word heard, and understood with what follows: clean 48 and 48 of 48, in a noisy
room 43 and 38 of 48; beside the routine not measured in this run. In 3 minutes of
our routine it woke 0 times in vain, at 0.06 of a core. Of 396 sentences of danger and pain 388 were
caught (98 %): all but two of danger, and half of those that are only "ow".
"""

import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from skill.speaker.device.ears import SURELY_SAID
from skill.speaker.ears import (
    RECOGNIZERS,
    Listening,
    MissingRecognizerError,
    Said,
    Wake,
    Woken,
    choose_recognizer,
)
from skill.speaker.ears.halting import DANGERS
from skill.speaker.page.microphone import LEAST_FIT
from skill.understanding import FALLBACK, Hearing, Moment
from skill.understanding.lasting import needs_certainty
from tests.spoken.noises import noises
from tests.spoken.phrases import DANGER, phrases, understood
from tests.spoken.rooms import ROOMS, routine
from tests.spoken.speakers import RATE, pcm, speakers

EACH = 4
"""Every phrase is spoken by one voice in so many, another choice for each phrase."""
KEPT = Path(__file__).resolve().parents[2] / "build"
PLAYING = Moment(playing=True, in_session=True)
ASKED = Moment(question_open=True, in_session=True)
CALLS = {
    "alexa pause": "AMAZON.PauseIntent",
    "alexa next exercise": "AMAZON.NextIntent",
    "alexa how much time is left": "TimeLeftIntent",
    "alexa, skip this one": "AMAZON.NextIntent",
}
"""What is said to wake it, in one breath, and what it means."""
NONSENSE = Path(__file__).resolve().parents[1] / "utterances" / "unseen_nonsense.txt"
NONSENSE_EVERY = 6
"""One sentence in so many of those that mean nothing is spoken."""
NEAR = Path(__file__).resolve().parents[1] / "spoken" / "near_words.txt"
ROUTINE_MINUTES = 6


def figures():
    """A line for each recognizer in each room, by program of the voices; then the wake word."""
    hearing = Hearing.load()
    for name in RECOGNIZERS:
        try:
            recognizer = choose_recognizer(name, cache=KEPT)
        except MissingRecognizerError as error:
            yield str(error)
            continue
        yield f"{name}: {load_time(name)}"
        by_voice = {}
        for room, mixed in ROOMS.items():
            yield line(recognizer, hearing, room, mixed, by_voice)
        if name == RECOGNIZERS[0]:
            yield from voice_lines(by_voice)
        yield nonsense_line(recognizer, hearing)
        yield from certainty_lines(recognizer, hearing)
        yield danger_line(recognizer, hearing)
    if find_spec("pocketsphinx"):
        yield from wake_lines()


def load_time(name):
    """How long it takes until it listens, first and later."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for _ in range(2):
            began = time.perf_counter()
            choose_recognizer(name, cache=Path(folder))
            seconds.append(time.perf_counter() - began)
    return f"ready after {seconds[0]:.1f} s the first time, {seconds[1]:.1f} s from then on"


def line(recognizer, hearing, room, mixed, by_voice):
    """One room's share of sentences understood, and processor seconds."""
    right, said = Counter(), Counter()
    seconds = []
    for number, (phrase, speaker) in enumerate(spoken()):
        sound = pcm(mixed(speaker.speak(phrase.words), number))
        # Of the process, not the clock: the machine does other things as well.
        began = time.process_time()
        heard = recognizer.transcribe(sound, phrase.moment)
        seconds.append(time.process_time() - began)
        is_right = understood(hearing, phrase, heard.text)
        said[speaker.program] += 1
        right[speaker.program] += is_right
        by_voice.setdefault(speaker.name, {}).setdefault(room, []).append(is_right)
    programs = "  ".join(f"{program} {right[program] / said[program]:4.0%}" for program in said)
    seconds.sort()
    return (
        f"{room:<20} {right.total() / said.total():6.1%} of {said.total()}   {programs}   "
        f"{seconds[len(seconds) // 2]:.2f} s a phrase, 9 of 10 within "
        f"{seconds[len(seconds) * 9 // 10]:.2f} s, on one core"
    )


def voice_lines(by_voice):
    """Each voice's share in each room."""
    for voice, rooms in sorted(by_voice.items()):
        shares = "  ".join(f"{room} {sum(all_) / len(all_):4.0%}" for room, all_ in rooms.items())
        yield f"    {voice:<30} {shares}"


def nonsense_line(recognizer, hearing):
    """How much of what means nothing to us is taken for something, spoken while a track plays."""
    voices, rooms = speakers(), list(ROOMS.values())
    taken = 0
    some = nonsense()[::NONSENSE_EVERY]
    for number, words in enumerate(some):
        speech = voices[number % len(voices)].speak(words)
        heard = recognizer.transcribe(pcm(rooms[number % len(rooms)](speech, number)), PLAYING)
        taken += hearing.hear(heard.text, PLAYING).intent != FALLBACK
    return f"what means nothing    {taken} of {len(some)} sentences taken for something"


def danger_line(recognizer, hearing):
    """How many sentences of danger and pain are one when they were spoken, by every voice."""
    said = [(phrase, speaker) for phrase in phrases(DANGER) for speaker in speakers()]
    caught = sum(
        hearing.hear(
            recognizer.transcribe(pcm(speaker.speak(phrase.words)), PLAYING).text, PLAYING
        ).intent
        in DANGERS | {"HurtIntent"}
        for phrase, speaker in said
    )
    return f"danger and pain       {caught} of {len(said)} caught"


def certainty_lines(recognizer, hearing):
    """What lasts or says yes: whether it is surely said, and whether a noise is."""
    for room, mixed in ROOMS.items():
        said = sure = 0
        for number, (phrase, speaker) in enumerate(spoken()):
            if needs_certainty(phrase.intent):
                sound = pcm(mixed(speaker.speak(phrase.words), number))
                heard = recognizer.transcribe(sound, phrase.moment)
                if understood(hearing, phrase, heard.text):
                    said += 1
                    sure += heard.confidence >= SURELY_SAID
        yield f"what lasts, {room:<20} {sure} of {said} that were understood are surely said"
    taken = [
        heard
        for _, sound in noises()
        for heard in [recognizer.transcribe(pcm(sound), ASKED)]
        if needs_certainty(hearing.hear(heard.text, ASKED).intent)
    ]
    sure = sum(heard.confidence >= SURELY_SAID for heard in taken)
    yield f"noises: {len(taken)} taken for what lasts or a yes, {sure} of them surely"


def nonsense():
    """Sentences that mean nothing to us."""
    lines = NONSENSE.read_text("utf-8").splitlines()
    return [line for line in lines if line[:1] not in ("", "#")]


def spoken():
    """Phrases with the voices that say them."""
    voices = speakers()
    for number, phrase in enumerate(phrases()):
        for index, speaker in enumerate(voices):
            if (number + index) % EACH == 0:
                yield phrase, speaker


def wake_lines():
    """How often the wake word is heard, and how often it is where nobody said it."""
    try:
        recognizer = choose_recognizer(RECOGNIZERS[0], cache=KEPT)
    except MissingRecognizerError:
        recognizer = choose_recognizer("pocketsphinx", cache=KEPT)
    hearing = Hearing.load()
    for room, mixed in ROOMS.items():
        calls = [(speaker, call) for speaker in speakers() for call in CALLS]
        woken = right = 0
        for number, (speaker, call) in enumerate(calls):
            sound = in_room(mixed, speaker.speak(call), number)
            events = overheard(recognizer, sound)
            woken += any(isinstance(event, Woken) for event in events)
            right += any(is_meant(hearing, event, CALLS[call]) for event in events)
        yield (
            f"wake word, {room:<20} heard {woken} of {len(calls)}, "
            f"with what follows understood {right}"
        )
    yield in_vain_line(
        recognizer, f"{ROUTINE_MINUTES} minutes of our routine", [routine(ROUTINE_MINUTES)]
    )
    for name, said in (
        ("what means nothing", nonsense()[::NONSENSE_EVERY]),
        ("words near it", near()),
    ):
        voices, rooms = speakers(), list(ROOMS.values())
        sounds = [
            in_room(rooms[number % 3], voices[number * 5 % len(voices)].speak(words), number)
            for number, words in enumerate(said)
        ]
        yield in_vain_line(recognizer, f"{len(said)} sentences, {name}", sounds)


def in_vain_line(recognizer, name, sounds):
    """How often sounds without the wake word wake it, and how much of a core listening takes."""
    began = time.process_time()
    events = [event for sound in sounds for event in overheard(recognizer, sound)]
    cost = (time.process_time() - began) / (sum(map(len, sounds)) / RATE)
    woken = sum(isinstance(event, Woken) for event in events)
    said = [event for event in events if isinstance(event, Said)]
    requests = sum(event.transcript.fit >= LEAST_FIT for event in said)
    return (
        f"wake word in {name}: {woken} times in vain, of which {requests} became a request; "
        f"{cost:.2f} of a core"
    )


def in_room(mixed, speech, seed):
    """Speech with two seconds of the room before it and behind it."""
    around = np.zeros(2 * RATE)
    return mixed(np.concatenate([around, speech, around]), seed)


def overheard(recognizer, samples):
    """What came of a stream, heard in pieces of a tenth of a second while a track plays."""
    listening = Listening(recognizer, Wake())
    return [event for piece in pieces(samples) for event in listening.feed(piece, PLAYING)]


def is_meant(hearing, event, intent):
    """Whether an event is a request for an intent."""
    if not isinstance(event, Said) or event.transcript.fit < LEAST_FIT:
        return False
    return hearing.hear(event.transcript.text, PLAYING).intent == intent


def near():
    """Talk that sounds like the wake word."""
    return [line for line in NEAR.read_text("utf-8").splitlines() if not line.startswith("#")]


def pieces(samples):
    """A stream in pieces of a tenth of a second."""
    data = pcm(samples)
    return [data[start : start + 3_200] for start in range(0, len(data), 3_200)]
