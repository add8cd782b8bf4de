"""A speaker that is ended by a signal keeps the place, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from skill.routine.run import Phase
from tests.integration.terminal_in_a_process import terminal_in


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_the_place_and_leaves_no_folder(tmp_path, how):
    with terminal_in(tmp_path) as terminal:
        terminal.say("start my back routine")
        began = terminal.until("♪")
        time.sleep(2)
        heard_ms = (time.monotonic() - began) * 1_000
        terminal.process.send_signal(how)
        assert terminal.ended() == 0, terminal.lines
        head = terminal.run.head
        assert (head.phase, head.offset_ms) == (Phase.PAUSED, pytest.approx(heard_ms, abs=700))
        assert list(terminal.temporary.iterdir()) == []


def test_a_speaker_whose_lines_nobody_reads_goes_on(tmp_path):
    with terminal_in(tmp_path, is_read=False) as terminal:
        terminal.say("start my back routine")
        terminal.until_it_plays()
        terminal.process.send_signal(signal.SIGHUP)
        assert terminal.process.wait(20) == 0
        assert terminal.run.head.phase is Phase.PAUSED


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_a_talk_that_is_ended_leaves_no_folder_to_the_next(tmp_path, how):
    def talk():
        return subprocess.Popen(
            [sys.executable, "-c", "from skill.cli import main; main()", "talk", "-"],
            env=os.environ | {"TMPDIR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    with talk() as process:
        process.stdin.write("start my back routine\n@wait 2000h\n" * 50)
        process.stdin.close()
        process.stdout.readline()
        assert list(tmp_path.iterdir())
        process.send_signal(how)
        process.stdout.read()
    if how is signal.SIGKILL:
        with talk() as next_one:
            next_one.communicate("stop\n")
    assert list(tmp_path.iterdir()) == []
