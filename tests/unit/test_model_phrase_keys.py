"""The code and the phrases may not drift apart."""

import pytest

from interaction_model.checks import phrase_keys
from interaction_model.checks.package import findings

CODE = """
def answer(turn, felt, key):
    turn.say("care.stop")
    turn.say("care.rest" if felt else "care.go_on")
    turn.say(f"effort.{felt}_already", number=2)
    key = "week.all"
    turn.say(f"{key}_once")
"""
LINES = {
    "care.stop": 2,
    "care.rest": 3,
    "care.go_on": 4,
    "effort.easy_already": 6,
    "week.all": 8,
    "week.all_once": 9,
}


@pytest.fixture
def faults_of(tmp_path):
    def of(code, lines):
        (tmp_path / "care.py").write_text(code, encoding="utf-8")
        sections = {key.partition(".")[0] for key in lines}
        used = phrase_keys.uses(tmp_path, tmp_path, sections)
        return list(phrase_keys.faults(used, lines, "phrases.yaml"))

    return of


def test_phrases_that_are_all_said_have_no_fault(faults_of):
    assert faults_of(CODE, LINES) == []


def test_a_phrase_that_is_said_and_not_there_is_found_with_its_line(faults_of):
    code = CODE.replace("care.stop", "care.stopp")

    ((place, key, fault, remedy), *_) = faults_of(code, LINES)

    assert (place, key) == ("care.py:3", "care.stopp")
    assert "does not have it" in fault
    assert remedy == "Add it to phrases.yaml"


def test_a_phrase_that_nothing_says_is_found_with_its_line(faults_of):
    found = faults_of(CODE, {**LINES, "care.doctor": 12})

    assert [(place, key) for place, key, _, _ in found] == [("phrases.yaml:12", "care.doctor")]


def test_a_pattern_that_no_phrase_fits_is_found(faults_of):
    found = faults_of(CODE, {key: n for key, n in LINES.items() if "already" not in key})

    assert [key for _, key, _, _ in found] == ["effort.{}_already"]


def test_the_named_wording_is_said_where_the_other_is(faults_of):
    assert faults_of(CODE, {**LINES, "care.stop_named": 12}) == []


def test_keys_are_found_with_their_lines(tmp_path):
    file = tmp_path / "phrases.yaml"
    file.write_text("one:\n  two: Said.\n  three:\n    - Said.\n", encoding="utf-8")

    assert phrase_keys.key_lines(file) == {"one.two": 2, "one.three": 3}


def test_an_intent_without_an_answer_names_file_line_and_remedy(monkeypatch):
    from interaction_model.checks import drift  # noqa: PLC0415

    answered = drift.answered_intents()
    gone = {name: file for name, file in answered.items() if name != "StreakIntent"}
    gone["DanceIntent"] = answered["StreakIntent"]
    monkeypatch.setattr(drift, "answered_intents", lambda: gone)

    lines = [str(finding) for finding in findings()]

    assert len(lines) == 2
    assert any("source/en.yaml:" in line and "StreakIntent" in line for line in lines)
    assert any(
        "skill/alexa/conversations/week.py:" in line and "DanceIntent" in line for line in lines
    )
    assert all("Add it to" in line for line in lines)
