"""The model's source in the form that text is understood by: read in a moment, without a parser.

`back-routine model build` writes it, and `back-routine model check` tells when it is out of date.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from skill.understanding.tree import Tree

FOLDER = Path(__file__).parent / "data"
"""A file per language, named by it: `en.json`."""


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
    cries: list[str]
    """What people cry out in pain, whatever else they say."""
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
    """Read what was compiled for a locale's language.

    Raises:
        FileNotFoundError: nothing was compiled for the language.
    """
    language = locale.partition("-")[0]
    read = json.loads((FOLDER / f"{language}.json").read_bytes())
    blocks = [CompiledBlock(**block) for block in read.pop("blocks")]
    return Compiled(**read, blocks=blocks)


def learnt_file(language: str) -> Path:
    """Where the weights are that were learnt from a language's sentences."""
    return FOLDER / f"{language}.learnt.json"


def danger_learnt_file(language: str) -> Path:
    """Where the weights are by which danger is told from all else in a language."""
    return FOLDER / f"{language}.danger.json"


def as_json(compiled: Compiled) -> str:
    """The text of the compiled file."""
    return json.dumps(asdict(compiled), ensure_ascii=False, separators=(",", ":")) + "\n"
