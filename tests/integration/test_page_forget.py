"""The page's own "delete": it leaves a tombstone, and what plays brings nothing back."""

from contextlib import closing
from datetime import datetime

import requests

from skill.bootstrap import open_store
from skill.speaker.cloud.ledger import Kind, Ledger, Row
from skill.speaker.setting import LOCAL_USER
from tests.integration.page_in_a_process import Browser, speaker_in


def test_what_is_deleted_at_the_page_in_the_middle_of_a_routine_stays_deleted(tmp_path):
    with speaker_in(tmp_path) as (_, url), closing(Browser(url)) as browser:
        browser.start()
        folder = tmp_path / "data"
        ledger = Ledger(folder / "alexa.sqlite3", LOCAL_USER)
        ledger.put(Row(Kind.TIMER, "break", {"id": "break"}))
        requests.post(f"{url}/speaker/forget", timeout=5).raise_for_status()
        browser.until(lambda scene: scene["track"] is None)
        store = open_store(f"sqlite:///{folder / 'runs.sqlite3'}")
        assert store.kept(LOCAL_USER) == {}
        assert isinstance(store.forgotten_at(LOCAL_USER), datetime)
        assert ledger.rows(Kind.TIMER) == []
