"""Real sound into the real recognizer; the voices are whatever this machine has."""

import sys

import pytest

from skill.speaker.ears import (
    Listening,
    MissingRecognizerError,
    Said,
    UnknownWakeWordError,
    Wake,
    Woken,
    choose_recognizer,
)
from skill.understanding import Hearing, Moment
from tests.spoken.speakers import SPEAKERS, pcm

pytest.importorskip("pocketsphinx", reason="the extra `ears` is not installed")
HIBARI, ESPEAK = SPEAKERS[0], SPEAKERS[7]
PLAYING = Moment(playing=True, in_session=True)
hibari = pytest.mark.skipif(not HIBARI.is_here, reason="the voice hibari is not installed")

espeak = pytest.mark.skipif(not ESPEAK.is_here, reason="espeak-ng is not installed")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def recognizer(cache):
    return choose_recognizer("pocketsphinx", cache=cache)


@pytest.fixture(scope="module")
def both(cache):
    try:
        return choose_recognizer("pocketsphinx+whisper", cache=cache)
    except MissingRecognizerError as error:
        pytest.skip(str(error))


@hibari
@pytest.mark.voice
@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("start my back routine", None),
        ("alexa next exercise", "AMAZON.NextIntent"),
        ("do the figure four stretch", "DoExerciseIntent"),
        ("how much time is left", "TimeLeftIntent"),
    ],
)
def test_a_spoken_sentence_is_understood(recognizer, words, intent):
    heard = recognizer.transcribe(pcm(HIBARI.speak(words)), PLAYING)
    assert Hearing.load().hear(heard.text, PLAYING).intent == intent


@espeak
@pytest.mark.voice
@pytest.mark.parametrize(
    ("words", "intent"),
    [("next exercise", "AMAZON.NextIntent"), ("how much longer", "TimeLeftIntent")],
)
def test_a_voice_that_is_hard_to_hear_is_understood_by_both_together(both, words, intent):
    heard = both.transcribe(pcm(ESPEAK.speak(words)), PLAYING)
    assert Hearing.load().hear(heard.text, PLAYING).intent == intent


@espeak
@pytest.mark.voice
def test_talk_that_is_not_for_us_is_not_turned_into_one_of_our_sentences(both):
    heard = both.transcribe(pcm(ESPEAK.speak("the parcel arrived this morning")), PLAYING)
    assert heard.fit == 0.0


@pytest.mark.parametrize("sound", [b"", b"\x00", bytes(320), bytes(64_000)])
def test_silence_has_no_words_for_both_together(both, sound):
    assert both.transcribe(sound, PLAYING).text == ""


def test_without_whisper_the_small_recognizer_listens_alone(monkeypatch, cache):
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    assert choose_recognizer(cache=cache).name == "pocketsphinx"
    with pytest.raises(MissingRecognizerError, match=r"pip install 'my-back-routine\[speech\]'"):
        choose_recognizer("whisper", cache=cache)


@hibari
@pytest.mark.voice
def test_the_same_sound_is_always_heard_the_same(recognizer):
    sound = pcm(HIBARI.speak("do the piriformis stretch"))
    first = recognizer.transcribe(sound, PLAYING)
    recognizer.transcribe(pcm(HIBARI.speak("how did I do this week")), PLAYING)
    again = recognizer.transcribe(sound, PLAYING)
    assert (first.text, first.confidence) == (again.text, again.confidence)


@pytest.mark.parametrize("sound", [b"", b"\x00", bytes(320), bytes(64_000)])
def test_silence_has_no_words_and_breaks_nothing(recognizer, sound):
    heard = recognizer.transcribe(sound, PLAYING)
    assert len(heard.text.split()) <= 1


def test_the_compiled_form_is_made_once(cache, recognizer):
    assert recognizer.name == "pocketsphinx"
    made = {file: file.stat().st_mtime_ns for file in (cache / "speech").iterdir()}
    assert len(made) == 2
    choose_recognizer("pocketsphinx", cache=cache)
    assert made == {file: file.stat().st_mtime_ns for file in (cache / "speech").iterdir()}


@hibari
@pytest.mark.voice
def test_the_wake_word_is_heard_and_a_sentence_without_it_is_not():
    assert Wake().feed(pcm(HIBARI.speak("alexa, pause")))
    assert not Wake().feed(pcm(HIBARI.speak("start my back routine")))


def overheard(recognizer, words):
    listening = Listening(recognizer, Wake())
    sound = bytes(64_000) + pcm(ESPEAK.speak(words)) + bytes(64_000)
    pieces = [sound[start : start + 3_200] for start in range(0, len(sound), 3_200)]
    return [event for piece in pieces for event in listening.feed(piece, PLAYING)]


@espeak
@pytest.mark.voice
def test_a_voice_that_the_spotter_alone_misses_wakes_it_by_both_together(both):
    woken, said = overheard(both, "alexa next exercise")
    assert isinstance(woken, Woken)
    assert isinstance(said, Said)
    assert Hearing.load().hear(said.transcript.text, PLAYING).intent == "AMAZON.NextIntent"


@espeak
@pytest.mark.voice
def test_words_like_the_wake_word_do_not_wake_it(both):
    assert overheard(both, "relax your back") == []


@hibari
@pytest.mark.voice
def test_another_wake_word_may_be_chosen():
    assert Wake(["alexa", "computer"]).feed(pcm(HIBARI.speak("computer, pause")))


def test_a_wake_word_that_is_in_no_dictionary_is_refused():
    with pytest.raises(UnknownWakeWordError, match="choose an English word"):
        Wake(["xyzzyx"])


def test_an_unknown_recognizer_is_refused_with_the_known_ones():
    with pytest.raises(MissingRecognizerError, match="pocketsphinx"):
        choose_recognizer("big-ears")


def test_without_any_there_is_no_recognizer_and_it_says_what_to_install(monkeypatch, tmp_path):
    for package in ("pocketsphinx", "ctranslate2"):
        monkeypatch.setitem(sys.modules, package, None)
    assert choose_recognizer(cache=tmp_path) is None
    with pytest.raises(MissingRecognizerError, match="pip install"):
        choose_recognizer("pocketsphinx", cache=tmp_path)
