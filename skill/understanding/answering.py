"""Yes and no: which sentences are an answer, and which yes is a plain one."""

from collections.abc import Sequence
from dataclasses import replace

from skill.understanding.candidate import Candidate, in_front
from skill.understanding.heard import Moment
from skill.understanding.kinds import AGREE, ANSWERS, YES
from skill.understanding.turning import Turning

_YES_WORDS = frozenset({"yes", "yeah", "yep", "aye"})
_NO_WORDS = frozenset({"no", "nope", "nah"})
_DENYING = _NO_WORDS | {"not", "never"}
_HEDGES = frozenset({"maybe", "perhaps", "but", "if", "guess", "suppose", "probably", "unless"})
"""Words that take the plainness from a yes, though a template passes over them."""
_LONGEST_YES = 6
"""Words; in a longer sentence a yes that was learnt is not plain."""
_RAMBLING = 0.1
"""What such a sentence takes from its rank: it more likely means something else."""


def answers(
    found: Sequence[Candidate], words: Sequence[str], moment: Moment, turned: Sequence[Turning]
) -> list[Candidate]:
    """The readings that the moment has a place for, a plain yes in front.

    A yes that is none of the templates', or hedged, is a loose one. Without an open question
    there is no loose yes, nor an answer by a template that waits for a question.
    """
    fitting = [_loosened(each, words, turned) for each in found]
    fitting.sort(key=lambda each: (-each.rank, each.block))
    if not moment.question_open:
        if fitting and fitting[0].is_learnt and _needs_question(fitting[0]):
            return []  # What else it is like is no better guess.
        return [each for each in fitting if not _needs_question(each)]
    plain = next((each for each in fitting if each.intent == YES and not each.is_learnt), None)
    loose = next((each for each in fitting if each.intent == AGREE), None)
    # "Let's do it" says more than "do it" does.
    if plain is None or (loose is not None and loose.said > plain.said):
        return fitting
    return in_front(plain, fitting)


def is_refusal(words: Sequence[str]) -> bool:
    """Whether a sentence begins as a refusal does: "no ...", "don't ..."."""
    return words[:1] != [] and (words[0] in _DENYING or [*words[:2]] == ["do", "not"])


def is_yes_and_no(words: Sequence[str]) -> bool:
    """Whether both are said."""
    return not _YES_WORDS.isdisjoint(words) and not _NO_WORDS.isdisjoint(words)


def _loosened(each: Candidate, words: Sequence[str], turned: Sequence[Turning]) -> Candidate:
    if each.intent not in {YES, AGREE}:
        return each
    is_hedged = bool(turned) or not _HEDGES.isdisjoint(words) or words[-1] == "well"
    if not each.is_learnt:
        return replace(each, intent=AGREE) if is_hedged else each
    if len(words) > _LONGEST_YES:
        return replace(each, intent=AGREE, rank=each.rank - _RAMBLING)
    is_plain = not (is_hedged or _YES_WORDS.isdisjoint(words))
    return replace(each, intent=YES if is_plain else AGREE)


def _needs_question(each: Candidate) -> bool:
    waits = each.waits_for == "question_open" and each.intent in ANSWERS
    return waits or each.intent == AGREE
