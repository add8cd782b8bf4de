"""The page in a process of its own, with a table that hangs: it says so, and goes on."""

from contextlib import closing
from socket import create_server
from urllib.parse import urlsplit

import pytest

from skill.bootstrap_here import make_table_for_trying_out
from skill.content.page import page_texts
from tests.fault.proxy import Proxy
from tests.integration.page_in_a_process import Browser, speaker_in

HANGS_S = 15.0
STORE = "dynamodb://hangs"
FAULT = page_texts()["fault.store"]


@pytest.fixture
def proxy(aws, aws_account, monkeypatch):  # noqa: ARG001 - the account is in the environment
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Proxy(port, urlsplit(aws).port).listening() as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        make_table_for_trying_out(STORE)
        yield proxy


def test_a_table_that_hangs_is_told_of_and_the_routine_goes_on(tmp_path, proxy):
    with (
        speaker_in(tmp_path, "--store", STORE) as (_, address),
        closing(Browser(address)) as browser,
    ):
        browser.until(lambda scene: scene["ring"] == "idle")
        with proxy.slow(HANGS_S):
            scene = browser.until(lambda scene: scene["fault"] and scene["said"])
            assert (scene["fault"], scene["said"]) == (FAULT, FAULT)
            browser.tell("said", text="how did I do this week")
            browser.until(lambda scene: scene["said"] != FAULT and scene["ring"] != "thinking")
        browser.until(lambda scene: not scene["fault"])
        browser.start()
