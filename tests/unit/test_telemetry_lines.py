"""The log: each entry is one line of JSON."""

import io
import json
import logging
from datetime import datetime

import pytest

from skill.telemetry.fakes import JOB
from skill.telemetry.lines import JsonLines, Lines, source_of, start_logging


@pytest.fixture
def written(caplog):
    """What the log's form makes of the last entry."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(JsonLines())

    def written():
        (line,) = caplog.text.splitlines()
        return json.loads(line)

    return written


def test_a_record_is_a_line_whose_members_are_its_own():
    stream = io.StringIO()
    Lines(stream)(JOB)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line) == JOB.fields() | {
        "level": "INFO",
        "timestamp": "2026-11-22T18:00:00.000Z",
    }


def test_any_other_entry_is_one_line_too(written):
    logging.getLogger("skill.doors.web").warning("refused: %s", "two\nlines")
    line = written()
    assert (line["message"], line["logger"]) == ("refused: two\nlines", "skill.doors.web")
    assert datetime.fromisoformat(line["timestamp"]).tzinfo is not None


def test_an_error_is_one_line_with_where_it_came_from(written):
    try:
        int("no room on the disk")
    except ValueError:
        logging.getLogger("audio").exception("a sheet stays in memory")
    line = written()
    assert line["errorType"] == "ValueError"
    assert "test_an_error_is_one_line" in line["stackTrace"]


def test_where_an_error_came_from_names_what_came_before_it_and_no_message():
    def fail():
        raise KeyError(BOTHERSOME)

    try:
        try:
            fail()
        except KeyError as error:
            raise ValueError(BOTHERSOME) from error
    except ValueError as error:
        told = source_of(error)
    assert told.index("ValueError") < told.index("KeyError")
    assert "in fail" in told
    assert BOTHERSOME not in told


BOTHERSOME = "what somebody said"


def test_the_command_line_logs_to_standard_error(monkeypatch, capsys):
    root = logging.RootLogger(logging.WARNING)
    monkeypatch.setattr(logging, "root", root)
    start_logging()
    root.info("well")
    assert json.loads(capsys.readouterr().err)["message"] == "well"
