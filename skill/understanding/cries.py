"""Cries of pain in a sentence that asks for something else: "next, ow"."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from skill.understanding.candidate import Candidate, in_front
from skill.understanding.kinds import PAIN

_DENYING = frozenset({"not", "never", "without", "less"})
"""Words that take back a cry: "it does not go ouch"."""
_BETWEEN = frozenset(
    {"go", "goes", "going", "make", "makes", "me", "a", "an", "any", "say", "said"}
)
"""Words that may stand between such a word and the cry; "not so fast, ow" takes nothing back."""
_CLOSING = frozenset({"this", "time", "today", "at", "all", "any", "anymore", "more", "so", "far"})
"""Words behind a cry of which "no" says that there was none: "no ouch this time"."""
_HURT, _SCORE = "HurtIntent", 0.9
"""What a cry means, and how surely: as the surest guess."""


class Cries:
    """Tells a cry of pain from other words."""

    def __init__(self, cries: Iterable[str]) -> None:
        """Take the cries of a language, each letter once: "owww" is known by "ow"."""
        self._cries = frozenset(_once(cry) for cry in cries)

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether somebody cries out in a sentence, and does not say that nothing hurts."""
        return any(
            _once(word) in self._cries and not _is_taken_back(words, at)
            for at, word in enumerate(words)
        )


def pain_first(found: Sequence[Candidate]) -> list[Candidate]:
    """The readings of a sentence with a cry in it, pain in front of all others."""
    told = next((each for each in found if each.intent in PAIN and not each.is_learnt), None)
    pain = told or Candidate(_HURT, (), _SCORE, _SCORE, is_learnt=True)
    others = (each for each in found if each.intent not in PAIN)
    return in_front(pain, [pain, *others])


def _is_taken_back(words: Sequence[str], at: int) -> bool:
    before = next((word for word in reversed(words[:at]) if word not in _BETWEEN), None)
    behind = words[at + 1 :]
    if before == "no":
        return bool(behind) and _CLOSING.issuperset(behind)
    return before in _DENYING


def _once(word: str) -> str:
    """The word with each run of one letter as a single one."""
    return "".join(letter for letter, _ in groupby(word))
