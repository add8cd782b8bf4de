"""Words that turn the meaning of a sentence round, and what it says without them.

"Don't skip this" must not be taken for "skip this". A template says such words itself. Where the
meaning was learnt, the sentence is read twice more: as if the word were not there, and without
what the word denies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

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
_BORNE = frozenset({"wait", "take", "stand", "bear"})
"""What one can not do without refusing anything: "I can't wait to start"."""
_BEHIND_NO = frozenset({"need", "reason", "point", "longer", "more"})
"""Words behind a "no" that is no answer: "no need to stop"."""
_ON_NO = frozenset({"account", "circumstances", "condition"})
_TAIL = frozenset({"please", "wait", "sorry", "thanks", "thank", "you", "no", "not", "do", "way"})
"""Words that may follow a "no" which takes back all that was said before it."""
_IN_STEAD = frozenset({("instead", "of"), ("rather", "than"), ("opposed", "to")})
_EXCEPT = frozenset({("apart", "from"), ("other", "than"), ("but", "for")})
_ALL_BUT = frozenset({"anything", "everything", "all", "nothing", "anyone", "whatever"})
"""Words before a "but" that is no joint: "anything but gentle"."""
_EXCEPT_ALONE = frozenset({"except", "excepting", "excluding", "unless", "bar", "barring"})
_DENYING_ALONE = frozenset({"without", "neither", "nor", "nobody"})
_DENIED_WORDS = 4
"""How many words behind it a turning word denies at most: "not / want to do this"."""


class Kind(Enum):
    """How a word turns the meaning."""

    DENIES = auto()
    """ "Don't skip it"."""
    EXCEPT = auto()
    """ "All except the squat"."""
    IN_STEAD = auto()
    """ "The squat instead of the cobra"."""
    SKIPPED = auto()
    """ "Anything but gentle": a template passes over the word."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A word or two that turn the meaning round."""

    start: int
    """Index of the first word."""
    end: int
    """Index behind the last."""
    kind: Kind = Kind.DENIES
    """How it is turned."""

    def denied(self, words: Sequence[str]) -> range:
        """The indices of the words that are denied, as far as can be told."""
        return range(self.end, min(len(words), self.end + _DENIED_WORDS))


def turnings(words: Sequence[str]) -> list[Turning]:
    """Every place of a sentence where its meaning is turned round, from left to right."""
    return [each for index in range(len(words)) for each in _turning(words, index)]


def undenied(words: Sequence[str], found: Sequence[Turning]) -> list[str]:
    """The sentence as if nothing were denied in it."""
    gone = {index for each in found for index in range(_lead(words, each), each.end)}
    return [word for index, word in enumerate(words) if index not in gone]


def without_denied(words: Sequence[str], found: Sequence[Turning]) -> list[str]:
    """The sentence without what is denied."""
    gone = {
        index
        for each in found
        for index in (*range(_lead(words, each), each.end), *each.denied(words))
    }
    return [word for index, word in enumerate(words) if index not in gone]


def is_taken_back(words: Sequence[str], found: Sequence[Turning]) -> bool:
    """Whether the end of a sentence takes back all of it: "delete my data, no, don't"."""
    return any(all(word in _TAIL for word in words[each.end :]) for each in found)


def _lead(words: Sequence[str], turning: Turning) -> int:
    before = turning.start - 1
    return before if before >= 0 and words[before] in _DROPPED else turning.start


def _turning(words: Sequence[str], index: int) -> Iterator[Turning]:
    word, pair = words[index], tuple(words[index : index + 2])
    if _is_denying(words, index):
        yield Turning(index, index + 1)
    elif word == "but" and index > 0 and words[index - 1] in _ALL_BUT:
        yield Turning(index, index + 1, Kind.SKIPPED)
    elif word in _EXCEPT_ALONE or _leaves_alone(words, index):
        yield Turning(index, index + 1, Kind.EXCEPT)
    elif pair in _EXCEPT:
        yield Turning(index, index + 2, Kind.EXCEPT)
    elif pair in _IN_STEAD:
        yield Turning(index, index + 2, Kind.IN_STEAD)


def _is_denying(words: Sequence[str], index: int) -> bool:
    word, behind = words[index], words[index + 1 :]
    if word in {"not", "never"}:
        return _denies(words, index)
    if word == "no":
        return _is_no_answer(words, index)
    if word in {"nothing", "none"}:
        return [*behind] in ([], ["please"])
    return word in _DENYING_ALONE


def _denies(words: Sequence[str], index: int) -> bool:
    before, behind = [*words[max(0, index - 2) : index]], [*words[index + 1 :]]
    if before[-1:] == ["or"] or "why" in before:
        return False
    if behind[:3] == ["let", "me", "forget"]:
        return False
    if before[-1:] == ["can"] and behind and behind[0] in _BORNE:
        return False
    return not behind or behind[1:2] == ["dare"] or behind[0] not in _BENIGN_NEXT


def _is_no_answer(words: Sequence[str], index: int) -> bool:
    """Whether a "no" denies what follows, or takes back what was said before it."""
    behind = words[index + 1 :]
    if behind and (behind[0].endswith("ing") or behind[0] in _BEHIND_NO | _ON_NO):
        return True
    return index > 0 and words[index - 1] != "no" and all(word in _TAIL for word in behind)


def _leaves_alone(words: Sequence[str], index: int) -> bool:
    """Whether something of ours is to be left alone: "leave the reminder alone"."""
    before = words[:index]
    return words[index] == "alone" and "leave" in before and before[-1] not in {"me", "us"}
