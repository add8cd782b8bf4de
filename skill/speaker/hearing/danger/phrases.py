"""The groups of words that a danger is made of, found anywhere in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interaction_model.tree import Tree

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


class Phrases:
    """All phrases of a language, each with the group that it belongs to."""

    def __init__(self, phrases: Iterable[tuple[str, Tree]]) -> None:
        """Take pairs of a group and a phrase; a word that ends in `*` is the stem of many."""
        self._by_word: dict[str, list[tuple[str, Tree]]] = {}
        self._by_stem: dict[str, list[tuple[str, Tree]]] = {}
        for group, tree in phrases:
            for leaf in _first_leaves(tree):
                index = self._by_stem if leaf.endswith("*") else self._by_word
                index.setdefault(leaf.removesuffix("*"), []).append((group, tree))
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every group that occurs, in each length in which it does, from left to right."""
        found = {
            Mention(group, start, end): None
            for start, word in enumerate(words)
            for group, tree in self._beginning_with(word)
            for end in _ends(tree, words, start)
            if end > start
        }
        return [*found]

    def _beginning_with(self, word: str) -> Iterator[tuple[str, Tree]]:
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


def _ends(tree: Tree, words: Sequence[str], at: int) -> set[int]:
    """Where the phrase ends that begins at a word; several places, or none."""
    if isinstance(tree, str):
        if not tree:
            return {at}
        return {at + 1} if at < len(words) and _is(words[at], tree) else set()
    if tree[0] == "one":
        return {end for part in tree[1:] for end in _ends(part, words, at)}
    ends = {at}
    for part in tree[1:]:
        ends = {end for start in ends for end in _ends(part, words, start)}
        if not ends:
            break
    return ends


def _is(word: str, leaf: str) -> bool:
    if leaf == _ANY:
        return word not in _TURNS_ROUND
    return word == leaf or (leaf[-1] == "*" and word.startswith(leaf[:-1]))
