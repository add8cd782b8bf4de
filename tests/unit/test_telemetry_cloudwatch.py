"""Lines on Lambda: what CloudWatch makes metrics of, by the rules of its specification."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from skill import limits
from skill.telemetry.cloudwatch import DIRECTIVES, NAMESPACE, MetricLines
from skill.telemetry.fakes import AT, JOB, TURN
from skill.telemetry.record import Outcome, StoreUse

RECORDS = {"turn": TURN, "job": JOB}

NAME = {
    "type": "string",
    "pattern": r"^(?!:)[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$",
    "maxLength": limits.METRIC_NAME_CHARACTERS,
}
DIRECTIVE = {
    "type": "object",
    "properties": {
        "Namespace": NAME,
        "Dimensions": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "array", "items": NAME, "maxItems": limits.METRIC_DIMENSIONS},
        },
        "Metrics": {
            "type": "array",
            "minItems": 1,
            "maxItems": limits.METRICS_A_DIRECTIVE,
            "items": {
                "type": "object",
                "properties": {"Name": NAME, "Unit": {"enum": ["Milliseconds", "Count"]}},
                "required": ["Name"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["Namespace", "Dimensions", "Metrics"],
    "additionalProperties": False,
}
EMBEDDED_METRICS = Draft202012Validator(
    {
        "type": "object",
        "properties": {
            "_aws": {
                "type": "object",
                "properties": {
                    "Timestamp": {"type": "integer", "minimum": 1_000_000_000_000},
                    "CloudWatchMetrics": {"type": "array", "minItems": 1, "items": DIRECTIVE},
                },
                "required": ["Timestamp", "CloudWatchMetrics"],
                "additionalProperties": False,
            },
        },
        "required": ["_aws"],
    }
)
"""What the specification asks for; what it says of members that are named is in `targets`."""
DIMENSION = {"type": "string", "pattern": r"\S", "maxLength": limits.DIMENSION_CHARACTERS}


def targets(line):
    """What must hold for each member that a directive names, and the member."""
    for directive in line["_aws"]["CloudWatchMetrics"]:
        for metric in directive["Metrics"]:
            yield {"type": "number"}, line[metric["Name"]]
        for name in (name for names in directive["Dimensions"] for name in names):
            yield DIMENSION, line[name]


@pytest.fixture(params=RECORDS)
def record(request):
    return RECORDS[request.param]


def line_of(record):
    return MetricLines("back-routine-skill").line(record)


def test_a_line_keeps_to_the_specification(record):
    EMBEDDED_METRICS.validate(json.loads(line_of(record)))


def test_every_member_that_it_names_is_there_and_of_the_right_kind(record):
    for schema, member in targets(json.loads(line_of(record))):
        Draft202012Validator(schema).validate(member)


@pytest.mark.parametrize("outcome", Outcome)
def test_that_is_so_however_a_turn_ended(outcome):
    turn = replace(TURN, outcome=outcome, request="other", intent="", user="", store=StoreUse())
    for schema, member in targets(json.loads(line_of(turn))):
        Draft202012Validator(schema).validate(member)


def test_a_line_is_one_line_and_small(record):
    line = line_of(record)
    assert "\n" not in line
    assert len(line.encode()) < limits.METRIC_LINE_BYTES / 100


def test_the_line_for_metrics_is_the_line_of_the_log_too(record):
    assert json.loads(line_of(record)).items() >= record.fields().items()


def test_lambda_finds_the_level_and_the_time_of_a_line(record):
    line = json.loads(line_of(record))
    assert (line["level"], line["timestamp"]) == ("INFO", "2026-11-22T18:00:00.000Z")
    assert line["_aws"]["Timestamp"] == AT.timestamp() * 1_000


def test_the_metrics_of_two_stacks_are_told_apart(record):
    line = json.loads(line_of(record))
    assert line["function"] == "back-routine-skill"
    for directive in line["_aws"]["CloudWatchMetrics"]:
        assert directive["Namespace"] == NAMESPACE
        assert directive["Dimensions"][0][0] == "function"


def test_no_dimension_has_more_than_a_few_values():
    dimensions = {name for each in DIRECTIVES.values() for one in each for name in one.dimensions}
    assert dimensions == {"function", "outcome", "job"}


def test_lines_of_many_threads_do_not_mix(capfd, monkeypatch):
    monkeypatch.setattr(sys, "stdout", open(1, "w", closefd=False))  # noqa: SIM115 - of capfd
    tell = MetricLines("back-routine-skill")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: tell(replace(TURN, took_ns=n * 1_000_000)), range(400)))
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert sorted(line["turn_ms"] for line in lines) == list(range(400))
