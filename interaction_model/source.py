"""The one source of what people say: sentence templates, slots and the values of their types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

import yaml
from hassil import Intents, Sentence

from interaction_model.templates import TemplateError, tree_of
from skill.understanding.tree import Tree, slot_names

ROOT = Path(__file__).resolve().parents[1]
"""The folder that paths of sources are written from."""
FOLDER = Path(__file__).parent / "source"
"""A file per language, named by it: `en.yaml`."""

Preference: TypeAlias = Literal["", "question_open", "playing", "in_session"]
"""The moment in which a block wins over another that has the same sentence; "" for none."""


class SourceError(ValueError):
    """The source cannot be used; the text names the file, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence template."""

    text: str
    """As it stands in the source."""
    tree: Tree
    """As it is matched and expanded."""


@dataclass(frozen=True, slots=True)
class Block:
    """Templates of one intent that are alike in when they count."""

    intent: str
    """The intent they all mean."""
    templates: tuple[Template, ...]
    """In the order of the source."""
    prefer: Preference
    """The moment in which this block wins over another with the same sentence."""
    in_model: bool
    """Whether Alexa is given its sentences; the others only the local speaker hears."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """How the skill is called by its name."""

    name: str
    """The invocation name."""
    second_name: str
    """What the skill may be called instead; the local speaker hears both."""
    open: tuple[str, ...]
    """Verbs that open the skill: "start my back routine"."""
    ask: tuple[str, ...]
    """Verbs that bring a request along: "ask my back routine how I did"."""
    join: tuple[str, ...]
    """Words between the name and the request."""


@dataclass(frozen=True, slots=True)
class Source:
    """All that a language's file says."""

    language: str
    """Such as `en`."""
    locales: tuple[str, ...]
    """The locales whose models are built from it, the first being the reference."""
    invocation: Invocation
    """How the skill is called."""
    slots: Mapping[str, str]
    """Slot name -> type, the same in every intent."""
    several: frozenset[str]
    """Slots that take several values in one sentence; see `takes_several`."""
    types: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Custom type -> id -> what is said for it, the name first. Without the exercises."""
    strangers: tuple[str, ...]
    """Moves that people name and the catalog does not have."""
    skip_words: tuple[str, ...]
    """Words and phrases that change nothing."""
    cries: tuple[str, ...]
    """What people cry out in pain, whatever else they say."""
    respell: Mapping[str, str]
    """A way to write or hear a word -> the one that stands for it."""
    blocks: tuple[Block, ...]
    """All templates, by intent and in the order of the file."""

    @property
    def intents(self) -> dict[str, tuple[str, ...]]:
        """Intent -> the names of its slots, in the order of the file."""
        found: dict[str, dict[str, None]] = {}
        for block in self.blocks:
            names = found.setdefault(block.intent, {})
            for template in block.templates:
                names.update(dict.fromkeys(slot_names(template.tree)))
        return {intent: tuple(names) for intent, names in found.items()}


def source_file(language: str) -> Path:
    """The file of a language, given as `en` or as a locale such as `en-GB`."""
    return FOLDER / f"{language.partition('-')[0]}.yaml"


def read_source(language: str) -> Source:
    """Read and check the source of a language.

    Raises:
        SourceError: a template or a setting is broken; the text says which.
    """
    file = source_file(language)
    return source_of(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader), file.name)


def source_of(read: dict[str, object], file: str) -> Source:
    """The source that a file's mapping stands for.

    Raises:
        SourceError: a template or a setting is broken; the text says which.
    """
    settings = cast("dict[str, dict[str, list[str]]]", read)
    intents = Intents.from_dict(read)
    return Source(
        language=str(read["language"]),
        locales=tuple(settings["locales"]),
        invocation=_invocation(settings["invocation"]),
        slots=cast("dict[str, str]", read["slots"]),
        several=frozenset(settings["several"]),
        types=_types(cast("dict[str, dict[str, list[str]]]", read["types"])),
        strangers=tuple(settings["strangers"]),
        skip_words=tuple(settings["skip_words"]),
        cries=tuple(settings["cries"]),
        respell=cast("dict[str, str]", read["respell"]),
        blocks=tuple(_blocks(intents, file)),
    )


def _invocation(read: Mapping[str, object]) -> Invocation:
    verbs = cast("dict[str, list[str]]", read)
    return Invocation(
        name=str(read["name"]),
        second_name=str(read["second_name"]),
        open=tuple(verbs["open"]),
        ask=tuple(verbs["ask"]),
        join=tuple(verbs["join"]),
    )


def _types(read: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        name: {id_: tuple(said) for id_, said in values.items()} for name, values in read.items()
    }


def _blocks(intents: Intents, file: str) -> Iterable[Block]:
    for name, intent in intents.intents.items():
        for data in intent.data:
            # hassil orders wildcards first; the order of the file is the one that people read.
            rules = {**intents.expansion_rules, **data.expansion_rules}
            templates = tuple(_template(sentence, rules, file, name) for sentence in data.sentences)
            settings = data.metadata or {}
            prefer = settings.get("prefer", "")
            if prefer not in get_args(Preference):
                raise SourceError(f"{file}, {name}: prefer {prefer!r} is none of its moments")
            yield Block(name, templates, prefer, in_model=settings.get("model", True))


def _template(
    sentence: Sentence, rules: Mapping[str, Sentence], file: str, intent: str
) -> Template:
    try:
        return Template(sentence.text or "", tree_of(sentence, rules))
    except TemplateError as error:
        raise SourceError(f"{file}, {intent}: {error}") from error
