"""What is kept of a person: wishes, and the wish to be forgotten; and who else may ask."""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from skill.routine.preferences import Level
from skill.speaker.setting import LOCAL_USER

pytestmark = pytest.mark.browser


def test_wishes_are_kept(page, speaker):
    page.tab.click("summary")
    page.tab.click("label:has-text('Steady')")
    page.tab.uncheck("input[value=squat]")
    page.tab.click("text=Keep this")
    page.tab.wait_for_selector("#wishes-form [role=status]:has-text('Kept')")
    assert speaker.wishes.level is Level.STEADY
    assert speaker.wishes.left_out == {"squat"}


def test_a_wish_that_was_spoken_is_shown(page):
    page.say("leave out the squat")
    page.tab.click("summary")
    page.tab.wait_for_selector("input[value=squat]:not(:checked)")


def test_data_is_deleted_after_a_clear_question_only(page, speaker):
    page.play_routine()
    page.tab.click("summary")
    page.tab.click("#forget")
    page.tab.keyboard.press("Enter")  # the focus is on keeping
    assert speaker.store.latest_runs(LOCAL_USER, 1)
    page.tab.click("#forget")
    page.tab.click("#sure [value=delete]")
    page.until_ring("idle")
    page.tab.wait_for_selector("#steps", state="hidden")
    assert not speaker.store.latest_runs(LOCAL_USER, 1)
    assert not speaker.profile.consent


def test_a_consent_is_given_beside_the_page_while_a_routine_goes_on(page):
    page.play_routine()
    with page.tab.context.expect_page() as opened:
        page.tab.click("a[href='/app']")
    beside = opened.value
    beside.click("#consent-1")
    beside.wait_for_selector("label:has-text('Update your reminders: allowed')")
    page.until_sounding()


@contextmanager
def another_site(folder):
    """A web site of another origin on this machine."""
    (folder / "index.html").write_text("<title>Another site</title>", encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_of_another_origin_changes_and_reads_nothing(open_page, speaker, tmp_path):
    page = open_page()
    page.play_routine()
    with another_site(tmp_path) as url:
        stranger = page.tab.context.new_page()
        stranger.goto(url)
        stranger.evaluate(
            "url => fetch(`${url}/speaker/forget`, {method: 'POST', mode: 'no-cors'})", speaker.url
        )
        reading = "url => fetch(`${url}/speaker/records`).then(() => 'read', () => 'refused')"
        assert stranger.evaluate(reading, speaker.url) == "refused"
    assert speaker.store.latest_runs(LOCAL_USER, 1)
