"""The README says what the program really says."""

import re
import subprocess
import sys
from pathlib import Path

from skill.cli import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def words(text):
    """The text without its line breaks: the README folds long lines."""
    return " ".join(text.split())


def test_the_transcript_is_what_the_conversation_really_is():
    command, shown = re.search(
        r"`back-routine (talk .+?)` prints.*?```text\n(.*?)```", README, re.DOTALL
    ).groups()
    said = subprocess.run(
        [sys.executable, "-c", "from skill.cli import main; main()", *command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    heard = "\n".join(line for line in said.splitlines() if "Stored:" not in line)
    assert words(shown) == words(heard)


def test_every_command_it_names_is_there():
    named = set(re.findall(r"`back-routine (\w+)", README))
    assert named <= set(COMMANDS)
