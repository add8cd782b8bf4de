"""The custom tasks: their source, and the definition that Alexa is given of each.

Shape: DOC/custom-skills/implement-custom-tasks-in-your-skill.html, and for what Alexa's routines
take DOC/custom-skills/integrate-custom-task-with-alexa-routines.html.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

import yaml

Json: TypeAlias = dict[str, Any]

SOURCE = Path(__file__).parent / "source" / "tasks.yaml"
"""The one source of all tasks."""
RESULT = {"done": {"type": "boolean"}}
"""All that whoever launched a task learns. Nothing about a person may pass between skills, which
DOC/custom-skills/understand-skill-connections.html forbids."""


@dataclass(frozen=True, slots=True)
class Titles:
    """How a task and its input are shown in a language."""

    title: str
    """What it is called in the Alexa app."""
    input: Mapping[str, str]
    """Input -> what it is called there."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that can be asked of the skill without a word being said."""

    name: str
    """Such as `StartRoutine`."""
    version: int
    """From 1; what the task takes never changes within a version."""
    description: str
    """What it is for."""
    input: Mapping[str, tuple[str, ...]]
    """Input -> its values; none has to be given."""
    responses: Mapping[str, str]
    """Status -> when it is answered."""
    titles: Mapping[str, Titles]
    """Language -> how it is shown."""

    @property
    def file_name(self) -> str:
        """The name that Alexa wants for the definition's file, in `tasks/`."""
        return f"{self.name}.{self.version}.json"


def read_tasks() -> tuple[Task, ...]:
    """All tasks, in the order of the source."""
    read: dict[str, Json] = yaml.load(SOURCE.read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(_task(name, task) for name, task in read.items())


def declared(tasks: Iterable[Task]) -> list[Json]:
    """The tasks as the manifest names them."""
    return [{"name": task.name, "version": str(task.version)} for task in tasks]


def definition_of(task: Task, locales: Iterable[str]) -> Json:
    """What Alexa is told of a task: a document of OpenAPI 3 with one path."""
    titles = {locale: task.titles[locale.partition("-")[0]] for locale in locales}
    shown = {locale: {"title": each.title} for locale, each in titles.items()}
    return {
        "openapi": "3.0.0",
        "info": {
            "title": next(iter(titles.values())).title,
            "version": str(task.version),
            # Alexa's routines and quick links see public tasks only.
            "x-amzn-alexa-access-scope": "public",
            "x-amzn-display-details": shown,
        },
        "tags": [{"name": task.name}],
        "paths": {f"/{task.name}": _path(task)},
        "components": {
            "schemas": {
                "Input": {"type": "object", "properties": _properties(task, titles)},
                "SuccessfulResponse": {"type": "object", "properties": RESULT},
            }
        },
    }


def _path(task: Task) -> Json:
    example = {
        "summary": f"An input of {task.name}",
        "value": {name: values[0] for name, values in task.input.items()},
    }
    taken = {"schema": {"$ref": "#/components/schemas/Input"}, "examples": {task.name: example}}
    responses: Json = {code: {"description": when} for code, when in task.responses.items()}
    answered = {"schema": {"$ref": "#/components/schemas/SuccessfulResponse"}}
    responses["200"]["content"] = {"application/json": answered}
    return {
        "summary": task.name,
        "description": task.description,
        "post": {
            "requestBody": {"content": {"application/json": taken}},
            "responses": responses,
        },
    }


def _properties(task: Task, titles: Mapping[str, Titles]) -> Json:
    return {
        name: {
            "type": "string",
            "enum": list(values),
            "x-amzn-display-details": {
                locale: {"name": each.input[name]} for locale, each in titles.items()
            },
        }
        for name, values in task.input.items()
    }


def _task(name: str, read: Json) -> Task:
    languages = cast("dict[str, Json]", {k: v for k, v in read.items() if k not in _FIELDS})
    return Task(
        name=name,
        version=read["version"],
        description=read["description"],
        input={each: tuple(values) for each, values in read["input"].items()},
        responses=read["responses"],
        titles={each: Titles(**shown) for each, shown in languages.items()},
    )


_FIELDS = frozenset({"version", "description", "input", "responses"})
"""All other keys of a task are languages."""
