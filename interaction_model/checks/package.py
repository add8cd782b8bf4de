"""Every check, over every file of the skill package."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from interaction_model.checks import drift, names, sentences, shape, values
from interaction_model.checks.finding import Finding
from interaction_model.compiled import ROOT
from interaction_model.exercises import exercise_values
from interaction_model.package import LANGUAGES, SKILL_PACKAGE, built_files, stale
from interaction_model.source import Source, read_source, source_file
from interaction_model.spelling import Spelling

Json: TypeAlias = dict[str, Any]

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


def _of_invocation(source: Source) -> Iterator[Finding]:
    file = _name(source_file(source.language))
    for fault in names.faults(source.invocation.name):
        yield Finding(file, "invocation.name", fault, "Choose another name there")


def _of_manifest() -> Iterator[Finding]:
    file = SKILL_PACKAGE / "skill.json"
    remedy = "Mend it in interaction_model/manifest.py"
    for place, fault in shape.faults(json.loads(file.read_bytes()), shape.SKILL_MANIFEST):
        yield Finding(_name(file), place, fault, remedy)


def _of_locale(
    source: Source, locale: str, model: Json, answered: frozenset[str]
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
    for intent, fault in drift.faults(language_model, answered):
        yield Finding(written, intent, fault, "Add it to the other side, or take it out of this")


def _line(source: Source, intent: str) -> int:
    """The line of the source in which an intent begins."""
    lines = source_file(source.language).read_text(encoding="utf-8").splitlines()
    return 1 + next((n for n, line in enumerate(lines) if line.strip() == f"{intent}:"), 0)


def _model_file(locale: str) -> Path:
    return SKILL_PACKAGE / "interactionModels" / "custom" / f"{locale}.json"


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
