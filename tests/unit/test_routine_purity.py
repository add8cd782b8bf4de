"""The domain reads no clock, disk, environment or random, and imports nothing from outside."""

import ast
import sys
from pathlib import Path

import pytest

import skill.routine

ROOT = Path(skill.routine.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
FORBIDDEN_MODULES = {
    *("asyncio", "fileinput", "glob", "io", "locale", "logging", "multiprocessing", "os"),
    *("pathlib", "platform", "random", "secrets", "shelve", "shutil", "socket", "sqlite3"),
    *("subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "zoneinfo"),
}
"""Parts of the standard library through which the world gets in."""
FORBIDDEN_FUNCTIONS = {"open", "input", "print", "exec", "eval", "__import__", "breakpoint", "id"}
FORBIDDEN_METHODS = {"now", "utcnow", "today", "fromtimestamp", "getenv", "read_text", "urandom"}


def imported(tree):
    """The modules that a file imports, `from` imports by the module they come from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def called(tree, kind):
    """What a file calls: functions by name, or methods by their own name."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {getattr(f, "id", None) or getattr(f, "attr", "") for f in calls if isinstance(f, kind)}


@pytest.fixture(params=MODULES, ids=lambda path: path.stem)
def tree(request):
    return ast.parse(request.param.read_text())


def test_the_modules_are_found():
    assert {"planner", "advance", "score", "place"} <= {path.stem for path in MODULES}


def test_only_the_standard_library_and_the_domain_itself_are_imported(tree):
    outside = {
        name
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("skill.routine.")
    }
    assert outside == set()


def test_nothing_that_reads_the_world_is_imported(tree):
    assert {name.split(".")[0] for name in imported(tree)} & FORBIDDEN_MODULES == set()


def test_no_clock_disk_or_environment_is_asked(tree):
    assert called(tree, ast.Name) & FORBIDDEN_FUNCTIONS == set()
    assert called(tree, ast.Attribute) & FORBIDDEN_METHODS == set()


def test_nothing_is_kept_between_calls(tree):
    kept = [node for node in ast.walk(tree) if isinstance(node, ast.Global | ast.Nonlocal)]
    assert kept == []
