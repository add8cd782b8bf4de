"""`back-routine audio`: what is built is listed, and built once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audio.mp3 import decoded
from audio.pcm import PER_MS
from skill.cli.audio_commands import audio
from skill.content import load
from skill.sound.lengths import unmeasured


class Home:
    """A home of its own, and what `audio …` says there."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *arguments):
        environment = {"BACK_ROUTINE_HOME": str(self.folder)}
        return CliRunner().invoke(audio, arguments, env=environment)

    def lines(self):
        return [json.loads(line) for line in self.run("list", "--json").output.splitlines()]


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    home.said = home.run("build", "--which", "leads", "--exercise", "squat", "--voice", "hibari")
    return home


@pytest.mark.voice
def test_what_is_built_is_listed_with_all_its_cues(built):
    assert built.said.exit_code == 0, built.said.output
    assert built.lines()
    for line in built.lines():
        assert list(line) == [
            *("key", "path", "exercise", "locale", "voice", "length_ms", "cues"),
        ]
        assert line["exercise"] == "squat"
        assert all(list(cue) == ["at_ms", "length_ms", "kind", "text"] for cue in line["cues"])


@pytest.mark.voice
def test_each_track_listed_is_there_and_as_long_as_listed(built):
    for line in built.lines():
        heard_ms = len(decoded(Path(line["path"]).read_bytes())) / PER_MS
        assert heard_ms == pytest.approx(line["length_ms"], abs=75)


@pytest.mark.voice
def test_what_is_there_is_not_built_again(built):
    again = built.run("build", "--which", "leads", "--exercise", "squat", "--voice", "hibari")
    assert f"{len(built.lines())} tracks, 0 of them rendered now." in again.output


@pytest.mark.voice
def test_the_list_can_be_read_by_people_too(built):
    rows = built.run("list").output.splitlines()
    assert len(rows) == len(built.lines())
    assert all(row.startswith("squat ") for row in rows)


@pytest.mark.voice
def test_a_voice_that_never_shipped_lengths_is_measured_on_the_spot(home):
    said = home.run("build", "--which", "none", "--voice", "espeak-ng")
    if "not installed" in said.output:
        pytest.skip(said.output)
    manifest = json.loads((home.folder / "data/lengths/en-US/lengths/espeak-ng.json").read_text())
    assert unmeasured(manifest, load().narration) == []


@pytest.mark.voice
def test_measuring_alone_renders_nothing(home):
    said = home.run("build", "--which", "none", "--voice", "hibari")
    assert said.output.splitlines()[-1] == "0 tracks, 0 of them rendered now."


def test_a_voice_that_is_not_there_is_refused_with_what_to_do(home):
    refused = home.run("build", "--voice", "piper")
    assert refused.exit_code == 1
    assert "choose one of hibari, espeak-ng, polly" in refused.output


def test_an_empty_list_says_how_to_fill_it(home):
    assert "back-routine audio build" in home.run("list").output
    assert home.run("list", "--json").output == ""
