"""The source in the form that the local speaker hears by: read in a moment, without a parser.

`back-routine model build` writes it beside the source. A source that has changed since is read
anew, which takes longer and is never wrong.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from interaction_model.exercises import exercise_values
from interaction_model.spelling import Spelling
from interaction_model.tree import Tree
from skill.content import files

FOLDER = Path(__file__).parent / "compiled"
"""A file per locale, named by it."""
FORMAT = 1
"""Goes up when the form changes, so that an older file is not taken."""
SAMPLES_PER_TEMPLATE = 24
"""Sentences of a template that likeness is measured against."""
_SOURCES = Path(__file__).parent / "source"


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
    """All that hearing needs to know of a locale."""

    made_from: str
    """Hash of the files that it was made from."""
    locale: str
    """Such as `en-GB`."""
    invocation: dict[str, Any]
    """`name` (words), `open`, `ask` and `join` (lists of words), as in the source."""
    intents: dict[str, list[str]]
    """Intent -> the names of its slots."""
    slots: dict[str, str]
    """Slot name -> type."""
    several: list[str]
    """Slots that take several values."""
    types: dict[str, dict[str, list[str]]]
    """Custom type -> id -> what is said for it, the name first. The exercises are among them."""
    strangers: list[str]
    """Moves that people name and the catalog does not have."""
    skip_words: list[str]
    """Words and phrases that change nothing."""
    respell: dict[str, str]
    """A way to write a word -> the one that stands for it."""
    decisive: list[list[str]]
    """Words that a likeness must not pass over."""
    blocks: list[CompiledBlock]
    """All templates."""


def load_compiled(locale: str) -> Compiled:
    """What was compiled for a locale, or, where its sources have changed since, is so now.

    Raises:
        FileNotFoundError: there is no source for the locale's language.
        interaction_model.source.SourceError: the source is broken.
    """
    file = FOLDER / f"{locale}.json"
    if file.exists():
        read = json.loads(file.read_bytes())
        if read["made_from"] == made_from(locale):
            return _from_json(read)
    return compile_locale(locale)


def compile_locale(locale: str) -> Compiled:
    """Compile the sources of a locale.

    Raises:
        FileNotFoundError: there is no source for the locale's language.
        interaction_model.source.SourceError: the source is broken.
    """
    # The parser is only needed here, and costs more than all of the rest.
    from interaction_model.samples import samples  # noqa: PLC0415
    from interaction_model.source import read_source  # noqa: PLC0415

    source = read_source(locale)
    spelling = Spelling(source.respell)
    blocks = []
    for block in source.blocks:
        trees = [spelling.of_tree(template.tree) for template in block.templates]
        chosen = dict.fromkeys(
            sentence for tree in trees for sentence in samples(tree, SAMPLES_PER_TEMPLATE)
        )
        blocks.append(CompiledBlock(block.intent, block.prefer, trees, list(chosen)))
    exercises = {
        exercise.id: [exercise.name, *exercise.synonyms] for exercise in exercise_values(locale)
    }
    return Compiled(
        made_from=made_from(locale),
        locale=locale,
        invocation=asdict(source.invocation),
        intents={intent: list(slots) for intent, slots in source.intents.items()},
        slots=dict(source.slots),
        several=sorted(source.several),
        types={**_lists(source.types), "Exercise": exercises},
        strangers=list(source.strangers),
        skip_words=list(source.skip_words),
        respell=dict(source.respell),
        decisive=[list(line) for line in source.decisive],
        blocks=blocks,
    )


def made_from(locale: str) -> str:
    """The hash of all files that a locale is compiled from."""
    language = locale.partition("-")[0]
    hashed = hashlib.sha256(f"{FORMAT} {SAMPLES_PER_TEMPLATE}".encode())
    hashed.update((_SOURCES / f"{language}.yaml").read_bytes())
    hashed.update((files.ROOT / files.nearest(locale) / "exercises.yaml").read_bytes())
    return hashed.hexdigest()


def as_json(compiled: Compiled) -> str:
    """The text of the compiled file."""
    return json.dumps(asdict(compiled), ensure_ascii=False, separators=(",", ":")) + "\n"


def _from_json(read: dict[str, Any]) -> Compiled:
    blocks = [CompiledBlock(**block) for block in read.pop("blocks")]
    return Compiled(**read, blocks=blocks)


def _lists(types: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, dict[str, list[str]]]:
    return {name: {id_: list(said) for id_, said in ids.items()} for name, ids in types.items()}
