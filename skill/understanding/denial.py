"""Whether a sentence means something only if a word that turns it round is passed over."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from skill.understanding.candidate import Candidate
from skill.understanding.heard import Moment
from skill.understanding.kinds import IN_STEAD, NO, NOT_NOW, SAID_BY_DENIAL, TELLING
from skill.understanding.refused import behind_refused, is_refused
from skill.understanding.turning import Kind, Turning, is_taken_back, undenied, without_denied

Read: TypeAlias = Callable[[Sequence[str], Moment], list[Candidate]]
"""Reads words without any doubt."""

_WITHOUT = "without"
"""The slot of what is excepted: "every day except Sunday"."""
_OUT = frozenset({_WITHOUT, "old_day", "old_time"})
"""Slots of what is not wished for: "at ten, not at nine"."""
_READABLE = 0.5
"""The least score of a second reading that counts."""


class Denial:
    """Reads a sentence again, as if nothing were denied in it, and without what is denied."""

    def __init__(self, read: Read) -> None:
        """Take what reads words."""
        self._read = read

    def is_denied(
        self, best: Candidate, words: Sequence[str], turned: Sequence[Turning], moment: Moment
    ) -> bool:
        """Whether what a sentence would be taken for is denied in it, as far as can be told."""
        if any(each.kind is Kind.SKIPPED for each in turned):
            return best.intent not in TELLING
        if not best.is_learnt or best.intent in TELLING:
            return False
        if best.intent in {NO, NOT_NOW}:
            return not moment.question_open
        if any(each.kind is Kind.EXCEPT for each in turned):
            return _WITHOUT not in dict(best.filled)
        if any(each.kind is Kind.IN_STEAD for each in turned):
            return best.intent not in IN_STEAD
        return self._is_refused(best, words, turned, moment)

    def _is_refused(
        self, best: Candidate, words: Sequence[str], turned: Sequence[Turning], moment: Moment
    ) -> bool:
        if best.intent == "EffortIntent":
            return False
        if best.intent == "BringBackIntent" and is_refused("LeaveOutIntent", words, turned):
            return False
        if is_taken_back(words, turned):
            return True
        if is_refused(best.intent, words, turned):
            rest = self._reading(behind_refused(best.intent, words, turned), moment)
            return rest is None or rest.is_learnt or not best.agrees(rest)
        if best.intent in SAID_BY_DENIAL:
            return _fills_denied(best, words, turned)
        return self._hangs_on_it(best, words, turned, moment)

    def _hangs_on_it(
        self, best: Candidate, words: Sequence[str], turned: Sequence[Turning], moment: Moment
    ) -> bool:
        """Whether it reads alike without the denial, and not without what is denied."""
        affirmed = self._reading(undenied(words, turned), moment)
        if affirmed is None or (affirmed.intent != best.intent and not affirmed.shares(best)):
            return False
        rest = self._reading(without_denied(words, turned), moment)
        return rest is None or rest.meaning != best.meaning

    def _reading(self, words: Sequence[str], moment: Moment) -> Candidate | None:
        found = self._read(words, moment) if words else []
        return found[0] if found and found[0].score >= _READABLE else None


def _fills_denied(best: Candidate, words: Sequence[str], turned: Sequence[Turning]) -> bool:
    """Whether a number or time that is denied fills a slot: "not ten minutes, five"."""
    denied = {index for each in turned for index in each.denied(words)}
    return any(span.is_built_in and not denied.isdisjoint(span.indices) for _, span in best.filled)
