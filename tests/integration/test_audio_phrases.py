"""A phrase is spoken once, and kept."""

import pytest

from audio.phrases import Phrases
from audio.voices.fakes import HummingVoice


@pytest.fixture
def voice():
    return HummingVoice()


def test_a_phrase_is_spoken_once_and_kept(voice, tmp_path):
    first = Phrases(voice, tmp_path).clip("And rest.")
    again = Phrases(voice, tmp_path).clip("And rest.")
    assert voice.said == ["And rest."]
    assert again.raw_data == first.raw_data


def test_voices_do_not_share_phrases(voice, tmp_path):
    other = HummingVoice("2")
    Phrases(voice, tmp_path).clip("And rest.")
    Phrases(other, tmp_path).clip("And rest.")
    assert other.said == ["And rest."]


def test_many_phrases_are_spoken_each_once(voice, tmp_path):
    clips = Phrases(voice, tmp_path).clips(["One.", "Two.", "One."])
    assert sorted(voice.said) == sorted(clips) == ["One.", "Two."]


def test_a_phrase_lasts_whole_milliseconds(voice, tmp_path):
    phrases = Phrases(voice, tmp_path)
    assert phrases.length_ms("And rest.") == len(phrases.clip("And rest."))


def test_without_a_folder_to_write_in_phrases_are_spoken_all_the_same(voice, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert len(Phrases(voice, blocked).clip("And rest.")) > 300
    assert "make room" in caplog.text


def test_a_damaged_file_is_spoken_again(voice, tmp_path):
    phrases = Phrases(voice, tmp_path)
    whole = phrases.clip("And rest.").raw_data
    (kept,) = tmp_path.rglob("*.pcm")
    kept.write_bytes(whole[:101])
    assert phrases.clip("And rest.").raw_data == whole
