"""The words and patterns by which danger is heard, read from the file beside the source."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from hassil import Intents

from interaction_model.source import FOLDER, SourceError
from interaction_model.templates import TemplateError, tree_of
from skill.understanding.spelling import Spelling
from skill.understanding.tree import Tree

Json: TypeAlias = dict[str, Any]

_HALF = "SomethingWrongIntent"
"""What a half danger is asked about with."""
GAP = 4
"""Words between two groups of a pattern at most, where it says nothing else."""


def danger_file(language: str) -> Path:
    """Where a language's words of danger stand."""
    return FOLDER / f"{language}.danger.yaml"


def read_danger(language: str, spelling: Spelling) -> Json:
    """The words of danger, in the form that `skill.understanding.danger` takes.

    Returns:
        `respell`: a word -> the words that stand for it; `phrases`: pairs of a group and a tree;
        `patterns`: quadruples of an intent, the groups that make it, those that must be absent,
        and the gap; `half`: such patterns that only make one ask; `states`: groups without
        which nothing is asked; `topics`: pairs of a topic and its groups.

    Raises:
        SourceError: a phrase is broken, or a pattern names a group that is not there.
    """
    file = danger_file(language)
    read = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    patterns = [*_patterns(read["patterns"])]
    half = [*_patterns({_HALF: read["half"]})]
    named = {group for _, groups, absent, _ in (*patterns, *half) for group in (*groups, *absent)}
    named.update(read["states"])
    named.update(group for groups in read["topics"].values() for group in groups)
    if missing := named - read["groups"].keys():
        raise SourceError(f"{file.name}: there is no group {min(missing)!r}")
    return {
        "respell": {word: written.split() for word, written in read["respell"].items()},
        "phrases": [*_phrases(read, file.name, spelling)],
        "patterns": patterns,
        "half": half,
        "states": read["states"],
        "topics": [[topic, groups] for topic, groups in read["topics"].items()],
    }


def _phrases(read: Json, file: str, spelling: Spelling) -> Iterator[list[Tree]]:
    intents = {name: {"data": [{"sentences": phrases}]} for name, phrases in read["groups"].items()}
    parsed = Intents.from_dict(
        {"language": "en", "intents": intents, "expansion_rules": read["rules"]}
    )
    for name, intent in parsed.intents.items():
        for data in intent.data:
            for sentence in data.sentences:
                try:
                    tree = tree_of(sentence, parsed.expansion_rules)
                except TemplateError as error:
                    raise SourceError(f"{file}, {name}: {error}") from error
                yield [name, _spelled(tree, spelling)]


def _spelled(tree: Tree, spelling: Spelling) -> Tree:
    """The tree in the language's one spelling; a stem or a gap is left as it is."""
    if isinstance(tree, str) and tree.endswith("'s"):
        return ["all", tree.removesuffix("'s"), "is"]
    if isinstance(tree, str):
        return tree if tree.endswith("*") or tree in {"", "_"} else spelling.of_tree(tree)
    return [tree[0], *(_spelled(part, spelling) for part in tree[1:])]


def _patterns(read: dict[str, list[str]]) -> Iterator[list[Any]]:
    for intent, patterns in read.items():
        for pattern in patterns:
            words = pattern.split()
            gaps = [int(word.removeprefix("gap:")) for word in words if word.startswith("gap:")]
            absent = [word.removeprefix("not:") for word in words if word.startswith("not:")]
            groups = [word for word in words if ":" not in word]
            yield [intent, groups, absent, gaps[0] if gaps else GAP]
