"""What the command line cannot do it says in one line, with the remedy, before anything begins."""

import pytest
from click.testing import CliRunner

from skill.cli import main

PAGE = ("speaker", "--page", "--no-open", "--no-voice")
SERVE = ("serve", "--local", "--no-voice")
NOWHERE = "sqlite:////proc/none/runs.sqlite3"
REFUSED = [
    ((*PAGE, "--port", "99999"), "99999 is not in the range"),
    ((*PAGE, "--port", "-3"), "is not in the range"),
    ((*PAGE, "--port", "6000"), "browsers refuse port 6000: take another, such as 5000"),
    ((*SERVE, "--port", "99999"), "99999 is not in the range"),
    (("speaker", "--terminal", "--voice", "polly"), "polly needs an AWS account"),
    (("talk", "-", "--voice", "polly"), "polly needs an AWS account"),
    (("serve", "--local", "--voice", "polly"), "polly needs an AWS account"),
    (("audio", "build", "--voice", "polly"), "polly needs an AWS account"),
    ((*PAGE, "--locale", "de-DE"), "nothing is said in de-DE yet; there is en-US"),
    (("speaker", "--terminal", "--locale", "de-DE"), "nothing is said in de-DE yet"),
    (("talk", "-", "--locale", "de-DE"), "nothing is said in de-DE yet"),
    (("audio", "build", "--locale", "de-DE"), "nothing is said in de-DE yet"),
    ((*PAGE, "--store", NOWHERE), "cannot be written"),
    ((*SERVE, "--store", NOWHERE), "cannot be written"),
    (("speaker", "--terminal", "--no-voice", "--store", NOWHERE), "cannot be written"),
    (("talk", "-", "--store", NOWHERE), "cannot be written"),
    (("schedule", "--once", "--store", NOWHERE), "cannot be written"),
    (("deploy", "bundle", "--out", "/proc/none/bundle.zip"), "/proc/none"),
    (("audio", "build", "--exercise", "plank"), "there is no plank; there is pelvic-tilt"),
    (("serve", "--skill-id", "foo"), "foo is no id of a skill"),
    (("data", "export", "--user", "nobody"), "nothing is kept of nobody"),
    ((*PAGE, "--store", "mysql://x"), "'mysql://x' names no store"),
    ((*SERVE, "--store", "mysql://x"), "'mysql://x' names no store"),
    (("data", "export", "--store", "mysql://x"), "'mysql://x' names no store"),
    (("model", "package", "/proc/none", "--endpoint", "https://example.com/alexa"), "/proc/none"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=lambda each: " ".join(each)[:50])
def test_it_is_refused_in_words(tmp_path, monkeypatch, words, said):
    monkeypatch.setenv("BACK_ROUTINE_HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    result = CliRunner().invoke(main, words, input="stop\n")
    assert result.exit_code in {1, 2}, result.output
    assert isinstance(result.exception, SystemExit)
    assert said in " ".join(result.stderr.split())
    assert "Runs are kept" not in result.stdout
