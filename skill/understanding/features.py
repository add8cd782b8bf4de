"""What a sentence is made of, as far as its meaning is learnt from examples."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from skill.understanding.spans import Span

_OPEN_TYPES = frozenset(
    {
        "Exercise",
        "Recurrence",
        "AMAZON.NUMBER",
        "AMAZON.DURATION",
        "AMAZON.TIME",
        "AMAZON.DATE",
        "AMAZON.DayOfWeek",
    }
)
"""Slot types whose values do not tell the intent: "the squat" counts as "the {Exercise}"."""
_STRANGER = "{Stranger}"
"""Stands for a move that the catalog does not have."""
_ENDINGS = ("ing", "es", "ed", "s", "ly", "er", "ful")
_SHORTEST_STEM = 3
_GRAM_SIZES = (3, 4)
"""Letters of the parts of words that count: a word that was never seen is like one that was."""
_WORD, _STEM, _PAIR, _GRAM = 0.5, 1.0, 1.0, 0.3
"""What a word, its stem, a pair of stems, and a part of a word count."""


def features(words: Sequence[str], spans: Iterable[Span]) -> dict[str, float]:
    """Feature -> what it counts; the squares add up to 1, for a sentence of any length.

    Args:
        words: the sentence in the language's one spelling.
        spans: all that could fill a slot in it.
    """
    tokens = [*_tokens(words, spans)]
    stems = [_stem(token) for token in tokens]
    found: dict[str, float] = {}
    for token, stem in zip(tokens, stems, strict=True):
        found[f"s:{stem}"] = _STEM
        found[f"w:{token}"] = _WORD
        for gram in _grams(token):
            found[f"g:{gram}"] = _GRAM
    for left, right in pairwise(["<", *stems, ">"]):
        found[f"p:{left} {right}"] = _PAIR
    length = sum(count * count for count in found.values()) ** 0.5
    return {feature: count / length for feature, count in found.items()}


def _tokens(words: Sequence[str], spans: Iterable[Span]) -> Iterator[str]:
    """The words, with `{type}` in place of each value of an open type, the longest first."""
    longest: dict[int, Span] = {}
    for span in spans:
        known = longest.get(span.start)
        if span.type in _OPEN_TYPES and (known is None or span.end > known.end):
            longest[span.start] = span
    at = 0
    while at < len(words):
        span_here = longest.get(at)
        if span_here is None:
            yield words[at]
            at += 1
        else:
            yield _placeholder(span_here)
            at = span_here.end


def _placeholder(span: Span) -> str:
    is_stranger = not span.is_built_in and all(value.id is None for value in span.values)
    return _STRANGER if is_stranger else span.slot


def _grams(token: str) -> Iterator[str]:
    if not token.startswith("{"):
        whole = f"<{token}>"
        for size in _GRAM_SIZES:
            for start in range(len(whole) - size + 1):
                yield whole[start : start + size]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
