"""Reading a script."""

from datetime import datetime

import pytest

from skill.speaker.device.courier import Fault
from skill.speaker.device.device import Button
from skill.speaker.device.playback import HappeningKind
from skill.speaker.talk.script import (
    Expect,
    ExpectElsewhere,
    Expose,
    MoveTo,
    Press,
    Restart,
    Say,
    ScriptError,
    Wait,
    WaitUntilIdle,
    read_script,
)


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("Alexa, start my back routine", Say("Alexa, start my back routine")),
        ("@wait 90s", Wait(90_000)),
        ("@wait 1.5 min", Wait(90_000)),
        ("@wait 1h30m", Wait(5_400_000)),
        ("@wait 2 days", Wait(172_800_000)),
        ("@wait 250ms", Wait(250)),
        ("@until idle", WaitUntilIdle()),
        ("@at 2026-11-18T07:30", MoveTo(datetime(2026, 11, 18, 7, 30))),  # noqa: DTZ001
        ("@restart", Restart()),
        ("@lose nearly", Expose(Fault.LOSE, HappeningKind.NEARLY_FINISHED)),
        ("@double finished", Expose(Fault.DOUBLE, HappeningKind.FINISHED)),
        ("@late started", Expose(Fault.LATE, HappeningKind.STARTED)),
        ("@press next", Press(Button.NEXT)),
        ("@expect ready to start?", Expect("ready to start?")),
        ("@elsewhere", ExpectElsewhere()),
    ],
)
def test_each_command_is_read(line, act):
    (step,) = read_script(line)
    assert step.act == act


def test_comments_and_empty_lines_are_no_steps_but_count_as_lines():
    (step,) = read_script("# a comment\n\n   pause   \n")
    assert (step.number, step.line) == (3, "pause")


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("@wait", "@wait 90s"),
        ("@wait a while", "@wait 90s"),
        ("@wait 5 parsecs", "@wait 90s"),
        ("@until tomorrow", "@until idle"),
        ("@at noon", "@at 2026-11-18T07:30"),
        ("@restart now", '"@restart"'),
        ("@lose everything", "started|nearly"),
        ("@press stop", "next|previous"),
        ("@expect", "@expect the words"),
        ("@sing", "there are @wait"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_what_is_right(line, example):
    with pytest.raises(ScriptError, match=r"^line 2: ") as caught:
        read_script(f"hello\n{line}")
    assert example in str(caught.value)
