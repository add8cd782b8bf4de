"""`back-routine speaker` as it is called, with our own skill, and the sound that it chooses."""

import os
import socket
import sys

import pytest
from click.testing import CliRunner

from audio.voices.voice import MissingVoiceError
from skill.cli.speaker_commands import speaker
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.loudspeaker.choice import choose_sound
from skill.speaker.page.browser import show_in_browser
from skill.speaker.terminal.keyboard import is_piped


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
    options = ["--terminal", "--no-voice", "--tz", "Europe/Berlin", "--store", store]
    result = CliRunner().invoke(speaker, options, input="Alexa, stop\n")
    assert result.exit_code == 0, result.output
    shown = result.output.splitlines()
    assert shown[0] == f"Runs are kept in {store}."
    assert shown[1].startswith("Without a voice")
    assert shown[2].startswith("Alexa's services stand at http://127.0.0.1:")
    assert shown[3] == "You:    stop"
    assert shown[4].startswith("Alexa:  ")


def test_a_store_that_does_not_exist_is_told_with_what_is_right():
    result = CliRunner().invoke(
        speaker, ["--terminal", "--no-voice", "--store", "mysql://x"], input=""
    )
    assert result.exit_code == 2
    assert "names no store" in result.output


def test_a_pipe_is_a_terminal_and_nothing_at_all_is_a_page():
    reading, writing = os.pipe()
    with os.fdopen(reading) as pipe, open(os.devnull, encoding="utf-8") as nothing:  # noqa: PTH123
        os.close(writing)
        assert is_piped(pipe)
        assert not is_piped(nothing)


def test_a_port_that_is_taken_is_told_with_the_next_one(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        store = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
        options = ["--page", "--no-voice", "--store", store, "--port", str(port)]
        result = CliRunner().invoke(speaker, options)
    assert result.exit_code == 1
    assert f"port {port} is in use" in result.output
    assert f"make run PORT={port + 1}" in result.output


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have windows")
def test_without_a_screen_no_browser_takes_over_the_terminal(monkeypatch):
    for screen in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(screen, raising=False)
    assert not show_in_browser("http://127.0.0.1:5000")


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
