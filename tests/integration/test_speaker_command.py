"""`back-routine speaker` as it is called, with our own skill, and the sound that it chooses."""

import pytest
from click.testing import CliRunner

from audio.voices.voice import MissingVoiceError
from skill.speaker.commands import speaker
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.sound.choice import choose_sound


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The only folder on the path; a name is put there by calling it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)

    return put


def test_a_piped_sentence_is_answered(tmp_path):
    store = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
    options = ["--no-voice", "--tz", "Europe/Berlin", "--store", store]
    result = CliRunner().invoke(speaker, options, input="Alexa, stop\n")
    assert result.exit_code == 0, result.output
    shown = result.output.splitlines()
    assert shown[0] == f"Runs are kept in {store}."
    assert shown[1].startswith("Without a voice")
    assert shown[2] == "You:    stop"
    assert shown[3].startswith("Alexa:  ")


def test_a_store_that_does_not_exist_is_told_with_what_is_right():
    result = CliRunner().invoke(speaker, ["--no-voice", "--store", "mysql://x"], input="")
    assert result.exit_code == 1
    assert "names no store" in result.output


def test_a_voice_that_does_not_exist_is_told(programs):
    programs("ffplay")
    with pytest.raises(MissingVoiceError):
        choose_sound("caruso", "en-US", print)


@pytest.mark.usefixtures("programs")
def test_without_a_program_nothing_is_rendered_and_it_says_what_to_install():
    choice = choose_sound("best", "en-US", print)
    assert choice.voice is None
    assert "none of ffplay, mpv" in choice.about
    assert isinstance(choice.make_loudspeaker(None, None), ImaginedLoudspeaker)


def test_with_a_program_the_voice_is_heard_through_it(programs, tmp_path):
    programs("aplay")
    choice = choose_sound("hibari", "en-US", print)
    assert choice.voice == "hibari"
    assert choice.about.startswith("Heard through aplay, in the voice hibari")
    loudspeaker = choice.make_loudspeaker(None, tmp_path)
    assert loudspeaker.is_audible
    loudspeaker.close()
