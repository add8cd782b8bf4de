"""Alexa's services load in the local speaker, and nowhere else."""

import subprocess
import sys

SPEAKERS_OWN = ("skill.speaker", "apscheduler", "jsonschema", "flask", "sqlalchemy")


def test_the_skills_request_path_loads_nothing_of_them():
    program = (
        "import sys, skill.doors.lambda_function, skill.alexa.skill\n"
        f"print([n for n in sys.modules if n.startswith({SPEAKERS_OWN!r})])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]", found.stdout + found.stderr


def test_a_scripted_conversation_needs_no_scheduler():
    program = (
        "import sys, skill.speaker.talk.script_runner, skill.speaker.cloud.app\n"
        "print([n for n in sys.modules if n.startswith('apscheduler')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]", found.stdout + found.stderr
