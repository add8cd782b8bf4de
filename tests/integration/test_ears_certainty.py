"""Real sound into the real recognizers: what lasts hangs on words, never on a noise."""

from datetime import UTC, datetime
from functools import cache
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest

from skill.speaker.device.ears import SURELY_SAID, Situation
from skill.speaker.ears import MissingRecognizerError, choose_recognizer
from skill.speaker.ears.halting import DANGERS
from skill.speaker.ears.tone import is_tone
from skill.speaker.text_ears import HearingEars
from skill.speaker.virtual_clock import VirtualClock
from skill.understanding import Hearing, Moment
from skill.understanding.lasting import needs_certainty
from tests.spoken.noises import noises
from tests.spoken.phrases import DANGER, phrases
from tests.spoken.rooms import noisy
from tests.spoken.speakers import RATE, pcm, speakers

pytest.importorskip("pocketsphinx", reason="the extra `ears` is not installed")
NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
ASKED = Moment(question_open=True, in_session=True, now=NOW)
NOISES = dict(noises())
TONES = [name for name in NOISES if "beep" in name or "chime" in name or "whistle" in name]
LASTING = ("delete my data", "cancel my reminder", "leave out the squat", "yes please")
MOST_TAKEN = {"pocketsphinx": 4, "pocketsphinx+whisper": 0}
"""Of all noises, those that are taken for something that lasts; alone, the small one has no other
opinion to ask."""
needs_a_voice = pytest.mark.skipif(not speakers(), reason="no voice is installed")


@cache
def ears():
    return HearingEars(Hearing.load(), VirtualClock(NOW), ZoneInfo("UTC"))


@pytest.fixture(scope="module", params=["pocketsphinx", "pocketsphinx+whisper"])
def recognizer(request, tmp_path_factory):
    try:
        return choose_recognizer(request.param, cache=tmp_path_factory.mktemp("cache"))
    except MissingRecognizerError as error:
        pytest.skip(str(error))


def intent(recognizer, samples):
    """What the skill is told of a sound that came while a question was open."""
    heard = recognizer.transcribe(pcm(samples), ASKED)
    situation = Situation(
        is_question_open=True, is_playing=False, is_in_session=True, confidence=heard.confidence
    )
    return ears().understand(heard.text, situation).intent if heard.text else None


@pytest.mark.voice
def test_a_noise_changes_nothing_that_lasts_and_says_no_yes(recognizer):
    taken = [name for name, sound in NOISES.items() if needs_certainty(intent(recognizer, sound))]
    assert len(taken) <= MOST_TAKEN[recognizer.name], taken


@pytest.mark.parametrize("name", TONES)
def test_a_beep_is_a_tone_in_silence_and_in_a_room(name):
    assert is_tone(pcm(NOISES[name]))
    assert is_tone(pcm(noisy(NOISES[name], 1)))


@needs_a_voice
@pytest.mark.voice
def test_danger_is_caught_when_it_is_spoken(recognizer):
    if recognizer.name == "pocketsphinx":
        pytest.skip("it knows too few of the ways to say it")
    said = [each for each in phrases(DANGER) if each.intent != "HurtIntent"]
    hearing, missed = Hearing.load(), []
    for phrase, voice in zip(said, cycle(speakers()), strict=False):
        heard = recognizer.transcribe(pcm(voice.speak(phrase.words)), phrase.moment)
        if hearing.hear(heard.text, phrase.moment).intent not in DANGERS:
            missed.append(heard.text)
    assert len(missed) <= 1, missed


@needs_a_voice
@pytest.mark.voice
@pytest.mark.parametrize("words", ["ow", "no", "more", "help", "stop", "mmm"])
def test_no_voice_is_a_tone(words):
    assert not [each.name for each in speakers() if is_tone(pcm(each.speak(words)))]


@needs_a_voice
@pytest.mark.voice
@pytest.mark.parametrize("words", LASTING)
def test_what_lasts_and_was_understood_is_surely_said(recognizer, words):
    heard = [recognizer.transcribe(pcm(each.speak(words)), ASKED) for each in speakers()[::3]]
    hearing = Hearing.load()
    wanted = hearing.hear(words, ASKED).intent
    right = [each for each in heard if hearing.hear(each.text, ASKED).intent == wanted]
    assert len(right) > len(heard) / 2
    assert [each for each in right if each.confidence < SURELY_SAID] == []


@needs_a_voice
@pytest.mark.voice
@pytest.mark.parametrize("words", ["yes", "delete my data", "cancel my reminder"])
def test_a_word_that_was_cut_off_does_nothing_else_that_lasts(recognizer, words):
    if recognizer.name == "pocketsphinx":
        pytest.skip("it hears its sentences in half of one as well")
    wanted = ears().understand(words, Situation(True, False, True)).intent  # noqa: FBT003 - asked
    for each in speakers()[::3]:
        whole = each.speak(words)
        found = intent(recognizer, whole[: len(whole) // 2 - RATE // 20])
        assert found == wanted or not needs_certainty(found)
