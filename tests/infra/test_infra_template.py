"""The template as AWS expands it, under other people's rules and under our own."""

import json
import os
import subprocess

import boto3
import pytest
import yaml
from moto import mock_aws

from skill.bootstrap import open_store
from skill.deploy import INFRA
from skill.deploy.template import template as read_template
from skill.jobs.jobs import JOBS

SLIPS = {
    "runtime": ("Runtime: python3.13", "Runtime: pyton3.13"),
    "timeout": ("Timeout: 8", "Timeout: 901"),
    "key": ("{AttributeName: due, KeyType: HASH}", "{AttributeName: dew, KeyType: HASH}"),
}
"""What is right, and a slip; cfn-lint lets the first two pass on the SAM template itself."""
ENVIRONMENT = {**os.environ, "AWS_DEFAULT_REGION": "us-east-1"}


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False, env=ENVIRONMENT)


def expanded_with(tools, file, text, slip):
    """The template with a slip in it, expanded."""
    right, wrong = slip
    assert right in text
    source, result = file.with_suffix(".yaml"), file.with_suffix(".json")
    source.write_text(text.replace(right, wrong))
    words = [tools.checkers / "python", INFRA / "checks/transform.py", source, result]
    subprocess.run(words, capture_output=True, check=True, env=ENVIRONMENT)
    return result


def of_type(template, kind):
    resources = template["Resources"].items()
    return {name: each["Properties"] for name, each in resources if each["Type"] == kind}


def statements(template):
    """Every statement of every role's policies, with the role's name."""
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for policy in role["Policies"]:
            for each in policy["PolicyDocument"]["Statement"]:
                yield name, each


def exceptions(where):
    """checkov's rules that are left out: for the whole template, or for single resources."""
    own = read_template()
    holders = [own.content] if where == "template" else own.resources.values()
    for holder in holders:
        yield from holder.get("Metadata", {}).get("checkov", {}).get("skip", ())


def listed(value):
    return value if isinstance(value, list) else [value]


def test_cfn_lint_finds_nothing_in_what_the_template_expands_to(tools, expanded):
    result = run(tools.checkers / "cfn-lint", "--regions", "us-east-1", "--", expanded)
    assert result.returncode == 0, result.stdout


def test_slips_in_the_template_are_found(tools, tmp_path):
    text = (INFRA / "template.yaml").read_text()
    results = [expanded_with(tools, tmp_path / name, text, slip) for name, slip in SLIPS.items()]
    found = run(
        tools.checkers / "cfn-lint", "--format", "json", "--regions", "us-east-1", "--", *results
    )
    faulty = {each["Filename"] for each in json.loads(found.stdout)}
    assert faulty == {str(result) for result in results}


def test_an_event_that_there_is_not_is_found(tools, tmp_path):
    text = (INFRA / "template.yaml").read_text()
    with pytest.raises(subprocess.CalledProcessError):
        expanded_with(tools, tmp_path / "event", text, ("Type: SQS\n", "Type: SQSS\n"))


def test_checkov_finds_nothing_but_what_is_excepted_with_a_reason(tools, expanded):
    words = ["--framework", "cloudformation", "--skip-download", "--output", "json"]
    result = run(tools.checkers / "checkov", "--file", expanded, *words)
    found = json.loads(result.stdout)["results"]
    failed = {each["check_id"] for each in found["failed_checks"]}
    assert failed == {each["id"] for each in exceptions("template")}, found["failed_checks"]
    skipped = {each["check_id"] for each in found["skipped_checks"]}
    assert skipped == {each["id"] for each in exceptions("resources")}


def test_every_exception_has_its_reason():
    for exception in [*exceptions("template"), *exceptions("resources")]:
        assert len(exception["comment"]) > 20, exception


def test_no_role_may_do_everything_or_to_everything(template):
    for role, statement in statements(template):
        assert statement["Effect"] == "Allow"
        assert all("*" not in action for action in listed(statement["Action"])), role
        assert all(isinstance(resource, dict) for resource in listed(statement["Resource"])), role


def test_the_skill_may_do_to_the_table_what_it_does_and_no_more(template):
    allowed = {
        action.removeprefix("dynamodb:")
        for role, statement in statements(template)
        if role == "SkillRole"
        for action in listed(statement["Action"])
        if action.startswith("dynamodb:")
    }
    assert allowed == {"GetItem", "Query", "UpdateItem", "ConditionCheckItem", "BatchWriteItem"}


def test_alexa_may_call_for_our_skill_only_and_nobody_while_there_is_none(template):
    (permission,) = of_type(template, "AWS::Lambda::Permission").values()
    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["EventSourceToken"] == {"Ref": "SkillId"}
    assert permission["FunctionName"] == {"Ref": "SkillFunctionAliaslive"}
    assert template["Resources"]["AlexaMayCall"]["Condition"] == "HasSkill"
    assert template["Outputs"]["SkillEndpoint"]["Value"] == permission["FunctionName"]


