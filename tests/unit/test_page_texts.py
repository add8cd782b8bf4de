"""What the page shows is content, and the page and the content know the same keys."""

import pytest

from skill.content.checks.page_keys import drifted, shown
from skill.content.entry import Entry
from skill.content.page import page_texts

PAGE = {
    "page.html": "{{ text['week.title'] }} {{ text['week.sum'].format(days=3) }}",
    "static/stage.js": 'put(element, text["state.idle"]);',
    "chips.py": 'chips = [text["chips.yes"]]',
}
FILE = {"week": {"title": "a", "sum": "b"}, "state": {"idle": "c"}, "chips": {"yes": "d"}}


@pytest.fixture
def folder(tmp_path):
    for name, source in PAGE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source, encoding="utf-8")
    return tmp_path


def faults(folder, **file):
    found = drifted(Entry("page.yaml", (), FILE | file), folder)
    return [(fault.entry, fault.reason) for fault in found]


def test_a_text_is_found_in_templates_scripts_and_code_with_its_place(folder):
    assert shown(folder) == {
        "week.title": "page.html:1",
        "week.sum": "page.html:1",
        "state.idle": "static/stage.js:1",
        "chips.yes": "chips.py:1",
    }
    assert faults(folder) == []


def test_a_text_that_is_shown_and_not_there_is_found(folder):
    assert faults(folder, state={"paused": "x"}) == [
        ("state.idle", "is missing; static/stage.js:1 shows it"),
        ("state.paused", "is shown nowhere; take it out or show it"),
    ]


def test_a_locale_without_a_page_gets_that_of_its_language():
    assert page_texts("en-GB") == page_texts("en-US")
