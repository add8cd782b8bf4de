"""Two wishes in one sentence: the safer is acted on, and the other is told of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from skill.understanding.candidate import Candidate
from skill.understanding.kinds import ABOUT_SIDES, ANSWERS, CALMING, DANGERS
from skill.understanding.lasting import LASTING

_JOINTS = frozenset({"and", "then", "but", "also", "plus"})
"""Words that a second wish may begin with."""
SURE, LIKELY = 0.95, 0.8
"""How surely a template must say one of both, and how sure the other must be."""


_EXERCISE = "Exercise"
_ARTICLES = frozenset({"the", "a", "an", "my"})
Readings = Callable[[Sequence[str]], Sequence[Candidate]]
"""What words may mean, the likeliest first."""


@dataclass(frozen=True, slots=True)
class TwoWishes:
    """What is done, and what is not."""

    done: Candidate
    """The one that is acted on: the safer, or else the first."""
    left: Sequence[str]
    """The words of the other."""


def two_wishes(words: Sequence[str], readings: Readings) -> TwoWishes | None:
    """Both wishes of a sentence that has two, one said word for word; None for any other.

    Args:
        words: the sentence.
        readings: what words may mean, the likeliest first.
    """
    for first, second in _halves(words):
        one, other = _likely(first, readings), _likely(second, readings)
        if one is None or other is None or one.intent == other.intent:
            continue
        if max(one.score, other.score) < SURE or {one.intent, other.intent}.isdisjoint(LASTING):
            continue
        if other.intent in CALMING and one.intent not in CALMING:
            return TwoWishes(other, first)
        return TwoWishes(one, second)
    return None


def _halves(words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for at in range(1, len(words) - 1):
        if words[at] in _JOINTS:
            begin = next((n for n in range(at, len(words)) if words[n] not in _JOINTS), None)
            if begin is not None:
                yield words[:at], words[begin:]


def _likely(words: Sequence[str], readings: Readings) -> Candidate | None:
    """The likeliest reading, if it is a wish; answers and dangers are not taken out of a whole.

    The mere name of an exercise, as in "and the side bend", belongs to what was said before it.
    """
    best = next(iter(readings(words)), None)
    if best is None or best.score < LIKELY or best.waits_for:
        return None
    spans = (span for _, span in best.filled if span.type == _EXERCISE)
    named = {index for span in spans for index in span.indices}
    if {word for index, word in enumerate(words) if index not in named} <= _ARTICLES:
        return None
    return None if best.intent in ANSWERS | DANGERS | ABOUT_SIDES else best
