"""A speaker whose database was damaged says so, on the page and by voice, and works."""

from contextlib import closing
from datetime import date

import pytest

from skill.content.page import page_texts
from skill.routine.preferences import Preferences
from skill.speaker.setting import LOCAL_USER
from skill.store.port import Profile
from skill.store.sqlite.store import SQLiteStore
from tests.integration.page_in_a_process import Browser, speaker_in
from tests.integration.terminal_in_a_process import Terminal

TEXT = page_texts()


@pytest.fixture
def damaged():
    """A folder whose database is damaged, and how many copies there are of it."""

    def make(folder, *, copied):
        store = SQLiteStore(folder / "runs.sqlite3", {})
        store.change_profile(LOCAL_USER, lambda _: Profile(preferences=Preferences(minutes=10)))
        if copied:
            store.copies.make(date(2026, 11, 16))
        store.close()
        (folder / "runs.sqlite3").write_bytes(b"no database any more" * 999)

    return make


@pytest.mark.parametrize(("copied", "told"), [(True, "fault.mended"), (False, "fault.anew")])
def test_the_page_shows_and_says_it_and_a_sentence_takes_it_away(tmp_path, damaged, copied, told):
    (tmp_path / "data").mkdir()
    damaged(tmp_path / "data", copied=copied)
    with speaker_in(tmp_path) as (_, address), closing(Browser(address)) as browser:
        scene = browser.until(lambda scene: scene["fault"] and scene["said"])
        assert (scene["fault"], scene["said"]) == (TEXT[told], TEXT[told])
        browser.tell("said", text="how did I do this week")
        browser.until(lambda scene: not scene["fault"])
        browser.start()


def test_the_terminal_says_it(tmp_path, damaged):
    damaged(tmp_path, copied=True)
    terminal = Terminal(tmp_path)
    try:
        terminal.until("damaged, so I took up the copy")
        terminal.say("how did I do this week")
        terminal.until("Alexa:")
    finally:
        terminal.close()
