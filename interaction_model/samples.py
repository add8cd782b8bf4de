"""Some sentences for many: the plainest of a template, and its variety, within a limit."""

from collections.abc import Iterator
from itertools import islice

from skill.understanding.tree import Tree, leaves

_TRIES = 600
"""How many sentences are looked at to hear every word of a template at least once."""


def samples(tree: Tree, limit: int) -> tuple[str, ...]:
    """At most `limit` of a template's sentences, chosen so that its variety is kept.

    First come the plainest; of those, what brings a word or slot not heard before comes before
    what does not, so that every alternative is there if the limit allows it.

    Args:
        tree: the template.
        limit: how many, from 1.
    """
    plain = [*dict.fromkeys(sentence for sentence in islice(_plainest(tree), _TRIES) if sentence)]
    unheard = set(leaves(tree))
    telling: list[str] = []
    others: list[str] = []
    for sentence in plain:
        words = sentence.split()
        (others if unheard.isdisjoint(words) else telling).append(sentence)
        unheard.difference_update(words)
    return tuple([*telling, *others][:limit])


def _plainest(tree: Tree) -> Iterator[str]:
    """The sentences, those first that stray from the plain one in the fewest places."""
    strays = 0
    while strays <= _places(tree):
        yield from (" ".join(words) for words in _straying(tree, strays))
        strays += 1


def _straying(tree: Tree, strays: int) -> Iterator[tuple[str, ...]]:
    """The sentences that take so many choices which are not the plain one.

    Plain is to leave out what may be left out, and else to take what the template names first.
    """
    if isinstance(tree, str):
        if strays == 0:
            yield (tree,) if tree else ()
    elif tree[0] == "all":
        yield from _in_order(tree[1:], strays)
    else:
        choices = tree[1:]
        plain = choices.index("") if "" in choices else 0
        yield from _straying(choices[plain], strays)
        if strays:
            for choice in choices[:plain] + choices[plain + 1 :]:
                yield from _straying(choice, strays - 1)


def _in_order(parts: list[Tree], strays: int) -> Iterator[tuple[str, ...]]:
    if not parts:
        if strays == 0:
            yield ()
        return
    first, rest = parts[0], parts[1:]
    left = sum(map(_places, rest))
    for here in range(max(0, strays - left), min(strays, _places(first)) + 1):
        for words in _straying(first, here):
            for more in _in_order(rest, strays - here):
                yield words + more


def _places(tree: Tree) -> int:
    """In how many places a sentence can stray at most."""
    if isinstance(tree, str):
        return 0
    inner = [_places(part) for part in tree[1:]]
    return sum(inner) if tree[0] == "all" else 1 + max(inner)
