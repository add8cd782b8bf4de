"""The source in the form that the local speaker hears by: read in a moment, without a parser.

`back-routine model build` writes it beside the source. Where a source has changed since, it is
compiled anew, which takes longer and is never wrong.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interaction_model.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
"""The folder that paths of sources are written from."""
FOLDER = Path(__file__).parent / "compiled"
"""A file per language, named by it: `en.json`."""
FORMAT = 4
"""Goes up when the form changes, so that an older file is not taken."""


@dataclass(frozen=True, slots=True)
class CompiledBlock:
    """Templates of one intent that are alike in when they count."""

    intent: str
    """The intent they all mean."""
    prefer: str
    """The moment in which this block wins over another with the same sentence; "" for none."""
    trees: list[Tree]
    """The templates, in the language's one spelling."""
    samples: list[str]
    """Some of their sentences, slots unfilled."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that hearing needs to know of a language."""

    made_from: dict[str, str]
    """Source file, written from the root -> hash of what stood in it."""
    invocation: dict[str, Any]
    """`name` (words), `open`, `ask` and `join` (lists of words), as in the source."""
    intents: dict[str, list[str]]
    """Intent -> the names of its slots."""
    slots: dict[str, str]
    """Slot name -> type."""
    several: list[str]
    """Slots that take several values; see `takes_several`."""
    types: dict[str, dict[str, list[str]]]
    """Custom type -> id -> what is said for it, the name first. Without the exercises."""
    exercises: dict[str, dict[str, list[str]]]
    """Locale of the catalog -> exercise id -> what is said for it, the name first."""
    catalog: dict[str, str]
    """Locale -> the locale whose catalog it uses."""
    strangers: list[str]
    """Moves that people name and the catalog does not have."""
    skip_words: list[str]
    """Words and phrases that change nothing."""
    respell: dict[str, str]
    """A way to write a word -> the one that stands for it."""
    blocks: list[CompiledBlock]
    """All templates."""
    danger: dict[str, Any]
    """The words and patterns of danger, as `interaction_model.danger` reads them."""

    def types_of(self, locale: str) -> dict[str, dict[str, list[str]]]:
        """Every custom type of a locale, the exercises among them."""
        catalog = self.catalog.get(locale) or next(iter(self.catalog.values()))
        return self.types | {"Exercise": self.exercises[catalog]}


def load_compiled(locale: str) -> Compiled:
    """What was compiled for a locale's language, or, where a source has changed since, is so now.

    Raises:
        FileNotFoundError: there is no source for the language.
        interaction_model.source.SourceError: the source is broken.
    """
    language = locale.partition("-")[0]
    file = FOLDER / f"{language}.json"
    if file.exists():
        read = json.loads(file.read_bytes())
        if read["made_from"] == hashes(read["made_from"]):
            blocks = [CompiledBlock(**block) for block in read.pop("blocks")]
            return Compiled(**read, blocks=blocks)
    # The parser is only needed here, and takes longer to import than all of the rest.
    from interaction_model.compiling import compile_language  # noqa: PLC0415

    return compile_language(language)


def learnt_file(language: str) -> Path:
    """Where the weights are that were learnt from a language's sentences."""
    return FOLDER / f"{language}.learnt.json"


def danger_learnt_file(language: str) -> Path:
    """Where the weights are by which danger is told from all else in a language."""
    return FOLDER / f"{language}.danger.json"


def hashes(files: Iterable[str]) -> dict[str, str]:
    """The hash of each file, given by its path from the root; "" for one that is not there."""
    return {file: _hash(ROOT / file) for file in files}


def as_json(compiled: Compiled) -> str:
    """The text of the compiled file."""
    return json.dumps(asdict(compiled), ensure_ascii=False, separators=(",", ":")) + "\n"


def _hash(file: Path) -> str:
    if not file.exists():
        return ""
    return hashlib.sha256(f"{FORMAT}\n".encode() + file.read_bytes()).hexdigest()
