"""What a sentence is made of, as far as danger in it is learnt from examples."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_EMPTY = frozenset(
    {
        *("a", "an", "the", "i", "me", "my", "mine", "we", "our", "it", "its", "this", "that"),
        *("these", "those", "is", "am", "are", "was", "be", "been", "being", "do", "does", "did"),
        *("have", "has", "had", "of", "to", "in", "on", "at", "and", "or", "but", "so", "just"),
        *("really", "very", "quite", "all", "bit", "little", "please", "oh", "um", "uh", "er"),
        *("well", "like", "got", "get", "there", "here", "now", "then", "also", "too", "some"),
        "any",
    }
)
"""Words that are passed over in pairs of words that carry meaning."""
_GRAM_SIZES = (3, 4, 5)
"""Letters of the parts of words that count: a slip of spelling leaves most of them."""
_WORDS, _CARRYING, _GRAMS, _SIGNS, _FOUND = 1.0, 1.0, 0.6, 1.0, 1.5
"""What all words and their neighbours, all pairs of words that carry meaning, all parts of words,
all signs of the lexicon and the danger that the patterns find count."""


def traits(words: Sequence[str], signs: Iterable[str], found: str = "") -> dict[str, float]:
    """Trait -> what it counts; each kind counts the same in a sentence of any length.

    Args:
        words: the sentence as the lexicon of danger spells it.
        signs: the groups of the lexicon that it has, each with how it is told.
        found: the intent that the patterns find in it; "" for none.
    """
    kinds = (
        (_WORDS, {*_neighbours(words)}),
        (_CARRYING, {*_carrying(words)}),
        (_GRAMS, {*_grams(words)}),
        (_SIGNS, {f"s:{sign}" for sign in signs}),
        (_FOUND, {"f:", f"f:{found}"} if found else set()),
    )
    return {name: counts / len(found) ** 0.5 for counts, found in kinds for name in sorted(found)}


def _neighbours(words: Sequence[str]) -> Iterator[str]:
    """Every word, every two and every three words that stand side by side."""
    framed = ["<", *words, ">"]
    yield from words
    yield from (f"{left} {right}" for left, right in pairwise(framed))
    yield from (" ".join(three) for three in zip(framed, framed[1:], framed[2:], strict=False))


def _carrying(words: Sequence[str]) -> Iterator[str]:
    """Every two words that stand side by side once those are left out that say little."""
    carrying = [word for word in words if word not in _EMPTY]
    yield from (f"c:{left} {right}" for left, right in pairwise(carrying))


def _grams(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        framed = f"<{word}>"
        for size in _GRAM_SIZES:
            for start in range(len(framed) - size + 1):
                yield f"g:{framed[start : start + size]}"
