"""A sentence template as a tree of words, choices and slots.

Plain data that JSON can carry, so that the local speaker hears without the parser's weight: a
word or `{slot}` is a string, `["all", ...]` takes its parts in order, `["one", ...]` one of them,
and the empty string is "nothing".
"""

from collections.abc import Callable, Iterator, Sequence
from math import prod
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


class Sentences(Sequence[tuple[str, ...]]):
    """All sentences of a template in a fixed order, each made only when it is asked for."""

    def __init__(self, size: int, sentence: Callable[[int], tuple[str, ...]]) -> None:
        """Take how many there are, and what makes one of them."""
        self._size = size
        self._sentence = sentence

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> tuple[str, ...]:  # type: ignore[override] # no slices
        if not 0 <= number < self._size:
            raise IndexError(number)
        return self._sentence(number)


def numbered(tree: Tree) -> Sentences:
    """The sentences that a template stands for, slots not filled. There may be millions."""
    if isinstance(tree, str):
        word = (tree,) if tree else ()
        return Sentences(1, lambda _: word)
    parts = [numbered(part) for part in tree[1:]]
    if tree[0] == "one":
        return Sentences(sum(map(len, parts)), lambda number: _one(parts, number))
    return Sentences(prod(map(len, parts)), lambda number: _all(parts, number))


def _one(choices: list[Sentences], number: int) -> tuple[str, ...]:
    for choice in choices:
        if number < len(choice):
            return choice[number]
        number -= len(choice)
    raise IndexError(number)


def _all(parts: list[Sentences], number: int) -> tuple[str, ...]:
    words: tuple[str, ...] = ()
    for part in parts:
        number, rest = divmod(number, len(part))
        words += part[rest]
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
