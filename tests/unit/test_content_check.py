"""Content with a fault in it is refused, with file, entry and reason."""

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from skill.cli.content_commands import content as content_command
from skill.content import ContentError, load
from skill.content.checks.check import faults
from skill.content.files import ROOT, locales

EXERCISES = "en-US/exercises.yaml"
PHRASES = "en-US/phrases.yaml"
CASES = yaml.safe_load(Path(__file__).with_name("content_faults.yaml").read_text())


@pytest.fixture
def root(tmp_path):
    """A copy of the content that may be spoiled, with phrases of its own."""
    for source in ROOT.rglob("*.yaml"):
        copy = tmp_path / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    (tmp_path / PHRASES).write_text("welcome: [Hello., Welcome.]\nleft: '{seconds} to go.'\n")
    return tmp_path


def name_of(case):
    return f"{case['entry']} {case['reason']}"


def spoil(root, file, old, new):
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, "the example no longer fits the content"
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("locale", locales())
def test_what_ships_has_no_fault(locale):
    assert [str(fault) for fault in faults(locale)] == []


@pytest.mark.parametrize("case", CASES["check"], ids=name_of)
def test_a_broken_entry_is_refused_with_file_entry_and_reason(root, case):
    spoil(root, case["file"], case["instead_of"], case["stands"])
    found = faults(root=root)
    places = [(fault.file, fault.entry) for fault in found if case["reason"] in fault.reason]
    assert places == [(case["file"], case["entry"])], found


@pytest.mark.parametrize("case", CASES["reader"], ids=name_of)
def test_the_reader_itself_names_what_it_stumbles_on(root, case):
    spoil(root, case["file"], case["instead_of"], case["stands"])
    with pytest.raises(ContentError) as caught:
        load(root=root)
    assert caught.value.file == case["file"]
    assert caught.value.entry.startswith(case["entry"])
    assert case["reason"] in caught.value.reason


def test_a_missing_file_is_refused(root):
    (root / PHRASES).unlink()
    with pytest.raises(ContentError, match=r"en-US/phrases.yaml: \(whole file\): is missing"):
        load(root=root)


@pytest.mark.parametrize(
    ("content", "entry", "reason"),
    [
        (b"hello: caf\xe9", "byte 10", "is not UTF-8"),
        (b"hello: \x07", "(whole file)", "is no YAML"),
    ],
)
def test_a_file_that_is_no_text_is_refused(root, content, entry, reason):
    (root / PHRASES).write_bytes(content)
    with pytest.raises(ContentError) as caught:
        load(root=root)
    assert (caught.value.file, caught.value.entry) == (PHRASES, entry)
    assert reason in caught.value.reason


def test_a_phrase_that_looks_like_a_boolean_stays_a_phrase(root):
    (root / PHRASES).write_text("no: Yes\non: 7\n")
    phrases = load(root=root).phrases
    assert (phrases.say("no"), phrases.say("on")) == ("Yes", "7")


def test_what_is_only_read_may_have_lines_and_any_length(root):
    (root / PHRASES).write_text("card:\n  help: |\n" + "    Line upon line, without an end.\n" * 40)
    assert faults(root=root) == ()


def test_the_check_command_says_what_is_there():
    result = CliRunner().invoke(content_command, ["check"])
    assert result.exit_code == 0, result.output
    assert "en-US: 8 exercises" in result.output


def test_compiled_content_says_the_same(tmp_path):
    result = CliRunner().invoke(content_command, ["compile", str(tmp_path)])
    assert result.exit_code == 0, result.output
    compiled, written = load(root=tmp_path), load()
    assert dict(compiled.catalog) == dict(written.catalog)
    assert dict(compiled.narration) == dict(written.narration)
    assert dict(compiled.phrases) == dict(written.phrases)
    assert compiled.words == written.words
