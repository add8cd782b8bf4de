"""The page of another device than our own speaker."""

from contextlib import closing

import pytest
import requests

from tests.integration.page_in_a_process import Browser, speaker_in


@pytest.mark.parametrize(
    ("device", "said"), [("local", "That hurts"), ("echo-dot", "tell my back routine it hurts")]
)
def test_that_it_hurts_reaches_us_on_every_device(tmp_path, device, said):
    with speaker_in(tmp_path, "--device", device) as (_, url), closing(Browser(url)) as browser:
        assert f'data-say="{said}"' in requests.get(url, timeout=5).text
        browser.start()
        browser.tell("said", text=said)
        scene = browser.until(lambda scene: scene["asks"])
        assert (scene["mood"], scene["track"]) == ("hurt", None)
        assert scene["now"]["exercise"] == "pelvic-tilt"
