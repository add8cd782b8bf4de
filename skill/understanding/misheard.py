"""A single word that is more likely misheard than meant."""

from collections.abc import Collection, Sequence

from skill.understanding.candidate import Candidate
from skill.understanding.heard import Moment
from skill.understanding.kinds import BARE, CALMING, PAIN, TELLING
from skill.understanding.lasting import LASTING
from skill.understanding.syllables import syllables

_FEW = 2
"""Words; of more than these, one at least was hardly misheard."""


def is_misheard(
    best: Candidate, words: Sequence[str], content: Sequence[str], moment: Moment
) -> bool:
    """Whether all that was said is a word that is more likely misheard than meant.

    Args:
        best: what it would be taken for.
        words: what was said.
        content: the same without the phrases that change nothing.
        moment: when it was said.
    """
    if best.said > 1 or (best.is_learnt and (len(words) > _FEW or len(content) > 1)):
        return False
    if best.is_learnt and not content:
        return True
    is_short = all(syllables(word) == 1 for word in content)
    if best.is_learnt and best.intent not in TELLING | PAIN:
        return (moment.playing and is_short) or best.intent not in CALMING
    if best.intent in LASTING and not moment.question_open:
        return is_short or (moment.playing and bool(best.waits_for))
    is_playback = best.intent in BARE and not (best.is_mended and is_short)
    return moment.playing and not is_playback and (is_short or best.is_mended)


def without_skips(words: Sequence[str], skips: Collection[tuple[str, ...]]) -> list[str]:
    """The words without the phrases that change nothing, the longest phrases first."""
    longest = max(map(len, skips), default=0)
    content: list[str] = []
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        skipped = next((size for size in sizes if tuple(words[at : at + size]) in skips), 0)
        if not skipped:
            content.append(words[at])
        at += skipped or 1
    return content
