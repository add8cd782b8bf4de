"""Dashboards and alarms name metrics that there are."""

import json
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from skill.deploy import INFRA
from skill.deploy.template import template
from skill.doors.metrics import Figures
from skill.doors.verify.refusal import Reason, Refusals
from skill.jobs.jobs import JOBS
from skill.telemetry.cloudwatch import DIRECTIVES, NAMESPACE
from skill.telemetry.fakes import TURN
from skill.telemetry.record import Outcome

AMAZONS = {
    "AWS/Lambda": {(name, "FunctionName") for name in ("Errors", "Duration", "Throttles")},
    "AWS/DynamoDB": {("WriteThrottleEvents", "TableName"), ("ReadThrottleEvents", "TableName")},
    "AWS/SQS": {
        ("ApproximateNumberOfMessagesVisible", "QueueName"),
        ("ApproximateAgeOfOldestMessage", "QueueName"),
    },
}  # fmt: skip
"""What Amazon's services measure, by namespace, with its dimension."""
OURS = {
    (metric, *directive.dimensions)
    for directives in DIRECTIVES.values()
    for directive in directives
    for metric in directive.metrics
}
"""What our lines measure."""
VALUES = {"outcome": set(Outcome), "job": {job.name for job in JOBS}}


def alarms():
    resources = template().resources.values()
    return [each["Properties"] for each in resources if each["Type"] == "AWS::CloudWatch::Alarm"]


def widgets():
    (dashboard,) = [
        each["Properties"]["DashboardBody"]["Fn::Sub"]
        for each in template().resources.values()
        if each["Type"] == "AWS::CloudWatch::Dashboard"
    ]
    return json.loads(dashboard)["widgets"]


def named():
    """Every metric that an alarm or the dashboard names: namespace, metric, dimensions."""
    for alarm in alarms():
        dimensions = {each["Name"]: each["Value"] for each in alarm["Dimensions"]}
        yield alarm["Namespace"], alarm["MetricName"], dimensions
    for widget in widgets():
        for line in widget["properties"].get("metrics", ()):
            namespace, metric, *pairs = [each for each in line if isinstance(each, str)]
            yield namespace, metric, dict(zip(pairs[::2], pairs[1::2], strict=True))


NAMED = list(named())


@pytest.mark.parametrize(("namespace", "metric", "dimensions"), NAMED)
def test_each_metric_is_one_that_somebody_measures(namespace, metric, dimensions):
    measured = OURS if namespace == NAMESPACE else AMAZONS[namespace]
    assert (metric, *dimensions) in measured


@pytest.mark.parametrize("dimensions", [dimensions for *_, dimensions in NAMED])
def test_each_dimension_has_a_value_that_there_is(dimensions):
    for name, value in dimensions.items():
        if name in VALUES:
            assert value in VALUES[name]
        else:
            assert resource_in(value) in template().resources


def resource_in(value):
    """The resource that `${…}`, `!Ref` or `!GetAtt` names."""
    (name,) = [value] if isinstance(value, str) else value.values()
    return name.removeprefix("${").removesuffix("}").partition(".")[0]


def test_the_log_lets_the_lines_through_that_metrics_are_made_of():
    functions = [
        each["Properties"]["LoggingConfig"]
        for each in template().resources.values()
        if each["Type"] == "AWS::Serverless::Function"
    ]
    assert {each["LogFormat"] for each in functions} == {"JSON"}
    assert {each["ApplicationLogLevel"] for each in functions} <= {"TRACE", "DEBUG", "INFO"}


def test_the_dashboard_shows_every_way_in_which_a_turn_can_end():
    shown = {dimensions.get("outcome") for _, _, dimensions in NAMED}
    assert shown >= set(Outcome)


def test_the_dashboard_shows_all_that_our_lines_measure():
    shown = {(metric, *dimensions) for space, metric, dimensions in NAMED if space == NAMESPACE}
    assert shown == OURS


def test_widgets_lie_side_by_side_and_not_upon_each_other():
    taken = [
        (column, row)
        for each in widgets()
        for column in range(each["x"], each["x"] + each["width"])
        for row in range(each["y"], each["y"] + each["height"])
    ]
    assert len(taken) == len(set(taken))
    assert max(column for column, _ in taken) < 24


# Grafana -------------------------------------------------------------------------------------

BOARD = json.loads((INFRA / "grafana/back-routine.json").read_bytes())
EXPRESSIONS = [target["expr"] for panel in BOARD["panels"] for target in panel["targets"]]


@pytest.fixture(scope="module")
def served():
    """The labels of every name on `/metrics`, after a turn and a refusal."""
    refusals = Refusals()
    figures = Figures(refusals)
    refusals.count(Reason.TIME)
    figures.note(TURN)
    labels = {}
    for family in text_string_to_metric_families(figures.page().decode()):
        for sample in family.samples:
            labels.setdefault(sample.name, set()).update(sample.labels)
    return labels


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_grafana_asks_for_what_is_served(served, expression):
    names = re.findall(r"(?:back_routine|process)_\w+", expression)
    assert names
    for name in names:
        assert name in served


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_grafana_groups_by_labels_that_there_are(served, expression):
    (name,) = set(re.findall(r"\((back_routine_\w+)\[", expression)[:1]) or {None}
    for group in re.findall(r"by \(([^)]*)\)", expression):
        assert set(group.split(", ")) <= served[name]


def test_grafana_shows_all_that_is_served(served):
    shown = {name for each in EXPRESSIONS for name in re.findall(r"back_routine_\w+", each)}
    ours = {name for name in served if name.startswith("back_routine_")}
    others = {name for name in ours if name.endswith(("_created", "_sum", "_count"))}
    assert ours - others <= shown


def test_each_panel_of_grafana_has_a_place_of_its_own():
    places = [(each["gridPos"]["x"], each["gridPos"]["y"]) for each in BOARD["panels"]]
    assert len(places) == len(set(places))
