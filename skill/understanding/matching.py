"""Word for word: the sentences of a template, with words between them that change nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.understanding.spans import Span
from skill.understanding.tree import Tree

_NOTHING = frozenset({""})


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
        self,
        words: Sequence[str],
        spans: Sequence[Span],
        skips: frozenset[tuple[str, ...]],
        slot_types: Mapping[str, str],
    ) -> None:
        """Take a sentence.

        Args:
            words: its words.
            spans: what could fill slots.
            skips: phrases that may be passed over.
            slot_types: slot name -> type.
        """
        self.words = tuple(words)
        self.spans = tuple(spans)
        self._types = slot_types
        self._spans: dict[tuple[str, int], list[Span]] = {}
        for span in spans:
            self._spans.setdefault((span.type, span.start), []).append(span)
        self._reachable = self._reached(skips)
        self._sayable: dict[int, frozenset[str]] = {}

    def spans_at(self, slot: str, start: int) -> Sequence[Span]:
        """What could fill a slot from a word on."""
        return self._spans.get((self._types[slot], start), ())

    def reachable(self, start: int) -> Sequence[int]:
        """The word itself, and every word reached from it by passing over phrases."""
        return self._reachable[start]

    def sayable(self, at: int) -> frozenset[str]:
        """Every leaf of a template that can be said from a word on; "" says nothing."""
        found = self._sayable.get(at)
        if found is None:
            starts = self.reachable(at)
            typed = {
                slot
                for slot, type_ in self._types.items()
                for start in starts
                if (type_, start) in self._spans
            }
            words = {self.words[start] for start in starts if start < len(self.words)}
            found = frozenset(words | {f"{{{slot}}}" for slot in typed} | _NOTHING)
            self._sayable[at] = found
        return found

    @cached_property
    def leaves(self) -> frozenset[str]:
        """Every word of it, and `{slot}` for each slot that something in it could fill."""
        types = {type_ for type_, _ in self._spans}
        slots = {f"{{{slot}}}" for slot, type_ in self._types.items() if type_ in types}
        return frozenset(slots.union(self.words))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Words, and `{slot type}` of values, that a template may begin with to say it."""
        return self._beginnings(self.reachable(0))

    def beginnings_at(self, start: int) -> frozenset[str]:
        """The same for the part of it that begins at a word."""
        return self._beginnings((start,))

    def _beginnings(self, starts: Sequence[int]) -> frozenset[str]:
        words = {self.words[start] for start in starts if start < len(self.words)}
        return frozenset(
            words | {f"{{{type_}}}" for type_, start in self._spans if start in starts}
        )

    def _reached(self, skips: frozenset[tuple[str, ...]]) -> list[tuple[int, ...]]:
        longest = max(map(len, skips), default=0)
        count = len(self.words)
        reached: list[tuple[int, ...]] = [(count,)]
        for start in reversed(range(count)):
            there = {start}
            for end in range(start + 1, min(count, start + longest) + 1):
                if self.words[start:end] in skips:
                    there.update(reached[count - end])
            reached.append(tuple(sorted(there)))
        return reached[::-1]


def matches(tree: Tree, sentence: Sentence) -> Iterator[Match]:
    """Every way in which the template says the whole sentence."""
    count = len(sentence.words)
    for end, match in _walk(tree, sentence, 0, Match()):
        if count in sentence.reachable(end):
            yield Match(match.filled, match.skipped + count - end, match.literal)


def ends(tree: Tree, sentence: Sentence, start: int) -> Iterator[tuple[int, Match]]:
    """Every way in which the template says a part of the sentence that begins at a word.

    Each comes with the index behind the part's last word.
    """
    return _walk(tree, sentence, start, Match())


def needed(tree: Tree) -> frozenset[str]:
    """The words and `{slots}` that every sentence of the template has."""
    if isinstance(tree, str):
        return frozenset({tree}) - _NOTHING
    parts = [needed(part) for part in tree[1:]]
    if tree[0] == "one":
        return parts[0].intersection(*parts[1:])
    return frozenset().union(*parts)


def first_words(tree: Tree) -> frozenset[str]:
    """The words and `{slots}` that the template can begin with; "" where it may say nothing."""
    if isinstance(tree, str):
        return frozenset({tree})
    if tree[0] == "one":
        return frozenset().union(*(first_words(part) for part in tree[1:]))
    found = _NOTHING
    for part in tree[1:]:
        if "" not in found:
            break
        found = (found - _NOTHING) | first_words(part)
    return found


def _walk(tree: Tree, sentence: Sentence, at: int, match: Match) -> Iterator[tuple[int, Match]]:
    """Where the template can end if it begins at a word, and what it has filled until there."""
    if isinstance(tree, str):
        if tree == "":
            yield at, match
        else:
            for start in sentence.reachable(at):
                yield from _leaf(tree, sentence, start, match, start - at)
    elif tree[0] == "one":
        for part in tree[1:]:
            # Most choices are words, and most of them are not said: a look is enough for those.
            if not isinstance(part, str) or part in sentence.sayable(at):
                yield from _walk(part, sentence, at, match)
    else:
        yield from _all(tree, 1, sentence, at, match)


def _all(
    tree: list[Tree], part: int, sentence: Sentence, at: int, match: Match
) -> Iterator[tuple[int, Match]]:
    if part == len(tree):
        yield at, match
        return
    if isinstance(tree[part], str) and tree[part] not in sentence.sayable(at):
        return
    for end, so_far in _walk(tree[part], sentence, at, match):
        yield from _all(tree, part + 1, sentence, end, so_far)


def _leaf(
    leaf: str, sentence: Sentence, at: int, match: Match, skipped: int
) -> Iterator[tuple[int, Match]]:
    skipped += match.skipped
    if leaf.startswith("{"):
        slot = leaf[1:-1]
        for span in sentence.spans_at(slot, at):
            yield span.end, Match((*match.filled, (slot, span)), skipped, match.literal)
    elif sentence.words[at : at + 1] == (leaf,):
        yield at + 1, Match(match.filled, skipped, match.literal + 1)
