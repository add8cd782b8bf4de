"""The run-book has a paragraph for every alarm, and asks for what there is to be found."""

import re
import subprocess

import pytest

from skill.alexa.token import short_hash
from skill.deploy import INFRA, ROOT
from skill.deploy.template import template
from skill.jobs.tally import Tally
from skill.telemetry.fakes import JOB, TURN
from skill.telemetry.record import JobOutcome, Outcome

RUNBOOK = (INFRA / "runbook.md").read_text()
SECTIONS = dict(
    re.findall(r"^### `([a-z0-9-]+)`\n(.*?)(?=^##|\Z)", RUNBOOK, re.MULTILINE | re.DOTALL)
)
QUERIES = re.findall(r'\bask (skill|jobs) "([^"]+)"', RUNBOOK)
INSIGHTS = set(
    "filter stats sort limit by and or like as desc count sum max pct fields".split()  # noqa: SIM905
) | {"@timestamp", "@message", "level", "message"}
"""What Logs Insights and Lambda's own lines know by themselves."""
MEMBERS = {"skill": set(TURN.fields()), "jobs": set(JOB.fields())}


def alarms():
    """Each alarm's name, without the stack's."""
    resources = template().resources.values()
    alarms = [each for each in resources if each["Type"] == "AWS::CloudWatch::Alarm"]
    return {each["Properties"]["AlarmName"]["Fn::Sub"].partition("-")[2] for each in alarms}


def test_every_alarm_has_its_paragraph_and_every_paragraph_its_alarm():
    assert set(SECTIONS) == alarms()


@pytest.mark.parametrize("section", SECTIONS)
def test_a_paragraph_says_what_it_means_to_a_person_where_to_look_and_what_to_do(section):
    leads = re.findall(r"^\*\*(.+?):\*\* \S", SECTIONS[section], re.MULTILINE)
    assert leads == ["On the floor", "Look", "Do"]


@pytest.mark.parametrize(("log", "query"), QUERIES)
def test_a_query_asks_for_members_that_a_line_has(log, query):
    words = set(re.findall(r"@?[a-z]\w*", re.sub(r"'[^']*'", "", query)))
    made = set(re.findall(r"\bas (\w+)", query))
    assert words - INSIGHTS - made <= MEMBERS[log]


@pytest.mark.parametrize(("log", "query"), QUERIES)
def test_a_query_compares_with_values_that_a_line_can_have(log, query):
    possible = {
        "event": {"turn"} if log == "skill" else {"job"},
        "outcome": set(Outcome if log == "skill" else JobOutcome),
        "level": {"ERROR"},
        "user": {"HASH"},
    }
    for member, value in re.findall(r"(\w+) !?= '([^']*)'", query):
        assert value in possible[member]


def test_what_is_looked_for_in_messages_is_logged_somewhere():
    phrases = {text for _, query in QUERIES for text in re.findall(r"like '([^']+)'", query)}
    source = "".join(path.read_text() for path in (ROOT / "skill").rglob("*.py"))
    own = phrases - {"timed out"}  # that is Lambda's
    assert own
    assert [text for text in own if text not in source] == []


def test_what_it_tells_of_a_line_is_all_that_is_in_one():
    explained = set(re.findall(r"`(\w+)`", RUNBOOK.partition("### ")[0]))
    unexplained = MEMBERS["skill"] | MEMBERS["jobs"] | set(Outcome)
    assert unexplained - explained - {"event", "failed"} == set()


def test_the_hash_of_a_person_is_what_its_command_prints():
    (command,) = re.findall(r"`printf %s \S+ (\| sha256sum[^`]*)`", RUNBOOK)
    shown = subprocess.run(
        f"printf %s amzn1.ask.account.ANN {command}",
        shell=True,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert shown.strip() == short_hash("amzn1.ask.account.ANN")


def test_what_became_of_people_is_named_as_a_jobs_line_names_it():
    assert {"sent", "failed"} <= set(Tally.__slots__)


def test_the_logs_it_asks_are_there():
    groups = [
        each["Properties"]["LogGroupName"]["Fn::Sub"]
        for each in template().resources.values()
        if each["Type"] == "AWS::Logs::LogGroup"
    ]
    assert {group.rpartition("/")[2] for group in groups} == {"skill", "jobs"}
    assert {group.rpartition("/")[0] for group in groups} == {"/back-routine/${AWS::StackName}"}


def test_every_output_that_it_uses_is_there():
    assert set(re.findall(r"THE_(\w+)", RUNBOOK)) <= template().content["Outputs"].keys()


def test_it_is_one_page():
    assert len(RUNBOOK.splitlines()) <= 100
