"""A template's sentence inside of a longer one: "I am on the floor, start the routine"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interaction_model.tree import Tree
from skill.speaker.hearing.matching import Match, Sentence, ends
from skill.speaker.hearing.weighing import HeardWord

_REST = 0.62
"""What the score would lose if all the weight of the sentence were outside of the clause."""
_LEAST_WEIGHT = 3.0
"""Weight of a clause that says something by itself; "what is it" does not."""
_LEAST_WORDS = 2
"""Words of a clause that are no fillers."""
_TURNING = frozenset(
    {
        "not",
        "no",
        "never",
        "nothing",
        "without",
        "if",
        "when",
        "should",
        "why",
        "instead",
        "unless",
        "besides",
        "except",
    }
)
"""Words that turn what stands beside them: "I would not say that hurts" is not a pain."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the sentence that is a template's, word for word."""

    block: int
    """Index of the template's block."""
    match: Match
    """How it is said."""
    score: float
    """0 to 1; how much of the sentence it is."""


def clauses(
    templates: Mapping[str, Sequence[tuple[int, Tree]]],
    sentence: Sentence,
    heard: Sequence[HeardWord],
    slipped: frozenset[int],
) -> Iterator[Clause]:
    """Every part of a sentence that a template says, where nothing else is about other things.

    Args:
        templates: first word, or `{slot type}`, -> templates with the index of their block.
        sentence: the sentence.
        heard: its words that are no mere fillers, weighed.
        slipped: indices of words that were mended; outside of the clause they may be anything.
    """
    weights = {word.index: word.weight for word in heard}
    total = sum(weights.values())
    barriers = {word.index for word in heard if word.is_strange or word.word in _TURNING} | slipped
    for start in range(len(sentence.words)):
        if any(index < start for index in barriers):
            return
        for block, tree in _beginning_at(templates, sentence, start):
            for end, match in ends(tree, sentence, start):
                inside = [weights[index] for index in range(start, end) if index in weights]
                enough = len(inside) >= _LEAST_WORDS and sum(inside) >= _LEAST_WEIGHT
                if enough and match.literal and all(index < end for index in barriers):
                    yield Clause(block, match, 1 - _REST * (1 - sum(inside) / total))


def _beginning_at(
    templates: Mapping[str, Sequence[tuple[int, Tree]]], sentence: Sentence, start: int
) -> Iterator[tuple[int, Tree]]:
    found = {
        id(tree): (block, tree)
        for beginning in sentence.beginnings_at(start)
        for block, tree in templates.get(beginning, ())
    }
    yield from found.values()
