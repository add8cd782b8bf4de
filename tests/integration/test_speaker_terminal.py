"""The speaker in real time, with sentences from a pipe and a small skill."""

import io
import time
from dataclasses import replace
from threading import Thread
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import requests
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from audio.mp3 import encoded
from skill.speaker.device.fakes import FakeEars
from skill.speaker.fakes import FakeSkill
from skill.speaker.loudspeaker.loudspeaker import AudibleLoudspeaker
from skill.speaker.loudspeaker.mouth import Mouth
from skill.speaker.loudspeaker.programs import Program
from skill.speaker.service import LastingService
from skill.speaker.setting import Setting
from skill.speaker.terminal.terminal_speaker import TerminalSpeaker, imagined


def house(skill, shown, port=0):
    return TerminalSpeaker(
        setting=Setting(ZoneInfo("Europe/Berlin")),
        skill=skill,
        make_ears=lambda _: FakeEars(),
        make_loudspeaker=imagined,
        show=shown.append,
        port=port,
    )


def test_a_piped_sentence_plays_all_that_it_starts_and_shows_it():
    skill, shown = FakeSkill(count=2, track_ms=300), []
    house(skill, shown).live(io.StringIO("open\n\n"))
    assert shown[0].startswith("Alexa's services stand at http://127.0.0.1:")
    assert shown[1] == "You:    open"
    assert shown[2].startswith("Alexa:  It is ")
    assert shown[3:] == [
        "   ♪    exercise 0",
        "        Do 0.",
        "   ♪    exercise 1",
        "        Do 1.",
    ]
    events = [each["request"]["type"] for each in skill.store]
    assert events.count("AudioPlayer.PlaybackFinished") == 2


def test_real_time_is_real():
    began = time.monotonic()
    house(FakeSkill(count=1, track_ms=500), []).live(io.StringIO("open"))
    assert time.monotonic() - began == pytest.approx(1.975, abs=0.5)


def test_piped_sentences_wait_for_each_other():
    shown = []
    house(FakeSkill(), shown).live(io.StringIO("ask\nstop\n"))
    assert shown[1:] == ["You:    ask", "Alexa:  Shall we?", "You:    stop", "Alexa:  Stopped."]


def test_a_port_that_is_taken_is_told():
    service = LastingService(lambda: FakeSkill().app(None))
    port = int(service.start().rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        house(FakeSkill(), [], port).live(io.StringIO("open"))


def test_a_page_in_a_browser_is_no_program_of_this_machine():
    url = LastingService(lambda: FakeSkill().app(None)).start()
    stranger = {"Origin": "https://example.com"}
    answer = requests.post(f"{url}/alexa", "{}", headers=stranger, timeout=10)
    assert answer.status_code == 403


def test_what_is_heard_is_spoken_first_and_then_played(tmp_path):
    log, player = tmp_path / "log", tmp_path / "player"
    log.touch()
    player.write_text(f"#!/bin/sh\necho ${{1##*.}} >> {log}\nsleep 0.1\n")
    player.chmod(0o755)
    program = Program(str(player), (), ("mp3", "wav"))
    hum = np.full(12_000, 0.1, np.float32)

    def audible(sounds, folder):
        mouth = Mouth(SimpleNamespace(speak=lambda _: hum), sounds)
        return AudibleLoudspeaker(program, mouth, sounds, folder, complaints.append)

    shown, complaints = [], []
    skill = FakeSkill(count=2, track_ms=500, sound=encoded(hum))
    replace(house(skill, shown), make_loudspeaker=audible).live(io.StringIO("open"))
    assert complaints == []
    assert log.read_text().split() == ["wav", "mp3", "mp3"]
    assert "        Do 0." not in shown


class Terminal(io.StringIO):
    """Says that somebody sits at it."""

    def isatty(self):
        return True


def test_at_a_prompt_one_can_cut_in_at_any_time():
    skill, shown = FakeSkill(), []
    with create_pipe_input() as typed, create_app_session(typed, DummyOutput()):

        def type_it():
            for keys in ("open\r", "stop\r", "\x04"):
                time.sleep(0.4)
                typed.send_text(keys)

        Thread(target=type_it).start()
        house(skill, shown).live(Terminal())
    assert [each["request"]["type"] for each in skill.store] == ["LaunchRequest", "IntentRequest"]
    assert shown[-1] == "Alexa:  Stopped."


def test_what_breaks_in_the_room_ends_the_prompt_and_is_told():
    class BrokenEars:
        def understand(self, text, situation):
            raise RuntimeError(f"never heard of {text} in {situation}")

    with create_pipe_input() as typed, create_app_session(typed, DummyOutput()):
        typed.send_text("open\r")
        broken = replace(house(FakeSkill(), []), make_ears=lambda _: BrokenEars())
        with pytest.raises(RuntimeError, match="never heard of open"):
            broken.live(Terminal())
