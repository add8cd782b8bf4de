"""The template as far as it can be judged without an account: its parameters and what it names."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from skill.deploy import INFRA, ROOT

FILE = INFRA / "template.yaml"


@dataclass(frozen=True, slots=True)
class Template:
    """The SAM template, its short forms (`!Ref`) read as their long ones."""

    content: Mapping[str, Any]
    """As YAML has it."""

    @property
    def resources(self) -> Mapping[str, Any]:
        """What will be there, by its name in the template."""
        found: Mapping[str, Any] = self.content["Resources"]
        return found

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """Every parameter with its value: what is given, else the default."""
        known = {name: str(each["Default"]) for name, each in self.content["Parameters"].items()}
        return known | dict(given)

    def faults_of(self, given: Mapping[str, str]) -> Iterator[str]:
        """What is wrong with the parameters given."""
        known = self.content["Parameters"]
        for name in given.keys() - known.keys():
            yield f"{name} is no parameter: there are {', '.join(known)}"
        for name, about in known.items():
            value = given.get(name, str(about["Default"]))
            if fault := _fault(value, about):
                yield f"{name}={value}: {fault}"

    def handlers(self) -> dict[str, str]:
        """The handler of each function, by the function's name."""
        functions = (
            (name, each["Properties"])
            for name, each in self.resources.items()
            if each["Type"] == "AWS::Serverless::Function"
        )
        return {name: properties["Handler"] for name, properties in functions}

    def missing_handlers(self) -> Iterator[str]:
        """Functions whose handler is nowhere in the code."""
        for name, handler in self.handlers().items():
            module, _, function = handler.rpartition(".")
            file = ROOT / f"{module.replace('.', '/')}.py"
            if not file.is_file() or function not in _functions(file):
                yield f"{name}: there is no {function} in {file.relative_to(ROOT)}"


@cache
def template() -> Template:
    """The template of this checkout."""
    return Template(yaml.load(FILE.read_bytes(), Loader=_Loader))  # noqa: S506 - a safe loader


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms."""


def _long_form(loader: _Loader, short: str, node: yaml.Node) -> dict[str, Any]:
    name = short if short in ("Ref", "Condition") else f"Fn::{short}"
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 - YAML has no fourth
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _long_form)


def _fault(value: str, about: Mapping[str, Any]) -> str | None:
    allowed = [str(each) for each in about.get("AllowedValues", ())]
    if allowed and value not in allowed:
        return f"allowed are {', '.join(allowed)}"
    if not re.fullmatch(about.get("AllowedPattern", ".*"), value):
        return str(about.get("ConstraintDescription", f"it is not like {about['AllowedPattern']}"))
    if about["Type"] == "Number" and not value.isdecimal():
        return "it is no number"
    least, most = about.get("MinValue"), about.get("MaxValue")
    if least is not None and most is not None and not least <= int(value) <= most:
        return f"it is {least} to {most}"
    return None


def _functions(file: Path) -> set[str]:
    body = ast.parse(file.read_bytes()).body
    return {each.name for each in body if isinstance(each, ast.FunctionDef)}
