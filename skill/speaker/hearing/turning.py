"""Words that turn the meaning of a sentence round, and what it says without them.

"Don't skip this" must not be taken for "skip this". A template says such words itself. Where the
meaning was learnt, the sentence is read twice more: as if the word were not there, and without
what the word denies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AUXILIARIES = frozenset({"do", "does", "did", "can", "could", "will", "would", "should", "must"})
_DROPPED = frozenset({"do", "does", "did"})
"""Auxiliaries that only stand there for the "not": "do not skip" is "skip", denied."""
_BENIGN_NEXT = frozenset(
    {
        *("you", "we", "i", "it", "they", "that", "so", "too", "as", "very", "quite", "only"),
        *("just", "even", "enough", "much", "many", "sure", "know", "remember", "hear", "mind"),
        *("understand", "catch", "care", "matter", "thought"),
    }
)
"""Words behind "not" and "never" that make no refusal of it: "don't you", "not so fast"."""
_DENIED_BY_NO = frozenset({"need", "reason", "point", "longer", "more"})
"""Words behind a "no" that is no answer: "no need to stop"."""
_TAIL = frozenset({"please", "wait", "sorry", "thanks", "thank", "you", "no", "not", "do", "way"})
"""Words that may follow a "no" which takes back all that was said before it."""
_PAIRS = frozenset(
    {("instead", "of"), ("rather", "than"), ("apart", "from"), ("other", "than"), ("but", "for")}
)
_EXCEPT = frozenset({"except", "excepting", "excluding", "unless"})
_SINGLE = _EXCEPT | {"without", "neither", "nor", "nobody"}
_DENIED_WORDS = 4
"""How many words behind it a turning word denies at most: "not / want to do this"."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A word or two that turn the meaning round."""

    start: int
    """Index of the first word."""
    end: int
    """Index behind the last."""
    excepts: bool = False
    """It takes something out ("except", "instead of") rather than denying it."""


def turnings(words: Sequence[str]) -> list[Turning]:
    """Every place of a sentence where its meaning is turned round, from left to right."""
    return [*_turnings(words)]


def undenied(words: Sequence[str], found: Sequence[Turning]) -> list[str]:
    """The sentence as if nothing were denied in it."""
    gone = {index for each in found for index in range(_lead(words, each), each.end)}
    return [word for index, word in enumerate(words) if index not in gone]


def without_denied(words: Sequence[str], found: Sequence[Turning]) -> list[str]:
    """The sentence without what is denied."""
    gone = {
        index for each in found for index in range(_lead(words, each), each.end + _DENIED_WORDS)
    }
    return [word for index, word in enumerate(words) if index not in gone]


def is_taken_back(words: Sequence[str], found: Sequence[Turning]) -> bool:
    """Whether the end of a sentence takes back all of it: "delete my data, no, don't"."""
    return any(all(word in _TAIL for word in words[each.end :]) for each in found)


def _lead(words: Sequence[str], turning: Turning) -> int:
    before = turning.start - 1
    return before if before >= 0 and words[before] in _DROPPED else turning.start


def _turnings(words: Sequence[str]) -> Iterator[Turning]:
    for index, word in enumerate(words):
        if word in {"not", "never"}:
            if _denies(words, index):
                yield Turning(index, index + 1)
        elif word == "no":
            if _is_no_answer(words, index):
                yield Turning(index, index + 1)
        elif word in {"nothing", "none"}:
            if words[index + 1 :] in ([], ["please"]):
                yield Turning(index, index + 1)
        elif word in _SINGLE:
            yield Turning(index, index + 1, excepts=word in _EXCEPT)
        elif tuple(words[index : index + 2]) in _PAIRS:
            yield Turning(index, index + 2, excepts=True)


def _denies(words: Sequence[str], index: int) -> bool:
    before, behind = words[:index], words[index + 1 :]
    if before[-1:] == ["or"] or before[-2:-1] == ["why"] or before[-1:] == ["why"]:
        return False
    if behind[:3] == ["let", "me", "forget"]:
        return False
    if before[-1:] == ["can"] and behind[:1] in (["wait"], ["take"], ["stand"], ["bear"]):
        return False
    return behind[1:2] == ["dare"] or behind[:1] == [] or behind[0] not in _BENIGN_NEXT


def _is_no_answer(words: Sequence[str], index: int) -> bool:
    """Whether a "no" denies what follows, or takes back what was said before it."""
    behind = words[index + 1 :]
    if behind and (behind[0].endswith("ing") or behind[0] in _DENIED_BY_NO):
        return True
    return index > 0 and words[index - 1] != "no" and all(word in _TAIL for word in behind)
