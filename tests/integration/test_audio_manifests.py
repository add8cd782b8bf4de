"""Manifests: what ships is used, what is missing is measured once and kept."""

import json

import pytest

from audio.manifests import Manifests, manifest_path, write_manifest
from audio.voices.fakes import HummingVoice
from skill.sound.lengths import measured, text_id

PHRASES = {"rest": "And rest.", "switch": "And change sides."}
VOICE = HummingVoice()


@pytest.fixture
def manifests(tmp_path):
    return Manifests(shipped=tmp_path / "content", own=tmp_path / "data")


def ship(manifests, ms, voice=VOICE.id):
    path = manifest_path(manifests.shipped, "en-US", "humming")
    write_manifest(path, {"voice": voice, "ms": {text_id(text): n for text, n in ms.items()}})


def never(texts):
    raise AssertionError(f"asked to measure {texts}")


def test_what_ships_is_not_measured_again(manifests):
    ship(manifests, {"And rest.": 700, "And change sides.": 1_100})
    known = manifests.complete("en-US", VOICE, PHRASES, never)
    assert measured(known, PHRASES).ms == {"rest": 700, "switch": 1_100}


def test_only_what_is_missing_is_measured(manifests):
    ship(manifests, {"And rest.": 700})
    asked = []
    manifests.complete(
        "en-US", VOICE, PHRASES, lambda texts: asked.extend(texts) or dict.fromkeys(texts, 1_234)
    )
    assert asked == ["And change sides."]


def test_what_was_measured_is_kept(manifests):
    manifests.complete("en-US", VOICE, PHRASES, lambda texts: dict.fromkeys(texts, 900))
    again = manifests.complete("en-US", VOICE, PHRASES, never)
    assert measured(again, PHRASES).ms == {"rest": 900, "switch": 900}


def test_lengths_of_another_version_of_a_voice_do_not_count(manifests):
    ship(manifests, {"And rest.": 700}, voice="humming-0")
    assert manifests.find("en-US", VOICE.id) == {"voice": VOICE.id, "ms": {}}


def test_a_manifest_is_named_like_its_voice_and_easy_to_compare(manifests):
    ship(manifests, {"And rest.": 700, "And change sides.": 1_100})
    path = manifests.shipped / "en-US" / "lengths" / "humming.json"
    written = json.loads(path.read_text())
    assert list(written["ms"]) == sorted(written["ms"])
    assert manifest_path(manifests.own, "en-US", "polly:Joanna").name == "polly-joanna.json"


def test_texts_that_are_gone_are_not_kept(manifests):
    manifests.complete("en-US", VOICE, {"old": "Old."}, lambda texts: dict.fromkeys(texts, 1))
    known = manifests.complete("en-US", VOICE, PHRASES, lambda texts: dict.fromkeys(texts, 2))
    assert set(known["ms"]) == {text_id(text) for text in PHRASES.values()}
