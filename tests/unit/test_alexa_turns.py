"""Every step that can be asked for fits into one turn of a session."""

from itertools import product

import pytest

from skill.alexa import budget
from skill.alexa.answer import Answer
from skill.alexa.budget import OverBudgetError
from skill.alexa.coach import Coach
from skill.alexa.sound import Sound
from skill.alexa.speech import Clip, Pause, Words
from skill.clock import SystemClock
from skill.content import load
from skill.limits import SPEECH_AUDIO_MS
from skill.routine.exercise import Dose, Side
from skill.routine.lengths import Lengths, estimated
from skill.routine.preferences import Pace, Preferences
from skill.routine.routine import steps_of
from skill.routine.timeline import Part
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.store.memory import MemoryStore

CONTENT = load()
A_SLOW_VOICE_PERCENT = 140
BASE_URL = "https://a-rather-long-name-of-a-door.example.org/"


def slow_lengths(content):
    lengths = estimated(content.narration)
    return Lengths(
        "slow", {key: ms * A_SLOW_VOICE_PERCENT // 100 for key, ms in lengths.ms.items()}
    )


@pytest.fixture
def sound(tmp_path):
    shelf = LocalShelf(FolderLibrary(tmp_path), None)
    return Sound(Coach(MemoryStore(), SystemClock(), shelf, load, slow_lengths), CONTENT)


def every_step(exercise):
    for amount, explained, pace, side, alone in product(
        exercise.dose.amounts, (True, False), Pace, Side, (True, False)
    ):
        wanted = Preferences(pace=pace, side_first=side)
        chosen = [(exercise, Dose(amount))]
        if not alone:
            another = next(e for e in CONTENT.catalog.values() if e is not exercise)
            chosen.append((another, Dose(another.dose.least)))
        yield steps_of(chosen, wanted, lambda _, full=explained: full)[0]


def pieces(kind, spoken):
    return [piece for piece in spoken if isinstance(piece, kind)]


@pytest.mark.parametrize("exercise", CONTENT.catalog.values(), ids=lambda exercise: exercise.id)
def test_every_dose_at_every_pace_keeps_within_the_budget(exercise, sound):
    for step in every_step(exercise):
        spoken = sound.turn(step, BASE_URL)
        budget.check(Answer(speech=spoken), may_speak=True)
        assert len(pieces(Clip, spoken)) == len(step.sides)


def test_both_sides_have_the_same_time_and_the_second_a_change_over_before_it(sound):
    glide = CONTENT.catalog["figure-four-stretch"]
    (step,) = steps_of([(glide, Dose(30))], Preferences(), lambda _: False)
    left, right = (sound.timeline(step, index) for index in (1, 2))
    clips = pieces(Clip, sound.turn(step, BASE_URL))
    assert [clip.length_ms for clip in clips] == [left.length_ms, right.length_ms]
    assert left.spans[-1].length_ms == right.spans[-1].length_ms >= 30_000
    assert (right.spans[0].part, right.spans[0].length_ms >= 6_000) == (Part.SWITCH, True)


def test_there_is_time_to_get_into_position(sound):
    glide = CONTENT.catalog["nerve-glide"]
    (step,) = steps_of([(glide, Dose(10))], Preferences(), lambda _: True)
    (settle,) = pieces(Pause, sound.turn(step, BASE_URL))
    assert settle.ms >= 10_000


def test_of_a_dose_that_is_too_long_for_an_answer_as_much_is_done_as_fits(sound):
    glide = CONTENT.catalog["nerve-glide"]
    wanted = Preferences(pace=Pace.SLOWER)
    (step,) = steps_of([(glide, Dose(15))], wanted, lambda _: True)
    lasts_ms = sum(clip.length_ms for clip in pieces(Clip, sound.turn(step, BASE_URL)))
    assert SPEECH_AUDIO_MS * 0.9 < lasts_ms <= SPEECH_AUDIO_MS


def test_a_clip_lasts_as_long_as_its_sheet_says(sound, tmp_path):
    squat = CONTENT.catalog["squat"]
    (step,) = steps_of([(squat, Dose(10))], Preferences(), lambda _: True)
    (clip,) = pieces(Clip, sound.turn(step, BASE_URL))
    key = clip.url.rpartition("/")[2].removesuffix(".mp3")
    assert FolderLibrary(tmp_path).sheet(key)["length_ms"] == clip.length_ms


@pytest.mark.parametrize(
    ("speech", "fault"),
    [
        ((Words("a" * 8_001),), "characters"),
        ((Clip("https://example.org/a.mp3", SPEECH_AUDIO_MS + 1),), "ms of audio"),
        (tuple(Clip(f"https://example.org/{n}.mp3", 1) for n in range(6)), "audio clips"),
    ],
)
def test_an_answer_over_a_limit_is_refused_with_the_limit(speech, fault):
    with pytest.raises(OverBudgetError, match=fault):
        budget.check(Answer(speech=speech), may_speak=True)


def test_an_open_microphone_needs_a_question():
    with pytest.raises(OverBudgetError, match="without a question"):
        budget.check(Answer(speech=(Words("Well."),), question="Well?"), may_speak=True)


def test_words_in_answer_to_a_playback_event_are_refused():
    with pytest.raises(OverBudgetError, match="playback event"):
        budget.check(Answer(speech=(Words("Well."),)), may_speak=False)
