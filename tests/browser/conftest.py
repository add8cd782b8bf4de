"""One speaker and one Chromium, Debian's, for all tests; a tab and an empty store for each."""

import os
import shutil
from importlib.util import find_spec

import pytest

from tests.browser.page import Page
from tests.browser.speaker import Speaker

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing(what):
    """Skips, except where everything must be there."""
    if os.environ.get("CI_STRICT") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def skip_without():
    """Skips a test for the reason it is given, except where everything must be there."""
    return missing


@pytest.fixture(scope="session")
def tape(tmp_path_factory):
    """What the browser's microphone hears."""
    if find_spec("scipy") is None:
        return None
    from tests.browser.tape import Tape  # noqa: PLC0415 - with the ears comes what it is made of

    return Tape(tmp_path_factory.mktemp("microphone"))


@pytest.fixture(scope="session")
def launch(tape):
    """Starts a Chromium; it ends with the tests at the latest."""
    program = shutil.which("chromium") or missing("no chromium: apt install chromium")
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - may be missing
    except ImportError:
        missing("no playwright: make browser installs it")
    options = {"executable_path": program, "args": [*FLAGS, *(tape.flags if tape else ())]}
    with sync_playwright() as playwright:

        def launch_():
            try:
                return playwright.chromium.launch(**options)
            except Error:
                # About one launch in ten fails, and works the next time.
                return playwright.chromium.launch(**options)

        yield launch_


@pytest.fixture(scope="session")
def browser(launch):
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def lasting_speaker(tmp_path_factory):
    if find_spec("hibari") is None:
        missing("no voice: pip install 'my-back-routine[voice]'")
    speaker = Speaker(tmp_path_factory.mktemp("speaker"))
    speaker.wait()
    yield speaker
    speaker.stop()


@pytest.fixture
def speaker(lasting_speaker):
    """The speaker, which knows nobody."""
    lasting_speaker.forget()
    return lasting_speaker


@pytest.fixture
def open_page(browser, speaker, tape):
    """Opens the page in a tab of its own, which ends with the test; faults in it fail the test."""
    contexts, pages = [], []

    def open_(width=1280, height=800, **about):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **about))
        pages.append(Page(contexts[-1].new_page(), speaker, tape))
        return pages[-1]

    yield open_
    for context in contexts:
        context.close()
    assert [fault for page in pages for fault in page.faults] == []


@pytest.fixture
def page(open_page):
    return open_page()
