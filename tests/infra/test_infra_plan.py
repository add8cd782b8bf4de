"""`back-routine deploy plan`, from nothing to all that can be there without an account."""

import pytest
from click.testing import CliRunner

from skill.cli.deploy_commands import deploy
from skill.content import load
from skill.deploy.bundle import build
from skill.deploy.target import Target
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import needed_tracks
from skill.sound.shipped import shipped_lengths

SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789012"


def plan(tmp_path, *words):
    folders = ["--tracks", str(tmp_path / "tracks"), "--bundle", str(tmp_path / "bundle.zip")]
    return CliRunner().invoke(deploy, ["plan", *folders, *words])


def test_what_is_missing_is_told_and_ends_with_1(tmp_path):
    result = plan(tmp_path)
    assert result.exit_code == 1
    assert "1 DynamoDB::Table" in result.output
    assert "SkillId = (empty: no skill may call the function yet" in result.output
    assert "FAULT bundle: none" in result.output
    assert "FAULT list of tracks" in result.output
    assert "sam deploy" not in result.output


def test_when_all_is_there_the_command_is_told_that_does_it(tmp_path, local_target):
    if local_target.python != Target().python:
        pytest.skip(f"needs Python {Target().python}, which is Lambda's")
    build(tmp_path / "bundle.zip", Target())
    library, content = FolderLibrary(tmp_path / "tracks"), load()
    for track in needed_tracks(content, shipped_lengths(content, "hibari")):
        library.order(track)
        library.place(track.key).touch()
    result = plan(tmp_path, "--set", f"SkillId={SKILL_ID}")
    assert result.exit_code == 0, result.output
    assert f"--parameter-overrides SkillId={SKILL_ID}" in result.output
