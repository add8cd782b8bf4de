"""Everything that is built from the source, and where it is written."""

import json
from collections.abc import Mapping
from pathlib import Path

from interaction_model.compiled import FOLDER, ROOT, as_json
from interaction_model.compiling import compile_language
from interaction_model.manifest import manifest_of
from interaction_model.model import Json, model_of, samples_by_intent
from interaction_model.source import read_source

LANGUAGES = ("en",)
"""The languages that there is a source for."""
SKILL_PACKAGE = ROOT / "interaction_model" / "skill-package"
"""What `ask deploy` takes."""
_RESOURCES = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {
        "default": {"skillMetadata": {"src": f"./{SKILL_PACKAGE.relative_to(ROOT).as_posix()}"}}
    },
}
"""The CLI is given the skill package alone: the code is deployed by the template in `infra/`."""


def built_files() -> dict[Path, str]:
    """Every built file with its text.

    Raises:
        interaction_model.source.SourceError: a source is broken.
        skill.content.errors.ContentError: the catalog's words are broken.
    """
    files = {ROOT / "ask-resources.json": _text(_RESOURCES)}
    for language in LANGUAGES:
        source = read_source(language)
        files[SKILL_PACKAGE / "skill.json"] = _text(manifest_of(source))
        said = samples_by_intent(source)
        for locale in source.locales:
            file = SKILL_PACKAGE / "interactionModels" / "custom" / f"{locale}.json"
            files[file] = _text(model_of(source, locale, said))
        files[FOLDER / f"{language}.json"] = as_json(compile_language(language))
    return files


def write() -> tuple[Path, ...]:
    """Write every built file that is not as it should be, and tell which those were."""
    texts = built_files()
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


def _text(content: Json) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
