"""A sentence template as a tree of words, choices and slots.

Plain data that JSON can carry, so that the local speaker hears without the parser's weight: a
word or `{slot}` is a string, `["all", ...]` takes its parts in order, `["one", ...]` one of them,
and the empty string is "nothing".
"""

from collections.abc import Iterator
from functools import reduce
from operator import mul
from typing import TypeAlias

Tree: TypeAlias = "str | list[Tree]"
"""A word, a `{slot}`, nothing, or a list that begins with "all" or "one"."""


def in_order(parts: list[Tree]) -> Tree:
    """All the parts, one after the other."""
    flat: list[Tree] = []
    for part in parts:
        if isinstance(part, list) and part[0] == "all":
            flat.extend(part[1:])
        elif part != "":
            flat.append(part)
    if len(flat) == 1:
        return flat[0]
    return ["all", *flat] if flat else ""


def one_of(choices: list[Tree]) -> Tree:
    """Any one of the choices; the empty string among them makes it optional."""
    flat: list[Tree] = []
    for choice in choices:
        inner = choice[1:] if isinstance(choice, list) and choice[0] == "one" else [choice]
        flat.extend(part for part in inner if part not in flat)
    return flat[0] if len(flat) == 1 else ["one", *flat]


def count(tree: Tree) -> int:
    """How many sentences the template stands for, slots not filled."""
    if isinstance(tree, str):
        return 1
    counts = (count(part) for part in tree[1:])
    return sum(counts) if tree[0] == "one" else reduce(mul, counts, 1)


def nth(tree: Tree, number: int) -> list[str]:
    """The words of one of the template's sentences, `number` from 0 to `count(tree)` - 1.

    Raises:
        IndexError: there are not so many.
    """
    if isinstance(tree, str):
        if number:
            raise IndexError(number)
        return [tree] if tree else []
    if tree[0] == "one":
        for part in tree[1:]:
            size = count(part)
            if number < size:
                return nth(part, number)
            number -= size
        raise IndexError(number)
    words: list[str] = []
    for part in tree[1:]:
        number, rest = divmod(number, count(part))
        words.extend(nth(part, rest))
    if number:
        raise IndexError(number)
    return words


def leaves(tree: Tree) -> Iterator[str]:
    """Every word and slot, from left to right."""
    if isinstance(tree, str):
        if tree:
            yield tree
    else:
        for part in tree[1:]:
            yield from leaves(part)


def slot_names(tree: Tree) -> Iterator[str]:
    """The names of the slots, from left to right."""
    return (leaf[1:-1] for leaf in leaves(tree) if leaf.startswith("{"))
