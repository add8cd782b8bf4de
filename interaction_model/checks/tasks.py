"""The tasks: well defined, declared in the manifest, and performed by the skill as defined."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from interaction_model.checks.finding import Finding

Json: TypeAlias = dict[str, Any]
Known: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""Name and version of each task -> what it takes."""

_SCHEMA = Path(__file__).parents[1] / "schema" / "task.schema.json"
_SOURCE = "interaction_model/source/tasks.yaml"
_CODE = "skill/alexa/conversations/tasks.py"
_MANIFEST = "skill.json"


def performed() -> Known:
    """Every task that the skill performs."""
    # The skill is heavy, and only this check asks for it.
    from skill.alexa.conversations.tasks import TASKS  # noqa: PLC0415

    return {(name, task.version): task.input for name, task in TASKS.items()}


def findings(
    definitions: Mapping[str, Json],
    declared: list[Json],
    performed: Known,
    locales: frozenset[str],
) -> Iterator[Finding]:
    """Every fault of the tasks.

    Args:
        definitions: name of the file in the package's `tasks` -> what it holds.
        declared: the tasks that the manifest names.
        performed: those that the skill performs.
        locales: the locales that the skill is published in.
    """
    defined: dict[tuple[str, str], frozenset[str]] = {}
    for file, definition in definitions.items():
        broken = [*_broken(definition)]
        for place, fault in broken:
            yield Finding(f"tasks/{file}", place, fault, f"Mend it in {_SOURCE}")
        if not broken:
            yield from _misnamed(file, definition)
            yield from _unshown(file, definition, locales)
            defined[_key(definition)] = frozenset(_input(definition))
    named = {(each["name"], each["version"]) for each in declared}
    yield from _drift(defined.keys(), named, _SOURCE, _MANIFEST, "is not declared in the manifest")
    yield from _drift(named, defined.keys(), _MANIFEST, _SOURCE, "has no definition")
    yield from _drift(defined.keys(), performed.keys(), _SOURCE, _CODE, "is performed by nothing")
    yield from _drift(performed.keys(), defined.keys(), _CODE, _SOURCE, "has no definition")
    for key in sorted(defined.keys() & performed.keys()):
        for name in sorted(defined[key] ^ performed[key]):
            fault = f"takes {name!r} by its definition or by the code, and not by both"
            yield Finding(_CODE, key[0], fault, f"Name it in {_SOURCE} and in TASKS alike")


def _broken(definition: Json) -> Iterator[tuple[str, str]]:
    for error in _validator().iter_errors(definition):
        yield ".".join(map(str, error.absolute_path)) or "whole file", error.message


@cache
def _validator() -> Any:  # noqa: ANN401 - a class of jsonschema's, which only this check needs
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(json.loads(_SCHEMA.read_bytes()))


def _misnamed(file: str, definition: Json) -> Iterator[Finding]:
    wanted = ".".join((*_key(definition), "json"))
    if file != wanted:
        remedy = f"Run `back-routine model build`, and delete it if it is {wanted} by now"
        yield Finding(f"tasks/{file}", "whole file", f"should be named {wanted}", remedy)


def _unshown(file: str, definition: Json, locales: frozenset[str]) -> Iterator[Finding]:
    shown = {"info": definition["info"], **_input(definition)}
    for place, each in shown.items():
        for locale in sorted(locales ^ each["x-amzn-display-details"].keys()):
            fault = f"{locale} is a locale of the skill or is shown here, and not both"
            yield Finding(f"tasks/{file}", place, fault, f"Name the language in {_SOURCE}")


def _drift(
    these: Any,  # noqa: ANN401 - a set, or the keys of a mapping
    those: Any,  # noqa: ANN401 - likewise
    here: str,
    there: str,
    fault: str,
) -> Iterator[Finding]:
    for name, version in sorted(set(these) - set(those)):
        remedy = f"Add it to {there}, or take it out here"
        yield Finding(here, name, f"version {version} {fault}", remedy)


def _key(definition: Json) -> tuple[str, str]:
    (path,) = definition["paths"]
    return path.removeprefix("/"), definition["info"]["version"]


def _input(definition: Json) -> Json:
    properties: Json = definition["components"]["schemas"]["Input"]["properties"]
    return properties
