"""Amazon's classes imported one by one: the same ones, and few of them."""

import json
import subprocess
import sys

import pytest

ALL_NAMES = """
import ast, importlib, json, pkgutil, sys
sys.path.insert(0, {root!r})
if {by_piece}:
    import skill.alexa
import ask_sdk_model
found = {{}}
packages = ["ask_sdk_model"]
found_all = pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model.")
packages += [each.name for each in found_all if each.ispkg]
for name in packages:
    package = importlib.import_module(name)
    tree = ast.parse(open(package.__file__, encoding="utf-8").read())
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom) and each.module != "__future__":
            for alias in each.names:
                one = getattr(package, alias.asname or alias.name)
                found[f"{{name}}:{{alias.name}}"] = one.__module__ + "." + one.__qualname__
print(json.dumps(found))
"""


def in_a_new_process(program):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_every_name_is_the_same_class_as_amazon_has_it(pytestconfig):
    root = str(pytestconfig.rootpath)
    ours, amazons = (
        in_a_new_process(ALL_NAMES.format(root=root, by_piece=by_piece))
        for by_piece in (True, False)
    )
    assert len(amazons) > 500
    assert ours == amazons


@pytest.fixture(scope="module")
def loaded():
    """The modules of a process that has answered its first launch."""
    return in_a_new_process(
        "import json, sys;"
        "from skill.alexa.skill import Skill;"
        "print(json.dumps(sorted(sys.modules)))"
    )


def test_a_start_loads_a_fraction_of_amazons_classes(loaded):
    models = [name for name in loaded if name.startswith("ask_sdk_model")]
    assert 20 < len(models) < 120  # of 349 that the SDK itself imports


def test_a_name_that_is_not_there_is_an_import_error():
    program = """
import json, skill.alexa
try:
    from ask_sdk_model.ui import NoSuchCard
except ImportError as error:
    print(json.dumps(str(error)))
"""
    assert "NoSuchCard" in in_a_new_process(program)


def test_a_package_below_is_found_by_its_name():
    program = (
        "import json, sys, skill.alexa; from ask_sdk_model import ui;"
        "print(json.dumps([ui.__name__, 'ask_sdk_model.dialog' in sys.modules]))"
    )
    assert in_a_new_process(program) == ["ask_sdk_model.ui", False]
