"""Words spoken into the browser's microphone, as Chromium's fake capture device plays them."""

from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.browser
GAP_MS = 1_000
"""Before and after the words; it covers the time that a busy machine takes to open a device."""
HOLDS_MS = 400
"""How long the button is held after the last word."""


def spoken(text, folder):
    """A WAV file of a sentence with silence around it, and how long it is in milliseconds."""
    import numpy as np  # noqa: PLC0415 - only where there is a microphone
    import soundfile  # noqa: PLC0415

    from audio.pcm import SAMPLE_RATE  # noqa: PLC0415
    from audio.voices.choice import choose_voice  # noqa: PLC0415

    gap = np.zeros(SAMPLE_RATE * GAP_MS // 1000, np.float32)
    samples = np.concatenate([gap, choose_voice().speak(text), gap])
    soundfile.write(folder / "spoken.wav", samples, SAMPLE_RATE)
    return folder / "spoken.wav", round(1000 * len(samples) / SAMPLE_RATE)


@pytest.fixture
def talk(chromium, page_in, skip_without, tmp_path):
    """Opens a page whose microphone hears a sentence once."""
    if find_spec("pocketsphinx") is None:
        skip_without("no recognizer: pip install 'my-back-routine[ears]'")
    browsers = []

    def open_(text):
        file, length_ms = spoken(text, tmp_path)
        browser = chromium(
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={file}%noloop",
        )
        browsers.append(browser)
        return page_in(browser), length_ms

    yield open_
    for browser in browsers:
        browser.close()


def hold(page, length_ms):
    page.tab.hover("#microphone")
    page.tab.mouse.down()
    page.tab.wait_for_timeout(length_ms + HOLDS_MS)
    page.tab.mouse.up()


def test_a_spoken_sentence_starts_the_routine(talk):
    page, length_ms = talk("start my back routine")
    hold(page, length_ms)
    page.tab.wait_for_selector("#said:has-text('ready')", timeout=20_000)
    assert page.tab.inner_text("#heard") == "“start my back routine”"
    page.say("yes")
    page.until_sounding()
    assert page.title == "Pelvic tilt"


def test_hands_free_hears_what_follows_the_wake_word(talk):
    page, _ = talk("alexa, start my back routine")
    page.tab.check("#hands-free", force=True)
    page.tab.wait_for_selector("#said:has-text('ready')", timeout=20_000)


def test_hands_free_leaves_other_talk_alone(talk):
    page, length_ms = talk("start my back routine")
    page.tab.check("#hands-free", force=True)
    with page.tab.expect_response("**/speaker/heard*") as heard:
        page.tab.wait_for_timeout(length_ms)
    assert heard.value.json()["meant"] is False
    assert page.tab.is_hidden("#heard")
