"""Some sentences for many: a template's variety within a limit."""

from collections.abc import Iterator
from math import gcd

from interaction_model.tree import Tree, count, leaves, nth

_GOLDEN = 0.6180339887498949
"""Steps of this share of a range visit it evenly, wherever one stops."""
_TRIES = 400
"""How many sentences are looked at to hear every word of a template at least once."""


def samples(tree: Tree, limit: int) -> tuple[str, ...]:
    """At most `limit` of a template's sentences, chosen so that its variety is kept.

    First come sentences that bring a word or slot not heard before, so that every alternative is
    there if the limit allows it; then others, spread evenly over all that the template says.

    Args:
        tree: the template.
        limit: how many, from 1.
    """
    spread = list(dict.fromkeys(" ".join(words) for words in _spread(tree)))
    chosen: dict[str, None] = {}
    unheard = set(leaves(tree))
    for sentence in spread:
        fresh = unheard.intersection(sentence.split())
        if fresh and len(chosen) < limit:
            chosen[sentence] = None
            unheard -= fresh
    for sentence in spread:
        if len(chosen) >= limit:
            break
        chosen[sentence] = None
    return tuple(sentence for sentence in chosen if sentence)


def _spread(tree: Tree) -> Iterator[list[str]]:
    total = count(tree)
    step = max(1, round(total * _GOLDEN))
    while gcd(step, total) > 1:
        step += 1
    return (nth(tree, turn * step % total) for turn in range(min(total, _TRIES)))
