"""The guide names what there is."""

import re

import pytest

from skill.cli import main
from skill.deploy import INFRA, ROOT
from skill.deploy.template import template

GUIDE = (INFRA / "README.md").read_text()


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:tests|interaction_model)/[^`]+)`", GUIDE)))
)
def test_every_test_of_the_checklist_is_there(path):
    assert (ROOT / path).is_file()


SUBCOMMANDS = sorted(set(re.findall(r"back-routine ([a-z]+ [a-z]+)(?![/a-z])", GUIDE)))


@pytest.mark.parametrize("words", SUBCOMMANDS)
def test_every_command_is_there(words):
    group, name = words.split()
    assert name in main.get_command(None, group).commands


def test_every_parameter_is_told_with_its_default():
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", GUIDE, re.MULTILINE))
    told = {name: value.strip("` ") for name, value in rows.items()}
    defaults = {name: str(value) for name, value in template().values({}).items()}
    assert told.keys() == defaults.keys()
    for name in ("Stage", "Voice", "MemoryMb", "SnapStart", "LogDays", "PriceClass"):
        assert told[name].replace(",", "") == defaults[name]


def test_every_output_that_the_guide_uses_is_there():
    assert set(re.findall(r"THE_(\w+)", GUIDE)) <= template().content["Outputs"].keys()
