"""What reading the content brings into a fresh process: it is on the way of every cold start."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from skill.cli.content_commands import content as content_command
from skill.content.files import ROOT

LOAD = """
import sys
from pathlib import Path
from skill.content import load
load(root=Path(sys.argv[1]))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def packages_of_loading(root):
    return subprocess.run(
        [sys.executable, "-c", LOAD, str(root)], check=True, capture_output=True, text=True
    ).stdout.split()


@pytest.mark.parametrize("heavy", ["jsonschema", "click", "numpy", "pydub", "boto3", "flask"])
def test_reading_content_needs_a_yaml_reader_and_nothing_heavier(heavy):
    assert heavy not in packages_of_loading(ROOT)


def test_a_bundle_with_compiled_content_needs_no_yaml_reader(tmp_path):
    CliRunner().invoke(content_command, ["compile", str(tmp_path)], catch_exceptions=False)
    assert "yaml" not in packages_of_loading(tmp_path)
