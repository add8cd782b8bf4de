"""Words spoken into the browser's microphone, as Chromium's fake capture device plays them."""

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def ears(tape, skip_without):
    if find_spec("pocketsphinx") is None or tape is None:
        skip_without("no recognizer: pip install 'my-back-routine[ears]'")
    if not tape.can_speak:
        skip_without("nobody to speak: apt install flite")


def test_a_routine_from_the_first_spoken_word_to_the_day_in_the_week(page, speaker):
    page.hold_and_speak("start my back routine")
    page.until_heard("start my back routine")
    page.tab.wait_for_selector("#said:has-text('apply to you')", timeout=20_000)
    page.hold_and_speak("no")
    page.until_sounding()
    assert page.title == "Pelvic tilt"
    page.speak_until_heard("alexa, pause", heard="pause")
    page.until_ring("paused")
    page.speak_until_heard("alexa, resume", heard="resume")
    page.until_sounding()
    page.hear_until_title("Nerve glide")
    page.skip_the_rest()
    page.speak_until_heard("alexa, next", heard="next")
    page.until_title("Figure four stretch")
    page.until_sounding()
    page.tab.reload()
    page.until_ring("paused")
    assert page.title == "Figure four stretch"
    page.press("play")
    page.until_sounding()
    assert speaker.run.done == {0}
    assert page.tab.is_visible(".days .today.done")


@pytest.mark.parametrize(
    ("sentence", "title", "ring"),
    [
        ("next exercise", "Nerve glide", "playing"),
        ("pause the routine", "Pelvic tilt", "paused"),
    ],
)
def test_while_a_track_plays_the_button_needs_no_wake_word(page, sentence, title, ring):
    page.play_routine()
    page.hold_and_speak(sentence)
    page.until_heard(sentence)
    page.until_title(title)
    page.until_ring(ring)


def test_hands_free_only_what_follows_the_wake_word_counts(page):
    page.play_routine()
    page.speak_until_heard("pause the routine", "alexa, next exercise", heard="next exercise")
    page.until_title("Nerve glide")
    page.until_sounding()


def test_hands_free_an_open_question_needs_no_wake_word(page):
    page.say("delete my data")
    page.until_ring("listening")
    page.speak("no thank you")
    page.tab.wait_for_selector("#said:has-text('kept everything')", timeout=20_000)


def test_a_button_held_in_silence_says_nothing_and_the_track_goes_on(page):
    page.play_routine()
    page.hold_and_speak()
    page.until_sounding()
    assert page.tab.is_hidden("#heard")
