"""Word for word: the sentences of a template, with words between them that change nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interaction_model.tree import Tree, leaves
from skill.speaker.hearing.spans import Span

_OPTIONAL = frozenset({""})


@dataclass(frozen=True, slots=True)
class Match:
    """A way in which a template says a sentence."""

    filled: tuple[tuple[str, Span], ...] = ()
    """The slots that it fills, from left to right."""
    skipped: int = 0
    """How many words it passed over."""
    literal: int = 0
    """How many words it says itself, outside of slots."""


class Sentence:
    """A heard sentence, ready to be held against templates."""

    def __init__(
        self, words: Sequence[str], spans: Sequence[Span], skips: frozenset[tuple[str, ...]],
        slot_types: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Take the words, what could fill slots, and the phrases that may be passed over."""
        self.words = tuple(words)
        self._types = slot_types
        self._spans: dict[tuple[str, int], list[Span]] = {}
        for span in spans:
            self._spans.setdefault((span.type, span.start), []).append(span)
        longest = max(map(len, skips), default=0)
        self._behind_skip = [
            [
                end
                for end in range(start + 1, min(len(words), start + longest) + 1)
                if self.words[start:end] in skips
            ]
            for start in range(len(words))
        ]

    def spans_at(self, slot: str, start: int) -> Sequence[Span]:
        """What could fill a slot from a word on."""
        return self._spans.get((self._types[slot], start), ())

    def skips_from(self, start: int) -> Sequence[int]:
        """The indices behind every phrase that may be passed over at a word."""
        return self._behind_skip[start] if start < len(self.words) else ()


def matches(tree: Tree, sentence: Sentence) -> Iterator[Match]:
    """Every way in which the template says the whole sentence."""
    for end, match in _walk(tree, sentence, 0, Match()):
        for rest, last in _skipped(sentence, end, match):
            if rest == len(sentence.words):
                yield last


def first_words(tree: Tree) -> frozenset[str]:
    """The words and slots that a sentence of the template can begin with; "" if it may be empty."""
    if isinstance(tree, str):
        return frozenset({tree})
    if tree[0] == "one":
        return frozenset().union(*(first_words(part) for part in tree[1:]))
    found: frozenset[str] = _OPTIONAL
    for part in tree[1:]:
        if "" not in found:
            break
        found = (found - _OPTIONAL) | first_words(part)
    return found


def needed_words(tree: Tree) -> frozenset[str]:
    """Words that every sentence of the template has."""
    if isinstance(tree, str):
        return frozenset() if tree == "" or tree.startswith("{") else frozenset({tree})
    parts = [needed_words(part) for part in tree[1:]]
    if tree[0] == "one":
        return frozenset.intersection(*parts)
    return frozenset().union(*parts)


def _walk(tree: Tree, sentence: Sentence, at: int, match: Match) -> Iterator[tuple[int, Match]]:
    """Where the template can end if it begins at a word, and what it has filled until there."""
    if isinstance(tree, str):
        if tree == "":
            yield at, match
        else:
            for start, so_far in _skipped(sentence, at, match):
                yield from _leaf(tree, sentence, start, so_far)
    elif tree[0] == "one":
        for part in tree[1:]:
            yield from _walk(part, sentence, at, match)
    else:
        yield from _all(tree, 1, sentence, at, match)


def _all(
    tree: list[Tree], part: int, sentence: Sentence, at: int, match: Match
) -> Iterator[tuple[int, Match]]:
    if part == len(tree):
        yield at, match
        return
    for end, so_far in _walk(tree[part], sentence, at, match):
        yield from _all(tree, part + 1, sentence, end, so_far)


def _leaf(leaf: str, sentence: Sentence, at: int, match: Match) -> Iterator[tuple[int, Match]]:
    if leaf.startswith("{"):
        slot = leaf[1:-1]
        for span in sentence.spans_at(slot, at):
            filled = (*match.filled, (slot, span))
            yield span.end, Match(filled, match.skipped, match.literal)
    elif sentence.words[at : at + 1] == (leaf,):
        yield at + 1, Match(match.filled, match.skipped, match.literal + 1)


def _skipped(sentence: Sentence, at: int, match: Match) -> Iterator[tuple[int, Match]]:
    """Here, and behind every run of phrases that may be passed over."""
    yield at, match
    for end in sentence.skips_from(at):
        passed = Match(match.filled, match.skipped + end - at, match.literal)
        yield from _skipped(sentence, end, passed)


def vocabulary(tree: Tree) -> frozenset[str]:
    """Every word and slot of the template."""
    return frozenset(leaves(tree))
