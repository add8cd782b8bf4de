"""Danger in a sentence that no pattern has, as learnt from examples.

A linear classifier: every trait of a sentence speaks for danger or against it. The weights are
fitted by `back-routine model learn` to the sentences in `interaction_model/sentences`.
"""

import json
from collections.abc import Mapping
from pathlib import Path


class DangerClassifier:
    """The learnt weights of a language."""

    def __init__(self, leaning: float, weights: Mapping[str, int], step: float) -> None:
        """Take the weights.

        Args:
            leaning: what every sentence starts from; the threshold is in it.
            weights: trait -> steps towards danger; a trait that is not there counts nothing.
            step: what one step counts.
        """
        self._leaning = leaning
        self._weights = weights
        self._step = step

    @classmethod
    def load(cls, file: Path) -> "DangerClassifier":
        """The weights of a file that was learnt."""
        read = json.loads(file.read_bytes())
        read.pop("made_from")
        return cls(**read)

    def lead(self, traits: Mapping[str, float]) -> float:
        """How far danger leads; above 0 the person should be asked."""
        steps = sum(count * self._weights.get(name, 0) for name, count in traits.items())
        return self._leaning + steps * self._step
