"""Stop and pause in a sentence that is not understood as a whole."""

from collections.abc import Callable, Iterator, Sequence

from skill.understanding.candidate import Candidate
from skill.understanding.kinds import CALMING
from skill.understanding.turning import Turning

_JOINTS = frozenset({"and", "but", "because", "it", "i", "so", "my"})
"""Words that a new clause begins with."""
_ASKING = frozenset({"when", "where", "how", "which", "what", "who", "why", "does", "did", "is"})
"""Words that a question begins with: "when does the bus stop"."""
_CALLS = frozenset({"stop", "pause", "wait", "hold", "hang"})
"""Words that such a clause begins with."""
_BEFORE_CALLS = frozenset(
    {"please", "you", "and", "now", "it", "so", "just", "then", "but", "well", "no", "stop"}
)
"""Words that a call may stand behind: "the bus stop" is none."""
_SCORE = 0.6
"""How sure a clause makes its meaning."""


def calming_clause(
    words: Sequence[str],
    turned: Sequence[Turning],
    exact: Callable[[Sequence[str]], Sequence[Candidate]],
) -> list[Candidate]:
    """What the first or last clause says word for word, if that is calming.

    "And anyway could you stop for a bit"; "stop, and don't delete anything".

    Args:
        words: the sentence.
        turned: where its meaning is turned round.
        exact: the readings of words by templates.
    """
    if words and words[0] in _ASKING:
        return []
    for clause in (*_first(words), *([] if turned else _last(words))):
        found = [each for each in exact(clause) if not each.waits_for]
        best = max(found, key=lambda each: each.rank, default=None)
        if best is not None and best.intent in CALMING:
            return [Candidate(best.intent, best.filled, _SCORE, _SCORE)]
    return []


def _first(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words before each joint, where the sentence begins with a call to stop."""
    ends = range(1, len(words)) if words[:1] and words[0] in _CALLS else ()
    return (words[:end] for end in ends if words[end] in _JOINTS)


def _last(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words from each call to stop on, the longest first."""
    return (
        words[start:]
        for start in range(1, len(words))
        if words[start] in _CALLS and words[start - 1] in _BEFORE_CALLS
    )
