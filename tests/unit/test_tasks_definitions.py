"""The definitions of the tasks, and what is held against them before they are shipped."""

import copy
import json

import pytest
from click.testing import CliRunner

from interaction_model.checks import tasks as check
from interaction_model.manifest import Addresses, manifest_of
from interaction_model.package import SKILL_PACKAGE
from interaction_model.source import read_source
from interaction_model.tasks import declared, definition_of, read_tasks
from skill.alexa.conversations.tasks import TASKS
from skill.cli.model_commands import model
from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES

LOCALES = frozenset({"en-GB", "en-US"})
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:back-routine:live"


@pytest.fixture
def package():
    """Definitions, declarations and what is performed, all as they should be."""
    tasks = read_tasks()
    return {
        "definitions": {
            task.file_name: copy.deepcopy(definition_of(task, LOCALES)) for task in tasks
        },
        "declared": declared(tasks),
        "performed": dict(check.performed()),
        "locales": LOCALES,
    }


def faults(package):
    return [str(finding) for finding in check.findings(**package)]


def test_each_task_has_its_file_where_alexa_looks_for_it():
    files = {file.name for file in (SKILL_PACKAGE / "tasks").iterdir()}
    assert files == {"StartRoutine.1.json", "WeeklySummary.1.json"}


def test_our_own_tasks_are_without_a_fault(package):
    assert faults(package) == []


def test_every_length_that_can_be_chosen_is_one_that_a_routine_takes():
    start, _ = read_tasks()
    assert all(LEAST_MINUTES <= int(each) <= MOST_MINUTES for each in start.input["minutes"])


def test_whoever_launches_a_task_learns_nothing_about_the_person():
    for task in read_tasks():
        schemas = definition_of(task, LOCALES)["components"]["schemas"]
        assert schemas["SuccessfulResponse"]["properties"] == {"done": {"type": "boolean"}}


def a_version_in_words(definition):
    definition["info"]["version"] = "one"


def a_private_task(definition):
    definition["info"]["x-amzn-alexa-access-scope"] = "vendor-private"


def a_second_path(definition):
    definition["paths"]["/StopRoutine"] = definition["paths"]["/StartRoutine"]


def a_second_input(definition):
    properties = definition["components"]["schemas"]["Input"]["properties"]
    properties["level"] = properties["minutes"]


def a_number(definition):
    definition["components"]["schemas"]["Input"]["properties"]["minutes"]["type"] = "number"


def a_misspelt_key(definition):
    definition["info"]["x-amzn-display-detail"] = definition["info"].pop("x-amzn-display-details")


def a_get(definition):
    definition["paths"]["/StartRoutine"]["get"] = {}


@pytest.mark.parametrize(
    "spoil",
    [
        a_version_in_words,
        a_private_task,
        a_second_path,
        a_second_input,
        a_number,
        a_misspelt_key,
        a_get,
    ],
)
def test_what_alexa_would_not_take_is_found(package, spoil):
    spoil(package["definitions"]["StartRoutine.1.json"])
    assert any("tasks/StartRoutine.1.json" in fault for fault in faults(package))


def test_a_file_left_over_from_an_older_version_is_found(package):
    definitions = package["definitions"]
    definitions["StartRoutine.2.json"] = definitions["StartRoutine.1.json"]
    assert any("should be named StartRoutine.1.json" in fault for fault in faults(package))


def test_a_locale_that_a_task_is_not_shown_in_is_found(package):
    package["locales"] |= {"de-DE"}
    assert sum("de-DE is a locale of the skill" in fault for fault in faults(package)) == 3


def test_a_task_that_the_manifest_does_not_declare_is_found(package):
    package["declared"].pop()
    assert "WeeklySummary: version 1 is not declared in the manifest" in faults(package)[0]


def test_a_declared_task_without_a_definition_is_found(package):
    package["definitions"].pop("WeeklySummary.1.json")
    assert any("WeeklySummary: version 1 has no definition" in fault for fault in faults(package))


def test_a_version_that_only_one_side_knows_is_found(package):
    takes = package["performed"].pop(("WeeklySummary", "1"))
    package["performed"]["WeeklySummary", "2"] = takes
    found = faults(package)
    assert any("version 1 is performed by nothing" in fault for fault in found)
    assert any("version 2 has no definition" in fault for fault in found)


def test_an_input_that_the_code_does_not_read_is_found(package):
    package["performed"]["StartRoutine", "1"] = frozenset()
    assert any("takes 'minutes' by its definition or by the code" in f for f in faults(package))


def test_what_is_performed_is_read_from_the_skill():
    assert {name for name, _ in check.performed()} == TASKS.keys()


def test_an_address_of_our_own_needs_a_trusted_certificate():
    address = "https://back-routine.example.org/alexa"
    manifest = manifest_of(read_source("en"), read_tasks(), Addresses(address))["manifest"]
    wanted = {"uri": address, "sslCertificateType": "Trusted"}
    assert manifest["apis"]["custom"]["endpoint"] == manifest["events"]["endpoint"] == wanted


def test_a_package_to_deploy_has_the_function_for_requests_and_events(tmp_path):
    result = CliRunner().invoke(model, ["package", str(tmp_path), "--endpoint", ARN])
    assert result.exit_code == 0, result.output
    resources = json.loads((tmp_path / "ask-resources.json").read_text())
    package = tmp_path / resources["profiles"]["default"]["skillMetadata"]["src"]
    manifest = json.loads((package / "skill.json").read_text())["manifest"]
    assert manifest["apis"]["custom"]["endpoint"] == {"uri": ARN}
    assert manifest["events"]["endpoint"] == {"uri": ARN}
    assert {"eventName": "SKILL_DISABLED"} in manifest["events"]["subscriptions"]
    assert (package / "tasks" / "StartRoutine.1.json").exists()


def test_a_package_without_an_endpoint_names_none_and_no_events():
    manifest = json.loads((SKILL_PACKAGE / "skill.json").read_text())["manifest"]
    assert "endpoint" not in manifest["apis"]["custom"]
    assert "events" not in manifest


@pytest.mark.parametrize("endpoint", ["http://example.org", "arn:aws:s3:::bucket", "", "lambda"])
def test_an_endpoint_that_amazon_would_refuse_is_refused(endpoint, tmp_path):
    result = CliRunner().invoke(model, ["package", str(tmp_path), "--endpoint", endpoint])
    assert result.exit_code == 2
    assert "function:NAME" in result.output
