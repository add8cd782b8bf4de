"""`back-routine talk` as it is called, with our own skill."""

import json

import pytest
from click.testing import CliRunner

from skill.cli.speaker_commands import talk

START = ("--start", "2026-11-16T07:00", "--tz", "Europe/Berlin")


def run(script, *options):
    return CliRunner().invoke(talk, ["-", *START, *options], input=script)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_conversation_that_keeps_the_rules_exits_with_0():
    result = run("start my back routine\n@expect Does any of these apply to you\n", "--json")
    assert result.exit_code == 0
    assert [line["kind"] for line in lines(result)] == ["heard", "said", "stored"]


def test_every_line_has_the_fields_of_its_kind():
    result = run("start my back routine\nno\n@wait 10s\nstop\n", "--json")
    fields = {line["kind"]: set(line) for line in lines(result)}
    at = {"at", "kind"}
    assert fields == {
        "heard": at | {"text", "intent", "slots"},
        "said": at | {"text", "ssml", "reprompt", "session"},
        "played": at
        | {"token", "url", "exercise", "segment", "set", "side"}
        | {"from_ms", "to_ms", "ended"},
        "event": at | {"type", "token", "offset_ms"},
        "stored": at | {"runs", "week"},
    }


def test_what_was_played_names_its_segment_set_and_side():
    result = run("start my back routine\nno\n@until idle\n", "--json")
    played = [line for line in lines(result) if line["kind"] == "played"]
    told = [(line["exercise"], line["segment"], line["set"], line["side"]) for line in played]
    assert told[:2] == [("pelvic-tilt", "lead", 1, None), ("pelvic-tilt", "work", 1, None)]
    assert told[2:5] == [
        ("nerve-glide", "lead", 1, "left"),
        ("nerve-glide", "work", 1, "left"),
        ("nerve-glide", "work", 1, "right"),
    ]
    assert told[-1] == ("squat", "close", 1, None)


def test_on_an_echo_a_sentence_without_the_name_is_answered_elsewhere():
    result = run("how did I do this week\n", "--json", "--device", "echo-dot")
    assert result.exit_code == 0
    (elsewhere, _) = lines(result)
    assert (elsewhere["kind"], elsewhere["text"]) == ("elsewhere", "how did I do this week")
    assert "does not name the skill" in elsewhere["why"]


def test_our_own_speaker_is_the_default_and_hears_it():
    heard, *_ = lines(run("how did I do this week\n", "--json"))
    assert (heard["kind"], heard["intent"]) == ("heard", "WeeklySummaryIntent")


def test_an_expectation_that_fails_exits_with_1():
    result = run("start my back routine\n@expect goodbye\n")
    assert result.exit_code == 1
    assert 'line 2: expected "goodbye"' in result.output


@pytest.mark.parametrize(
    ("script", "options", "complaint"),
    [
        ("@sing", (), "line 1: no command @sing"),
        ("@at 2026-11-15T07:00", (), "past"),
        ("@press next", ("--device", "no-audio-player"), "no player buttons"),
        ("hello", ("--store", "mysql://here"), "names no store"),
        ("hello", ("--tz", "Europe/Nowhere"), "no time zone"),
        ("hello", ("--start", "tomorrow"), "no ISO time"),
        ("hello", ("--device", "toaster"), "echo-dot"),
        ("hello", ("--locale", "xx-XX"), "xx"),
    ],
)
def test_what_cannot_be_done_exits_with_2_and_says_what_is_right(script, options, complaint):
    result = run(script, *options)
    assert result.exit_code == 2
    assert complaint in result.output


def test_a_store_is_kept_from_one_talk_to_the_next(tmp_path):
    store = ("--store", f"sqlite:///{tmp_path / 'runs.sqlite3'}")
    run("start my back routine\nno\n@wait 3 min\n", *store)
    result = run("resume\n@until idle\n", "--json", *store, "--start", "2026-11-18T07:00")
    assert result.exit_code == 0
    (kept,) = lines(result)[-1]["runs"]
    assert kept["status"] == "finished"


def test_another_user_has_other_runs(tmp_path):
    store = ("--store", f"sqlite:///{tmp_path / 'runs.sqlite3'}")
    run("start my back routine\nno\n@wait 3 min\n", *store, "--user", "a")
    result = run("help\n", "--json", *store, "--user", "b")
    assert lines(result)[-1]["runs"] == []


def test_times_are_local_in_the_zone():
    script = "start my back routine\nno\n@wait 10s\n"
    (run_kept,) = lines(run(script, "--json"))[-1]["runs"]
    assert run_kept["started"].startswith(("2026-11-16T06:00", "2026-11-16T07:00:39+01"))
