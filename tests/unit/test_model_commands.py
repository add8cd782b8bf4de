"""`back-routine model ...` at the prompt."""

import json
import struct

import pytest
from click.testing import CliRunner

from interaction_model.source import ROOT
from skill.cli.model_commands import model

ARN = "arn:aws:lambda:us-east-1:123456789012:function:back-routine:live"


def run(*arguments, typed=""):
    return CliRunner().invoke(model, arguments, input=typed)


def test_try_tells_the_intent_its_slots_and_the_runners_up():
    first, *rest = run("try", "could you do the cat cow for me again").output.splitlines()

    assert first.endswith("DoExerciseIntent  exercise=cat-cow")
    assert all(line[0].isdigit() for line in rest)


def test_try_reads_lines_and_writes_lines_of_json():
    typed = "alexa, open my back routine\ndo a ninety minute routine\npurple monkey\n"
    lines = [json.loads(line) for line in run("try", "--json", typed=typed).output.splitlines()]

    assert [(line["intent"], line["slots"]) for line in lines] == [
        ("LaunchRequest", {}),
        ("StartRoutineIntent", {"minutes": 90}),
        ("AMAZON.FallbackIntent", {}),
    ]
    assert lines[0]["text"] == "alexa, open my back routine"


def test_try_can_take_a_question_as_open():
    assert "AgreeIntent" in run("try", "--question", "go on").output.splitlines()[0]
    assert "AMAZON.ResumeIntent" in run("try", "--playing", "go on").output.splitlines()[0]


def test_try_without_a_sentence_says_what_to_type():
    result = run("try")

    assert result.exit_code == 2
    assert 'back-routine model try "how much longer"' in result.output


def packaged(tmp_path, *papers):
    """The manifest of a package with these papers, and what was said about it."""
    result = run("package", str(tmp_path), "--endpoint", ARN, *papers)
    assert result.exit_code == 0, result.output
    written = (tmp_path / "skill-package" / "skill.json").read_text()
    return json.loads(written)["manifest"], result.output


def test_a_package_for_certification_has_policy_and_icons_in_every_locale(tmp_path):
    policy, icons = "https://example.org/privacy", "https://cdn.example.org/icons"
    manifest, said = packaged(tmp_path, "--privacy-url", policy, "--icons", icons)
    shown = manifest["publishingInformation"]["locales"]
    private = manifest["privacyAndCompliance"]["locales"]
    assert private == {locale: {"privacyPolicyUrl": policy} for locale in shown}
    for store in shown.values():
        assert store["smallIconUri"] == f"{icons}/icon-108.png"
        assert store["largeIconUri"] == f"{icons}/icon-512.png"
    assert "certification" not in said


def test_what_certification_still_wants_is_told(tmp_path):
    manifest, said = packaged(tmp_path)
    assert "For certification give --privacy-url and --icons, too." in said
    assert "locales" not in manifest["privacyAndCompliance"]


@pytest.mark.parametrize("option", ["--privacy-url", "--icons"])
@pytest.mark.parametrize(
    "url", ["http://example.org/", "example.org", "https://localhost/", "https://a.b/ c", ""]
)
def test_an_address_that_no_store_can_show_is_refused(tmp_path, option, url):
    result = run("package", str(tmp_path), "--endpoint", ARN, option, url)
    assert result.exit_code == 2
    assert "https:// address" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", [108, 512])
def test_the_icons_have_the_sizes_that_amazon_wants(size):
    png = (ROOT / "interaction_model" / "icons" / f"icon-{size}.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", png[16:24]) == (size, size)
