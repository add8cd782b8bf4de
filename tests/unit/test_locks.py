"""What is installed is what pyproject.toml asks for, each file by its hash."""

import re
import tomllib
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from skill.deploy import INFRA, ROOT

LOCKS = {
    "dev": ("dev",),
    "local": ("local",),
    "service": ("aws", "web", "audio", "voice", "schedule"),
    "browser": ("browser",),
    "plots": ("plots",),
}
"""The extras that each lock is made of."""
FILES = [*(ROOT / "locks" / f"{name}.lock" for name in (*LOCKS, "uv")), INFRA / "bundle.lock"]
MACHINES = [
    {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform}
    for python, platform in product(("3.11", "3.12", "3.13"), ("linux", "darwin"))
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REMEDY = "run `make lock` and commit what it writes"


def asked_for(extras):
    """The requirements of the project with extras; what an extra takes from others included."""
    wanted = [PROJECT["dependencies"], *(PROJECT["optional-dependencies"][each] for each in extras)]
    for requirement in (Requirement(text) for texts in wanted for text in texts):
        if requirement.name == PROJECT["name"]:
            yield from asked_for(sorted(requirement.extras))
        else:
            yield requirement


def pins(file, machine):
    """The locked versions on a machine, by name."""
    lines = re.findall(r"^[a-z].*?(?= \\$)", file.read_text(), re.MULTILINE)
    locked = (Requirement(line) for line in lines)
    here = [each for each in locked if not each.marker or each.marker.evaluate(machine)]
    assert len({each.name for each in here}) == len(here), "one version of each"
    return {canonicalize_name(each.name): str(each.specifier)[2:] for each in here}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked_on_every_python(name, machine):
    locked = pins(ROOT / "locks" / f"{name}.lock", machine)
    for each in asked_for(LOCKS[name]):
        if each.marker and not each.marker.evaluate(machine):
            continue
        version = locked.get(canonicalize_name(each.name))
        assert version is not None, f"{each} is not locked: {REMEDY}"
        assert each.specifier.contains(version), f"{each}, but {version} is locked: {REMEDY}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_others_install_was_tested(file):
    here = MACHINES[0]
    tested = pins(ROOT / "locks" / "dev.lock", here)
    for package, version in pins(file, here).items():
        assert tested.get(package, version) == version, f"{package} {version}: {REMEDY}"


def test_the_bundle_has_what_a_turn_needs():
    # It has no command line, and its content is JSON.
    wanted = {each.name for each in asked_for(())} - {"click", "pyyaml"}
    assert wanted <= pins(INFRA / "bundle.lock", MACHINES[0]).keys(), REMEDY


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_pin_has_hashes_and_no_place_where_it_must_come_from(file):
    text = file.read_text()
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find-links|--extra-index|@ file", text)


def test_the_makefile_installs_nothing_that_is_not_locked_for_run_and_test():
    recipes = dict(re.findall(r"^(\$\(VENV\)/\.\w+):.*\n((?:\t.*\n)+)", _makefile(), re.MULTILINE))
    for name in ("$(VENV)/.dev", "$(VENV)/.local", "$(VENV)/.uv"):
        installs = [line for line in recipes[name].splitlines() if "install" in line.lower()]
        assert any("locks/" in line for line in installs), name
    assert "--no-deps --no-build-isolation" in _makefile()


def _makefile():
    return (ROOT / "Makefile").read_text()
