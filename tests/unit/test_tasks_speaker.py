"""The local speaker launches tasks as Alexa's routines do, and holds their ends to the rules."""

import json

import pytest

from skill.speaker.device.answer import read_answer
from skill.speaker.device.directives import broken_directives
from skill.speaker.device.journal import Completed, Launched
from skill.speaker.device.profile import PROFILES
from skill.speaker.talk.script import LaunchTask, ScriptError, read_script
from skill.speaker.talk.transcript import as_json, plain_lines

STOP = {"type": "AudioPlayer.Stop"}


def completing(**directive):
    return {"type": "Tasks.CompleteTask", "status": {"code": "200", "message": "OK"}, **directive}


def faults(*directives):
    body = {"version": "1.0", "response": {"shouldEndSession": True, "directives": directives}}
    answer = read_answer(json.dumps(body).encode())
    return list(broken_directives(answer, "LaunchRequest", PROFILES["echo-dot"]))


def test_a_script_launches_a_task_with_its_input():
    (step,) = read_script("@task StartRoutine minutes=10")
    assert step.act == LaunchTask("StartRoutine", {"minutes": "10"})


def test_a_script_launches_a_task_without_input():
    (step,) = read_script("@task WeeklySummary")
    assert step.act == LaunchTask("WeeklySummary", {})


@pytest.mark.parametrize("line", ["@task", "@task StartRoutine ten", "@task StartRoutine =10"])
def test_a_task_that_cannot_be_read_is_told_with_an_example(line):
    with pytest.raises(ScriptError, match="@task StartRoutine minutes=10"):
        read_script(line)


def test_a_launch_names_the_task_as_alexa_does(room):
    task = room.envelopes.task("StartRoutine", {"minutes": "10"})
    assert task["name"].startswith("amzn1.ask.skill.")
    assert task["name"].endswith(".StartRoutine")
    assert (task["version"], task["input"]) == ("1", {"minutes": "10"})


def test_a_completed_task_is_legal():
    assert faults(completing(result={"done": True})) == []


@pytest.mark.parametrize("status", [None, {}, {"code": 200}, {"code": "OK"}])
def test_a_task_ends_with_a_code_in_digits(status):
    assert "status.code" in faults(completing(status=status))[0]


def test_a_result_is_an_object():
    assert "is no object" in faults(completing(result=[1]))[0]


def test_a_task_may_not_be_completed_beside_a_directive_of_a_player():
    assert "may hold no directive of a player" in faults(STOP, completing())[0]


def test_a_transcript_tells_of_the_task_and_its_end():
    launched, completed = Launched("StartRoutine", {"minutes": "5"}), Completed("200", "OK", {})
    assert as_json(0, launched) == {
        "at": 0.0,
        "kind": "task",
        "task": "StartRoutine",
        "input": {"minutes": "5"},
    }
    assert as_json(0, completed)["kind"] == "completed"
    lines = []
    note = plain_lines(lines.append)
    note(0, launched)
    note(1_000, completed)
    assert "StartRoutine minutes=5" in lines[0]
    assert "200 OK" in lines[1]
