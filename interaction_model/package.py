"""Everything that is built from the source, and where it is written."""

import json
from collections.abc import Mapping
from pathlib import Path

from interaction_model.compiling import compile_language
from interaction_model.manifest import Addresses, manifest_of
from interaction_model.model import Json, model_of, samples_by_intent
from interaction_model.source import ROOT, read_source
from interaction_model.tasks import definition_of, read_tasks
from skill.understanding.compiled import FOLDER, as_json

LANGUAGES = ("en",)
"""The languages that there is a source for."""
SKILL_PACKAGE = ROOT / "interaction_model" / "skill-package"
"""What `ask deploy` takes."""


def built_files() -> dict[Path, str]:
    """Every built file with its text.

    Raises:
        interaction_model.source.SourceError: a source is broken.
        skill.content.errors.ContentError: the catalog's words are broken.
    """
    files = {ROOT / "ask-resources.json": _resources(SKILL_PACKAGE.relative_to(ROOT))}
    files |= {SKILL_PACKAGE / name: text for name, text in _skill_package(Addresses()).items()}
    for language in LANGUAGES:
        files[FOLDER / f"{language}.json"] = as_json(compile_language(language))
    return files


def files_to_deploy(folder: Path, addresses: Addresses) -> dict[Path, str]:
    """What `ask deploy` takes when there is something that answers: every file with its text.

    Args:
        folder: where the files belong; `ask deploy` is called there.
        addresses: what answers, and where the skill's papers are.

    Raises:
        interaction_model.source.SourceError: a source is broken.
        skill.content.errors.ContentError: the catalog's words are broken.
    """
    package = Path(SKILL_PACKAGE.name)
    files = {folder / "ask-resources.json": _resources(package)}
    return files | {
        folder / package / name: text for name, text in _skill_package(addresses).items()
    }


def write(texts: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write every built file that is not as it should be, and tell which those were."""
    changed = stale(texts)
    for file in changed:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts[file], encoding="utf-8")
    return changed


def stale(texts: Mapping[Path, str]) -> tuple[Path, ...]:
    """The built files that differ from what they should be, or are not there."""
    return tuple(
        file
        for file, text in texts.items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    )


def _skill_package(addresses: Addresses) -> dict[str, str]:
    """Every file of the skill package, by its path in there."""
    files: dict[str, str] = {}
    tasks, locales = read_tasks(), list[str]()
    for language in LANGUAGES:
        source = read_source(language)
        files["skill.json"] = _text(manifest_of(source, tasks, addresses))
        said = samples_by_intent(source)
        for locale in source.locales:
            model = model_of(source, locale, said)
            files[f"interactionModels/custom/{locale}.json"] = _text(model)
        locales += source.locales
    return files | {
        f"tasks/{task.file_name}": _text(definition_of(task, locales)) for task in tasks
    }


def _resources(package: Path) -> str:
    """The CLI is given the skill package alone: the code is deployed by the template in `infra/`.

    Args:
        package: the skill package, seen from where the file lies.
    """
    metadata = {"skillMetadata": {"src": f"./{package.as_posix()}"}}
    return _text(
        {"askcliResourcesVersion": "2020-03-31", "profiles": {"default": metadata}},
    )


def _text(content: Json) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
