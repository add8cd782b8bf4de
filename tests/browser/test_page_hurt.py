"""After pain the page stays where it hurt, leads nowhere by itself, and says so."""

import pytest

pytestmark = pytest.mark.browser
FIGURE_FOUR = 2


@pytest.fixture
def hurt(page):
    """The figure four stretch hurt."""
    page.play_routine(step=FIGURE_FOUR)
    page.tab.click("#hurts")
    page.tab.wait_for_selector("[data-mood=hurt] #answers button")
    return page


def chips(page):
    return page.tab.locator(".chip").all_inner_texts()


def test_the_exercise_that_hurt_is_named_and_stands_as_stopped(hurt):
    assert hurt.title == "Figure four stretch"
    assert "stopped" in hurt.tab.inner_text("#detail")
    assert hurt.tab.inner_text(".steps .stopped .step-name") == "Figure four stretch"
    assert hurt.tab.locator(".steps .skipped").count() == 0


def test_nothing_leads_on_but_an_answer(hurt):
    assert not hurt.tab.is_visible("#play-pause")
    assert not hurt.tab.is_visible("[data-button=next]")
    assert chips(hurt)[0] == "That's enough for today"


def test_a_reload_shows_the_same(hurt):
    hurt.tab.reload()
    hurt.tab.wait_for_selector("[data-mood=hurt] #chips li")
    assert hurt.title == "Figure four stretch"
    assert not hurt.tab.is_visible("#play-pause")


def test_yes_goes_on_with_the_next_and_the_buttons_are_back(hurt):
    hurt.tab.click("#answers button:text-is('Yes')")
    hurt.tab.wait_for_selector("#said:has-text('leave')")
    hurt.tab.click("#answers button:text-is('No')")
    hurt.until_title("Cat cow stretch")
    hurt.until_sounding()
    assert hurt.tab.is_visible("[data-button=pause]")


def test_pain_for_the_second_time_is_rest_for_the_day(hurt, speaker):
    hurt.tab.click("#hurts")
    hurt.tab.wait_for_selector("[data-mood=rest]")
    assert hurt.title == "Rest for today."
    assert "figure four stretch" in hurt.tab.inner_text("#detail")
    assert not hurt.tab.is_visible("#buttons")
    assert chips(hurt)[0] == "When should I see a doctor?"
    hurt.tab.reload()
    hurt.tab.wait_for_selector("[data-mood=rest] #chips li")
    assert speaker.profile.rest_until is not None


def test_no_word_is_hidden_where_somebody_had_scrolled_down(page):
    page.play_routine(step=FIGURE_FOUR)
    page.tab.evaluate("scrollTo(0, 400)")
    page.say("that hurts")
    page.tab.wait_for_selector("[data-mood=hurt] #answers button")
    page.tab.wait_for_function("scrollY === 0")
