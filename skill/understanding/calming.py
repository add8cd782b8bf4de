"""Of two close readings, the one that stops: "stop it" is often heard as "start it"."""

from collections.abc import Sequence
from math import log

from skill.understanding.candidate import Candidate, in_front
from skill.understanding.heard import Moment
from skill.understanding.kinds import ABOUT_SIDES, CALMING, GOING_ON, LOOSE

_CLOSE = 0.25
"""How near a calming reading may be to one that goes on, to be taken in its stead: in log odds."""
_MOST = 0.999
"""The highest share that odds are reckoned of."""


def calmer_first(
    found: Sequence[Candidate], words: Sequence[str], moment: Moment
) -> list[Candidate]:
    """The readings, with stop, pause or pain in front of what goes on where they are close.

    What is taken back, "stop, no, keep going", is left as it was learnt.
    """
    best = found[0]
    going_on = GOING_ON if moment.playing else LOOSE
    if best.is_learnt and best.intent in going_on | ABOUT_SIDES and "no" not in words[1:]:
        for each in found[1:]:
            if each.intent in CALMING and _log_odds(best) - _log_odds(each) <= _CLOSE:
                return in_front(each, found)
    return [*found]


def _log_odds(learnt: Candidate) -> float:
    share = min(_MOST, max(1 - _MOST, learnt.score))
    return log(share / (1 - share))
