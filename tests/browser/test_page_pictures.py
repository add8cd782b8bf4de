"""The main states as pictures, for the eye: CI keeps them, and the README shows some."""

import pytest

pytestmark = pytest.mark.browser
FIGURE_FOUR = 2
IN_THE_HOLD_MS = 14_000


@pytest.fixture
def known(speaker):
    """A speaker whose owner has used it for some weeks."""
    speaker.has_a_history()
    return speaker


@pytest.mark.usefixtures("known")
def test_at_rest_and_playing_in_the_light_and_in_the_dark(open_page):
    page = open_page(1440, 900, reduced_motion="reduce", color_scheme="light")
    page.tab.wait_for_selector(".plot")
    page.shoot("at-rest-light")
    page.in_light("dark")
    page.shoot("at-rest-dark")
    page.play_routine(step=FIGURE_FOUR, at_ms=IN_THE_HOLD_MS, segment=1)
    page.until_title("Figure four stretch")
    page.tab.wait_for_selector("#count:not([hidden])")
    page.shoot("playing-dark")
    page.in_light("light")
    page.shoot("playing-light")


@pytest.mark.usefixtures("known")
def test_paused_on_a_small_phone(open_page, speaker):
    page = open_page(320, 640, reduced_motion="reduce")
    speaker.has_a_routine_waiting(FIGURE_FOUR, IN_THE_HOLD_MS, segment=1)
    page.until_ring("paused")
    page.tab.wait_for_selector("#picture svg")
    page.shoot("paused-320")
    assert not page.is_sideways()


@pytest.mark.usefixtures("known")
def test_the_week_the_history_and_what_one_likes(open_page):
    page = open_page(1100, 900)
    page.tab.wait_for_selector(".plot")
    page.shoot("week", of="#records")
    page.tab.click("summary")
    page.tab.wait_for_selector("#wishes-form")
    page.shoot("wishes", whole=True)
    page.tab.click("#forget")
    page.shoot("delete")
