"""A terminal speaker that is stopped and goes on, and one whose machine has another time."""

import signal
import time

import pytest

from skill.speaker.virtual_clock import STOPPED_AFTER_MS
from tests.integration.terminal_in_a_process import terminal_in


def test_a_speaker_that_was_stopped_did_nothing_and_asks(tmp_path):
    with terminal_in(tmp_path) as terminal:
        terminal.say("start my back routine")
        began = terminal.until("♪")
        time.sleep(1)
        heard_ms = (time.monotonic() - began) * 1_000
        terminal.process.send_signal(signal.SIGSTOP)
        time.sleep(STOPPED_AFTER_MS / 1_000 + 2)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.until("Shall we go on?")
        assert terminal.run.head.offset_ms == pytest.approx(heard_ms, abs=800)
