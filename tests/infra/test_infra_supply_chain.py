"""What bundle and service are made of, and what is known against it, told by others' tools."""

import json
import os
import re
import subprocess

import pytest

from skill.deploy import INFRA, ROOT

PYTHON = ROOT / "build" / "supply-chain" / "bin" / "python"
AUDIT = INFRA / "checks" / "audit.py"
LOCKS = {"bundle": INFRA / "bundle.lock", "service": ROOT / "locks" / "service.lock"}
VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read()) or "") or 0)
"""


@pytest.fixture(scope="module", autouse=True)
def tools():
    if not PYTHON.exists():
        say = pytest.fail if os.environ.get("CI_STRICT") == "1" else pytest.skip
        say(f"there is no {PYTHON}: `make infra` puts it there")


@pytest.fixture(scope="module")
def bills():
    subprocess.run(["make", "sbom"], cwd=ROOT, check=True, capture_output=True)
    return {name: (ROOT / "build/sbom" / f"{name}.json").read_text() for name in LOCKS}


@pytest.mark.parametrize("name", LOCKS)
def test_the_bill_of_materials_is_valid_by_the_schema_of_cyclonedx(bills, name):
    judged = subprocess.run(
        [PYTHON, "-c", VALIDATE], input=bills[name], capture_output=True, text=True, check=False
    )
    assert judged.returncode == 0, judged.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_in_it_with_its_hashes(bills, name):
    locked = set(re.findall(r"^([a-z0-9.-]+)==(\S+)", LOCKS[name].read_text(), re.MULTILINE))
    components = json.loads(bills[name])["components"]
    assert {(each["name"], each["version"]) for each in components} == locked
    for each in components:
        hashes = [h for place in each["externalReferences"] for h in place.get("hashes", ())]
        assert hashes, each["name"]


def test_a_flaw_makes_the_schema_say_no(bills):
    broken = bills["bundle"].replace('"CycloneDX"', '"Cyclone"')
    judged = subprocess.run(
        [PYTHON, "-c", VALIDATE], input=broken, capture_output=True, text=True, check=False
    )
    assert judged.returncode != 0


# What is known against it ----------------------------------------------------------------------


def audited(folder, answer):
    """The exit code and the words of the audit, where pip-audit says this."""
    fake = folder / "pip-audit"
    fake.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n")
    fake.chmod(0o755)
    words = [PYTHON, AUDIT, "--pip-audit", fake, LOCKS["bundle"]]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def known(*packages):
    return json.dumps({"dependencies": list(packages), "fixes": []})


GOOD = {"name": "click", "version": "8.5.1", "vulns": []}
BAD = {
    "name": "idna",
    "version": "3.6",
    "vulns": [{"id": "PYSEC-2024-60", "fix_versions": ["3.7"]}],
}
UNKNOWN = {"name": "ours", "skip_reason": "not found on PyPI"}


def test_a_finding_ends_with_1_and_says_what_mends_it(tmp_path):
    code, said = audited(tmp_path, known(GOOD, BAD))
    assert (code, "idna 3.6: PYSEC-2024-60, mended in 3.7" in said) == (1, True)


def test_nothing_found_ends_with_0_and_says_how_much_was_looked_at(tmp_path):
    code, said = audited(tmp_path, known(GOOD))
    assert (code, "1 packages, 0 findings" in said) == (0, True)


@pytest.mark.parametrize("answer", ["Traceback: no route to host", known(UNKNOWN)])
def test_where_nobody_answers_it_says_that_nothing_was_audited(tmp_path, answer):
    code, said = audited(tmp_path, answer)
    assert (code, "NOT AUDITED" in said) == (0, True)


def test_a_package_that_a_service_does_not_know_is_a_finding(tmp_path):
    code, said = audited(tmp_path, known(GOOD, UNKNOWN))
    assert (code, "ours is not known" in said) == (1, True)
