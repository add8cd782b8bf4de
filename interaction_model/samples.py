"""Some sentences for many: a template's variety within a limit."""

from collections.abc import Iterator
from math import gcd

from interaction_model.tree import Tree, leaves, numbered

_GOLDEN = 0.6180339887498949
"""Steps of this share of a range visit it evenly, wherever one stops."""
_TRIES = 240
"""How many sentences are looked at to hear every word of a template at least once."""


def samples(tree: Tree, limit: int) -> tuple[str, ...]:
    """At most `limit` of a template's sentences, chosen so that its variety is kept.

    First comes the shortest; then those that bring a word or slot not heard before, so that every
    alternative is there if the limit allows it; then others, spread evenly over all that the
    template says.

    Args:
        tree: the template.
        limit: how many, from 1.
    """
    spread = [*dict.fromkeys(sentence for sentence in _spread(tree) if sentence)]
    if not spread:
        return ()
    shortest = min(spread, key=lambda sentence: sentence.count(" "))
    chosen = {shortest: None}
    unheard = set(leaves(tree)).difference(shortest.split())
    for sentence in spread:
        if len(chosen) == limit or not unheard:
            break
        if not unheard.isdisjoint(sentence.split()):
            chosen[sentence] = None
            unheard.difference_update(sentence.split())
    for sentence in spread:
        if len(chosen) == limit:
            break
        chosen[sentence] = None
    return tuple(chosen)


def _spread(tree: Tree) -> Iterator[str]:
    sentences = numbered(tree)
    total = len(sentences)
    step = max(1, round(total * _GOLDEN))
    while gcd(step, total) > 1:
        step += 1
    for turn in range(min(total, _TRIES)):
        yield " ".join(sentences[turn * step % total])