def test_the_table_is_the_one_that_the_store_makes(template, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        open_store("dynamodb://made").create_table()
        client = boto3.client("dynamodb", region_name="us-east-1")
        made = client.describe_table(TableName="made")["Table"]
        expires = client.describe_time_to_live(TableName="made")["TimeToLiveDescription"]
    (table,) = of_type(template, "AWS::DynamoDB::Table").values()
    (index,), (made_index,) = table["GlobalSecondaryIndexes"], made["GlobalSecondaryIndexes"]
    assert table["KeySchema"] == made["KeySchema"]
    assert sorted(table["AttributeDefinitions"], key=str) == sorted(
        made["AttributeDefinitions"], key=str
    )
    assert index == {name: made_index[name] for name in index}
    assert table["TimeToLiveSpecification"]["AttributeName"] == expires["AttributeName"]


def test_the_table_outlives_a_mistake(template):
    (table,) = of_type(template, "AWS::DynamoDB::Table").values()
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert table["SSESpecification"]["SSEEnabled"]
    assert template["Resources"]["Table"]["DeletionPolicy"] == "Retain"


def test_a_live_table_cannot_be_deleted_and_a_stack_leaves_it_behind(template):
    (table,) = of_type(template, "AWS::DynamoDB::Table").values()
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["IsLive", True, False]}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert template["Resources"]["Table"]["UpdateReplacePolicy"] == "Retain"


def test_every_function_logs_to_a_group_that_forgets(template):
    groups = of_type(template, "AWS::Logs::LogGroup")
    assert all(group["RetentionInDays"] == {"Ref": "LogDays"} for group in groups.values())
    functions = of_type(template, "AWS::Lambda::Function").values()
    named = {each["LoggingConfig"]["LogGroup"]["Ref"] for each in functions}
    assert len(functions) == 3
    assert named == groups.keys()


def test_what_the_clock_cannot_hand_over_is_kept(template):
    (dead,) = {
        each["Target"]["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0]
        for each in of_type(template, "AWS::Scheduler::Schedule").values()
    }
    (failures,) = of_type(template, "AWS::Lambda::EventInvokeConfig").values()
    assert failures["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] == dead
    redrive = template["Resources"]["JobQueue"]["Properties"]["RedrivePolicy"]
    assert redrive["deadLetterTargetArn"]["Fn::GetAtt"][0] == dead


def test_whoever_writes_to_the_dead_letters_may(template):
    able = {
        role
        for role, statement in statements(template)
        if "sqs:SendMessage" in listed(statement["Action"])
        and {"Fn::GetAtt": ["DeadLetters", "Arn"]} in listed(statement["Resource"])
    }
    assert able == {"ClockRole", "PlanRole"}


def test_half_uploads_go_and_tracks_stay(template):
    (bucket,) = of_type(template, "AWS::S3::Bucket").values()
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    assert not [name for name in rule if "Expiration" in name]


def test_nobody_but_the_cdn_reads_tracks(template):
    (policy,) = of_type(template, "AWS::S3::BucketPolicy").values()
    (allow,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "AWS:SourceArn" in allow["Condition"]["StringEquals"]
    (bucket,) = of_type(template, "AWS::S3::Bucket").values()
    assert all(bucket["PublicAccessBlockConfiguration"].values())


def test_the_clock_starts_jobs_that_there_are(template):
    inputs = [
        json.loads(each["Target"]["Input"])
        for each in of_type(template, "AWS::Scheduler::Schedule").values()
    ]
    assert {each["job"] for each in inputs} == {job.name for job in JOBS if job.shards > 1}
    assert {each["time"] for each in inputs} == {"<aws.scheduler.scheduled-time>"}


def test_a_message_is_hidden_for_six_times_as_long_as_it_may_be_worked_on(template):
    work = template["Resources"]["WorkFunction"]["Properties"]["Timeout"]
    assert template["Resources"]["JobQueue"]["Properties"]["VisibilityTimeout"] >= 6 * work


def test_secrets_are_only_named(template):
    variables = template["Resources"]["WorkFunction"]["Properties"]["Environment"]["Variables"]
    for name in ("BACK_ROUTINE_ALEXA_CLIENT_ID", "BACK_ROUTINE_ALEXA_CLIENT_SECRET"):
        (_, named, otherwise) = variables[name]["Fn::If"]
        assert named["Fn::Sub"].startswith("{{resolve:secretsmanager:${AccountSecret}:")
        assert otherwise == {"Ref": "AWS::NoValue"}


def test_every_alarm_can_tell_somebody_and_says_what_is_wrong(template):
    alarms = of_type(template, "AWS::CloudWatch::Alarm")
    assert {each["MetricName"] for each in alarms.values()} >= {
        "Errors", "Duration", "Throttles",
        "ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage",
    }  # fmt: skip
    for alarm in alarms.values():
        assert alarm["AlarmActions"]["Fn::If"][0] == "HasTopic"
        assert alarm["AlarmDescription"].endswith(".")
        # Where nobody speaks nothing is measured; each says what that means.
        assert "TreatMissingData" in alarm


def test_the_template_is_plain_yaml_with_every_anchor_used():
    text = (INFRA / "template.yaml").read_text()
    events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    anchors = {each.anchor for each in events if getattr(each, "anchor", None)}
    used = {each.anchor for each in events if isinstance(each, yaml.AliasEvent)}
    assert anchors == used
