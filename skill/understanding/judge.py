"""What a sentence that no template says most likely means, as learnt from examples.

A linear classifier: every feature speaks for or against every meaning, and the sums decide. The
weights are fitted by `back-routine model learn` to the sentences in `interaction_model/sentences`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from skill.understanding.features import features
from skill.understanding.heard import FALLBACK
from skill.understanding.spans import Span

_STEEPNESS = 2.5
"""How fast a lead over "nothing to us" becomes sureness."""
_CAUTION = 0.2
"""What a meaning has to lead over "nothing to us" by for an even chance."""
_VALUE_LEAD = 0.5
"""What a value has to lead over the others of its intent by; "a purple pace" is slower by 0.05. Of
112 sentences with such a value in `tests/utterances`, 108 lead by as much; of the other four one
is misread."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A meaning that a sentence may have."""

    intent: str
    """The intent."""
    values: Mapping[str, str]
    """Slot -> id, for the slots whose value is part of the meaning: effort=hard; none where
    another value is about as likely."""
    score: float
    """0 to 1; below a half it more likely means nothing to us."""


class Judge:
    """The learnt weights of a language."""

    def __init__(
        self,
        meanings: Sequence[str],
        leanings: Sequence[float],
        weights: Mapping[str, Sequence[int]],
        step: float,
    ) -> None:
        """Take the weights.

        Args:
            meanings: each an intent, and `slot=id` for values that belong to it.
            leanings: what each meaning starts from.
            weights: feature -> index of a meaning and steps for it, in turns; 0 is left out.
            step: what one step counts.
        """
        self._meanings = [_parted(meaning) for meaning in meanings]
        self._leanings = list(leanings)
        self._weights = weights
        self._step = step
        self._nothing = meanings.index(FALLBACK)

    @classmethod
    def load(cls, file: Path) -> "Judge":
        """The weights of a file that was learnt."""
        read = json.loads(file.read_bytes())
        read.pop("made_from")
        return cls(**read)

    @property
    def words(self) -> frozenset[str]:
        """Every word of the examples."""
        return frozenset(known[2:] for known in self._weights if known.startswith("w:"))

    def verdicts(self, words: Sequence[str], spans: Iterable[Span]) -> list[Verdict]:
        """What the sentence may mean, the likeliest first, each intent once."""
        sums = list(self._leanings)
        for feature, count in features(words, spans).items():
            known = self._weights.get(feature)
            if known is not None:
                amount = count * self._step
                for meaning, steps in zip(known[::2], known[1::2], strict=True):
                    sums[meaning] += amount * steps
        least = sums[self._nothing] + _CAUTION
        best: dict[str, Verdict] = {}
        highest: dict[str, float] = {}
        for index in sorted(range(len(sums)), key=lambda index: -sums[index]):
            intent, values = self._meanings[index]
            first = best.get(intent)
            if index == self._nothing:
                continue
            if first is None:
                highest[intent] = sums[index]
                best[intent] = Verdict(intent, values, _sureness(sums[index] - least))
            elif values and first.values and highest[intent] - sums[index] < _VALUE_LEAD:
                best[intent] = Verdict(intent, {}, first.score)
        return list(best.values())


def _sureness(lead: float) -> float:
    return 1 / (1 + exp(-_STEEPNESS * min(10.0, max(-10.0, lead))))


def _parted(meaning: str) -> tuple[str, dict[str, str]]:
    intent, *values = meaning.split()
    return intent, dict(value.split("=", 1) for value in values)
