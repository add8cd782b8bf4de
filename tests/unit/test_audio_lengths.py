"""Measured lengths, as they ship."""

import json

from skill.content import load
from skill.content.files import ROOT
from skill.routine.lengths import estimate_ms
from skill.sound.lengths import measured, text_id, unmeasured

MANIFEST = {"voice": "humming-1", "ms": {text_id("Well done."): 812}}
PHRASES = {"close": "Well done.", "also": "Well done.", "new": "Something new."}


def test_a_measured_text_lasts_what_was_measured_whatever_its_key():
    lengths = measured(MANIFEST, PHRASES)
    assert (lengths.voice, lengths.of("close"), lengths.of("also")) == ("humming-1", 812, 812)


def test_a_text_that_nobody_measured_is_estimated():
    assert measured(MANIFEST, PHRASES).of("new") == estimate_ms("Something new.")


def test_what_is_not_measured_is_named_once():
    assert unmeasured(MANIFEST, {**PHRASES, "again": "Something new."}) == ["Something new."]


def test_a_text_is_named_by_sixteen_digits_of_its_hash():
    assert text_id("Well done.") == "a4e70b52b37c66b1"


def test_all_that_is_said_was_measured_in_the_voice_that_ships():
    """If not: `back-routine audio build --lengths skill/content`, and commit what it wrote."""
    content = load()
    manifest = json.loads((ROOT / content.locale / "lengths" / "hibari.json").read_text())
    assert unmeasured(manifest, content.narration) == []
