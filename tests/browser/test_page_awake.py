"""While a routine plays the screen stays awake, and the lock screen has its name and keys."""

import pytest

pytestmark = pytest.mark.browser
LOCKS = """
  window.locks = [];
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = async (kind) => {
    window.locks.push(await request(kind));
    return window.locks.at(-1);
  };
  window.keys = {};
  const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
  navigator.mediaSession.setActionHandler = (key, handler) => {
    window.keys[key] = handler;
    set(key, handler);
  };
"""


@pytest.fixture
def watched(open_page):
    page = open_page()
    page.tab.add_init_script(LOCKS)
    page.tab.reload()
    page.tab.wait_for_selector("#chips li", state="attached")
    return page


def test_the_screen_stays_awake_while_it_plays_and_no_longer(watched):
    watched.play_routine()
    watched.tab.wait_for_function("() => window.locks.some((lock) => !lock.released)")
    watched.press("pause")
    watched.until_ring("paused")
    watched.tab.wait_for_function("() => window.locks.every((lock) => lock.released)")


def test_the_lock_screen_names_the_exercise_and_its_keys_are_the_buttons(watched):
    watched.play_routine()
    session = "navigator.mediaSession"
    assert watched.tab.evaluate(f"{session}.metadata.title") == "Pelvic tilt"
    assert watched.tab.evaluate(f"{session}.playbackState") == "playing"
    watched.tab.evaluate("window.keys.nexttrack()")
    watched.until_title("Nerve glide")
    watched.tab.evaluate("window.keys.pause()")
    watched.until_ring("paused")
    assert watched.tab.evaluate(f"{session}.playbackState") == "paused"


def test_the_page_can_be_installed_as_an_app(page):
    manifest = page.tab.request.get(f"{page.tab.url}static/manifest.webmanifest").json()
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/")
