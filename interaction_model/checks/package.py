"""Every check, over every file of the skill package."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from interaction_model.checks import (
    drift,
    names,
    phrase_keys,
    sentences,
    shape,
    tasks,
    values,
)
from interaction_model.checks.finding import Finding
from interaction_model.exercises import exercise_values
from interaction_model.manifest import Addresses, manifest_of
from interaction_model.package import LANGUAGES, SKILL_PACKAGE, built_files, stale
from interaction_model.source import ROOT, Source, read_source, source_file
from interaction_model.tasks import read_tasks
from skill.content import files as content
from skill.content import phrases
from skill.understanding.spelling import Spelling

Json: TypeAlias = dict[str, Any]

_ENDPOINTS = (
    "arn:aws:lambda:eu-west-1:123456789012:function:back-routine",
    "https://back-routine.example.org/alexa",
)
"""Of each kind one, to check the manifest that is deployed with it."""
_BUILD = "Run `back-routine model build` and commit what it writes"


def findings() -> tuple[Finding, ...]:
    """Every fault of the built skill package and its source, each once.

    Raises:
        interaction_model.source.SourceError: the source cannot even be read.
        ModuleNotFoundError: `ask-smapi-model` is not installed; it comes with the extra `dev`.
    """
    # The locales of a language share its source, and with it most faults.
    return tuple(dict.fromkeys(_findings()))


def _findings() -> Iterator[Finding]:
    for file in stale(built_files()):
        yield Finding(_name(file), "whole file", "is not what its source builds", _BUILD)
    answered = drift.answered_intents()
    for language in LANGUAGES:
        source = read_source(language)
        yield from _of_invocation(source)
        looked_at: set[str] = set()
        for locale in source.locales:
            # Most locales of a language have the same model: it is looked at once.
            text = _model_file(locale).read_text(encoding="utf-8")
            if text not in looked_at:
                looked_at.add(text)
                yield from _of_locale(source, locale, json.loads(text), answered)
    yield from _of_manifest()
    yield from _of_tasks()
    yield from _of_phrases()


def _of_invocation(source: Source) -> Iterator[Finding]:
    file = _name(source_file(source.language))
    for setting in ("name", "second_name"):
        place = f"{file}:{_line_with(source_file(source.language), f'  {setting}:')}"
        for fault in names.faults(getattr(source.invocation, setting)):
            yield Finding(place, f"invocation.{setting}", fault, "Choose another name there")


def _of_manifest() -> Iterator[Finding]:
    """The manifest as it is committed, and as it is deployed with all that only then is known."""
    file = SKILL_PACKAGE / "skill.json"
    source, known = read_source(LANGUAGES[0]), read_tasks()
    papers = "https://example.org/"
    deployed = (manifest_of(source, known, Addresses(e, papers, papers)) for e in _ENDPOINTS)
    remedy = "Mend it in interaction_model/manifest.py"
    for manifest in (json.loads(file.read_bytes()), *deployed):
        for place, fault in shape.faults(manifest, shape.SKILL_MANIFEST):
            yield Finding(_name(file), place, fault, remedy)


def _of_tasks() -> Iterator[Finding]:
    folder = SKILL_PACKAGE / "tasks"
    manifest = json.loads((SKILL_PACKAGE / "skill.json").read_bytes())["manifest"]
    locales = {locale for language in LANGUAGES for locale in read_source(language).locales}
    yield from tasks.findings(
        {file.name: json.loads(file.read_bytes()) for file in sorted(folder.iterdir())},
        manifest["apis"]["custom"].get("tasks", []),
        tasks.performed(),
        frozenset(locales),
    )


def _of_phrases() -> Iterator[Finding]:
    files = [content.ROOT / locale / phrases.FILE for locale in content.locales()]
    of_files = {_name(file): phrase_keys.key_lines(file) for file in files}
    sections = {key.partition(".")[0] for lines in of_files.values() for key in lines}
    used = phrase_keys.uses(ROOT / "skill", ROOT, sections)
    for name, lines in of_files.items():
        for place, key, fault, remedy in phrase_keys.faults(used, lines, name):
            yield Finding(place, key, fault, remedy)


def _of_locale(
    source: Source, locale: str, model: Json, answered: dict[str, Path]
) -> Iterator[Finding]:
    file = _model_file(locale)
    written = _name(source_file(source.language))
    language_model = model["interactionModel"]["languageModel"]
    spelling = Spelling(source.respell)
    for place, fault in shape.faults(model, shape.INTERACTION_MODEL):
        yield Finding(_name(file), place, fault, "Mend it in interaction_model/model.py")
    for intent, fault in sentences.faults(language_model, spelling):
        line = _line(source, intent)
        yield Finding(f"{written}:{line}", intent, fault, "Leave it to one of the two")
    ids = frozenset(exercise.id for exercise in exercise_values(locale))
    for type_, fault in values.faults(language_model, ids, spelling):
        yield Finding(written, f"types.{type_}", fault, "Mend it there or in the catalog")
    for intent, fault in drift.faults(language_model, answered.keys()):
        if intent in answered:
            place, remedy = _place(answered[intent], f'"{intent}"'), f"Add it to {written}"
        else:
            place = f"{written}:{_line(source, intent)}"
            remedy = "Add it to ANSWERS of a module in skill/alexa/conversations"
        yield Finding(place, intent, fault, f"{remedy}, or take it out here")


def _line(source: Source, intent: str) -> int:
    """The line of the source in which an intent begins."""
    return _line_with(source_file(source.language), f"  {intent}:")


def _place(file: Path, text: str) -> str:
    """A file with its first line that has a text."""
    return f"{_name(file)}:{_line_with(file, text)}"


def _line_with(file: Path, text: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def _model_file(locale: str) -> Path:
    return SKILL_PACKAGE / "interactionModels" / "custom" / f"{locale}.json"


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
