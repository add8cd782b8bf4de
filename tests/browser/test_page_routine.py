"""A routine in a real browser, typed and tapped."""

from contextlib import suppress

import pytest

from skill.routine.run import Phase
from tests.browser.page import Page
from tests.browser.speaker import Speaker

pytestmark = pytest.mark.browser
AN_INSTANT_MS = 400
"""From when a test looks at the sound to when the page stops it."""


def test_a_typed_sentence_leads_to_a_track_that_sounds(page):
    page.say("start my back routine")
    page.until_ring("speaking")
    page.tab.wait_for_function("() => document.getElementById('voice').currentTime > 0")
    page.tab.click("#answers button:text-is('No')")
    page.until_sounding()
    assert page.title == "Pelvic tilt"
    assert page.tab.is_visible("#picture svg")
    assert page.tab.inner_text("[aria-current=step] .step-name") == "Pelvic tilt"


def test_a_pause_keeps_the_offset_of_the_sound_itself(page, speaker):
    page.play_routine()
    at_ms = page.at_s * 1000
    page.press("pause")
    page.until_ring("paused")
    assert at_ms <= speaker.run.head.offset_ms < at_ms + AN_INSTANT_MS
    page.press("play")
    page.until_sounding()


def test_next_and_previous_are_buttons(page):
    page.play_routine()
    page.press("next")
    page.until_title("Nerve glide")
    page.until_sounding()
    page.press("previous")
    page.until_title("Pelvic tilt")
    page.until_sounding()


def test_next_and_pause_are_words(page):
    page.play_routine()
    page.say("next")
    page.until_title("Nerve glide")
    page.until_sounding()
    page.say("pause")
    page.tab.wait_for_selector("#answers button")
    assert page.tab.evaluate("document.getElementById('track').paused")
    page.tab.click("#answers button:text-is('Yes')")
    page.until_sounding()
    assert page.title == "Nerve glide"


def test_a_reload_pauses_at_the_place_and_goes_on_from_there(page, speaker):
    page.play_routine()
    page.tab.evaluate("document.getElementById('track').currentTime = 20")
    page.until_sounding()
    page.tab.reload()
    page.until_ring("paused")
    assert page.title == "Pelvic tilt"
    assert 20_000 < speaker.run.head.offset_ms < 30_000
    page.press("play")
    page.until_sounding()
    # It begins a little before where it broke off.
    assert 10 < page.at_s < 30


def test_a_closed_page_pauses_and_another_one_resumes(page, open_page, speaker):
    page.play_routine()
    page.tab.close()
    other = open_page()
    other.until_ring("paused")
    other.press("play")
    other.until_sounding()
    assert speaker.run.routine.steps[0].exercise.id == "pelvic-tilt"


def test_a_browser_that_crashes_leaves_the_place_where_it_sounded(launch, speaker):
    from playwright.sync_api import Error  # noqa: PLC0415 - may be missing, as in conftest

    browser = launch()
    page = Page(browser.new_page(), speaker, None)
    page.play_routine()
    page.tab.wait_for_timeout(3_500)
    sounded_ms = page.at_s * 1_000
    with suppress(Error):  # whoever asks for it gets no answer
        browser.new_browser_cdp_session().send("Browser.crash")
    speaker.until(lambda run: run.head.phase is Phase.PAUSED)
    assert speaker.run.head.offset_ms == pytest.approx(sounded_ms, abs=3_000)


def test_a_speaker_that_is_killed_falls_silent_and_knows_the_place(tmp_path, launch):
    mortal = Speaker(tmp_path)
    mortal.wait()
    page = Page(launch().new_page(), mortal, None)
    page.play_routine()
    page.tab.wait_for_timeout(2_500)
    mortal.kill()
    page.tab.wait_for_function("() => document.getElementById('track').paused", timeout=2_000)
    sounded_ms = page.at_s * 1_000
    again = Speaker(tmp_path)
    again.wait()
    again.until(lambda run: run.head.phase is not Phase.GOING)
    again.stop()
    assert again.run.head.offset_ms == pytest.approx(sounded_ms, abs=3_000)


def test_a_track_heard_to_its_end_is_done_and_the_week_shows_the_day(page, speaker):
    page.play_routine()
    page.hear_until_title("Nerve glide")
    assert speaker.run.done == {0}
    page.tab.wait_for_selector(".days .today.done")
    assert page.tab.inner_text(".steps .done .step-name") == "Pelvic tilt"


def test_a_question_opens_the_microphone_and_no_answer_is_asked_again(page):
    page.say("delete my data")
    page.until_ring("listening")
    page.say("no")
    page.until_ring("idle")
    assert page.tab.is_visible("#said")


def test_only_the_page_that_was_spoken_to_sounds(page, open_page):
    page.play_routine()
    other = open_page()
    other.until_ring("playing")
    assert other.tab.evaluate("document.getElementById('track').paused")
    other.say("next")
    other.until_title("Nerve glide")
    other.until_sounding()
    assert page.tab.evaluate("document.getElementById('track').paused")
