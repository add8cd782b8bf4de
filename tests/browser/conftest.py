"""A speaker as a process of its own, and Debian's Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from skill.content import load
from skill.speaker.setting import LOCAL_USER
from skill.store.url import open_store

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
STARTS_WITHIN_S = 120
"""The first time it measures its voice."""
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
def chromium():
    """Launches Chromium, with more flags if wanted; all of them are closed at the end."""
    program = shutil.which("chromium") or missing("no chromium: apt install chromium")
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - may be missing
    except ImportError:
        missing("no playwright: pip install 'my-back-routine[dev]'")
    with sync_playwright() as playwright:

        def launch(*flags):
            options = {"executable_path": program, "args": [*FLAGS, *flags]}
            try:
                return playwright.chromium.launch(**options)
            except Error:
                # About one launch in ten fails, and works the next time.
                return playwright.chromium.launch(**options)

        yield launch


@pytest.fixture(scope="session")
def browser(chromium):
    browser = chromium()
    yield browser
    browser.close()


class Speaker:
    """A running speaker."""

    def __init__(self, folder):
        self.store_url = f"sqlite:///{folder / 'runs.sqlite3'}"
        self.url = f"http://127.0.0.1:{_free_port()}"
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from skill.cli import main; main()"),
                *("speaker", "--page", "--no-open", "--voice", "espeak-ng", "--tz", "UTC"),
                *("--store", self.store_url, "--port", self.url.rpartition(":")[2]),
            ],
            cwd=ROOT,
            env=os.environ | {"BACK_ROUTINE_HOME": str(folder)},
        )

    def wait(self):
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                return requests.get(f"{self.url}/healthz", timeout=1).raise_for_status()
            except requests.RequestException:
                time.sleep(0.2)
        pytest.fail("the speaker does not start")

    def forget(self):
        requests.post(f"{self.url}/speaker/forget", timeout=5).raise_for_status()

    @property
    def store(self):
        return open_store(self.store_url, load().catalog)

    @property
    def run(self):
        return self.store.latest_runs(LOCAL_USER, 1)[0]

    @property
    def wishes(self):
        return self.store.profile(LOCAL_USER).preferences

    def stop(self):
        self._process.terminate()
        self._process.wait(10)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="session")
def lasting_speaker(tmp_path_factory):
    if shutil.which("espeak-ng") is None:
        missing("no voice: apt install espeak-ng")
    speaker = Speaker(tmp_path_factory.mktemp("speaker"))
    speaker.wait()
    yield speaker
    speaker.stop()


@pytest.fixture
def speaker(lasting_speaker):
    """The speaker, which knows nobody."""
    lasting_speaker.forget()
    return lasting_speaker


class Page:
    """The speaker's page in a tab, and what a person does with it."""

    def __init__(self, tab, url):
        self.tab, self.faults = tab, []
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("console", lambda m: m.type == "error" and self.faults.append(m.text))
        tab.goto(url)
        self.tab.wait_for_selector("#chips li", state="attached")

    def say(self, text):
        self.tab.fill("#sentence", text)
        self.tab.press("#sentence", "Enter")

    def press(self, button):
        self.tab.click(f"[data-button={button}]")

    def until_ring(self, *states, timeout_s=30):
        wanted = ", ".join(f"body[data-ring={state}] #chips li" for state in states)
        self.tab.wait_for_selector(wanted, timeout=timeout_s * 1000, state="attached")

    def until_title(self, name):
        self.tab.wait_for_selector(f"h1:text-is('{name}')", timeout=20_000)

    def until_sounding(self):
        """Until the track's sound goes on, and a little longer."""
        self.until_ring("playing")
        self.tab.wait_for_function(
            "() => { const t = document.getElementById('track'); "
            "return !t.paused && t.readyState > 2 && t.played.length > 0 }",
            timeout=30_000,
        )
        at_s = self.at_s
        self.tab.wait_for_function(
            "at => document.getElementById('track').currentTime > at + .3", arg=at_s
        )

    def start_routine(self):
        """The first routine: the welcome's question is answered at once."""
        self.say("start my back routine")
        self.tab.wait_for_selector("#said:has-text('ready')", timeout=20_000)
        self.say("yes")
        self.until_sounding()

    @property
    def at_s(self):
        return self.tab.evaluate("document.getElementById('track').currentTime")

    @property
    def title(self):
        return self.tab.inner_text("h1")

    def is_sideways(self):
        return self.tab.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def shoot(self, name, *, whole=False):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)


@pytest.fixture
def open_page(browser, speaker):
    """Opens the page in a tab of its own, which ends with the test; faults in it fail the test."""
    contexts, pages = [], []

    def open_(width=1280, height=800, **about):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **about))
        pages.append(Page(contexts[-1].new_page(), speaker.url))
        return pages[-1]

    yield open_
    for context in contexts:
        context.close()
    assert [fault for page in pages for fault in page.faults] == []


@pytest.fixture
def page_in(speaker):
    """The page in a browser of one's own."""
    return lambda browser: Page(browser.new_page(), speaker.url)


@pytest.fixture
def page(open_page):
    return open_page()
