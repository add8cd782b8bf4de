"""The groups of words that a danger is made of, found anywhere in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from skill.understanding.tree import Tree

_ANY = "_"
"""Stands for any one word but those that turn a sentence round."""
_TURNS_ROUND = frozenset({"not", "no", "never", "without"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A group of words that occurs in a sentence."""

    group: str
    """The group's name."""
    start: int
    """Index of its first word."""
    end: int
    """Index behind its last word."""

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.end - self.start

    def overlaps(self, other: "Mention") -> bool:
        """Whether both have a word in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class _Choice:
    """One of some words and phrases."""

    words: frozenset[str]
    stems: tuple[str, ...]
    is_optional: bool
    is_any: bool
    others: "tuple[_Choice | tuple[_Choice, ...], ...]"

    def has(self, word: str) -> bool:
        """Whether a word is one of those that it begins with."""
        if word in self.words or (self.stems and word.startswith(self.stems)):
            return True
        return self.is_any and word not in _TURNS_ROUND


_Phrase: TypeAlias = "tuple[str, _Choice | tuple[_Choice, ...]]"


class Phrases:
    """All phrases of a language, each with the group that it belongs to."""

    def __init__(self, phrases: Iterable[tuple[str, Tree]]) -> None:
        """Take pairs of a group and a phrase; a word that ends in `*` is the stem of many."""
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_stem: dict[str, list[_Phrase]] = {}
        for group, tree in phrases:
            phrase = group, _node(tree)
            for leaf in _first_leaves(tree):
                index = self._by_stem if leaf.endswith("*") else self._by_word
                index.setdefault(leaf.removesuffix("*"), []).append(phrase)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every group that occurs, in each length in which it does, from left to right."""
        found = {
            Mention(group, start, end): None
            for start, word in enumerate(words)
            for group, node in self._beginning_with(word)
            for end in _ends(node, words, start)
            if end > start
        }
        return [*found]

    def _beginning_with(self, word: str) -> Iterator["_Phrase"]:
        yield from self._by_word.get(word, ())
        for length in self._stem_lengths:
            yield from self._by_stem.get(word[:length], ())


def _first_leaves(tree: Tree) -> set[str]:
    """The words that a phrase can begin with; "" where it can be empty."""
    if isinstance(tree, str):
        return {tree}
    if tree[0] == "one":
        return {leaf for part in tree[1:] for leaf in _first_leaves(part)}
    found: set[str] = {""}
    for part in tree[1:]:
        if "" not in found:
            break
        found = (found - {""}) | _first_leaves(part)
    return found


def _node(tree: Tree) -> "_Choice | tuple[_Choice, ...]":
    """The tree with the words of each choice in one set, so that most are looked up at once."""
    if isinstance(tree, list) and tree[0] == "all":
        return tuple(_choice(part) for part in tree[1:])
    return _choice(tree)


def _choice(tree: Tree) -> _Choice:
    options = tree[1:] if isinstance(tree, list) and tree[0] == "one" else [tree]
    leaves = [option for option in options if isinstance(option, str)]
    return _Choice(
        words=frozenset(leaf for leaf in leaves if not leaf.endswith("*")),
        stems=tuple(leaf[:-1] for leaf in leaves if leaf.endswith("*")),
        is_optional="" in leaves,
        is_any=_ANY in leaves,
        others=tuple(_node(option) for option in options if not isinstance(option, str)),
    )


def _ends(node: _Choice | tuple[_Choice, ...], words: Sequence[str], at: int) -> set[int]:
    """Where the phrase ends that begins at a word; several places, or none."""
    if isinstance(node, tuple):
        ends = {at}
        for part in node:
            ends = {end for start in ends for end in _ends(part, words, start)}
            if not ends:
                break
        return ends
    found = {at} if node.is_optional else set()
    if at < len(words) and node.has(words[at]):
        found.add(at + 1)
    for other in node.others:
        found |= _ends(other, words, at)
    return found
