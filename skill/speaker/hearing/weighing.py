"""A heard sentence with a weight for each word: how much it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skill.speaker.hearing.spans import Span
from skill.speaker.hearing.vocabulary import Vocabulary

_UNKNOWN = 2.6
"""Weight of a word that no template knows: the sentence is about something else."""
_NEAR = 0.9
"""Weight of a word that fits the subject, though no template has it."""
_SMALL = 0.4
"""Weight of an unknown word that says nothing by itself."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word of the sentence that is not a mere filler."""

    index: int
    """Where it stands."""
    word: str
    """As it was heard."""
    weight: float
    """How much it says."""
    gains: Mapping[str, float]
    """Known word that it may stand for -> the weight that is then explained."""
    is_strange: bool
    """Nothing here is about it."""


class Weighed:
    """A heard sentence, weighed against the words of the templates."""

    def __init__(
        self,
        words: Sequence[str],
        spans: Sequence[Span],
        vocabulary: Vocabulary,
        weights: Mapping[str, float],
    ) -> None:
        """Take a sentence.

        Args:
            words: its words.
            spans: what could fill slots.
            vocabulary: the words that are known.
            weights: known word or `{slot type}` -> how much it says.
        """
        self.words = [
            _weighed(index, word, vocabulary, weights)
            for index, word in enumerate(words)
            if not vocabulary.is_filler(word)
        ]
        self.total = sum(word.weight for word in self.words)
        """The weight of all words together."""
        self.gains: dict[str, float] = {}
        """Known word or `{slot type}` -> the most that the sentence has of it."""
        for heard in self.words:
            for known, gain in heard.gains.items():
                self.gains[known] = max(self.gains.get(known, 0.0), gain)
        self._by_type: dict[str, list[Span]] = {}
        for span in sorted(spans, key=lambda span: (-span.likeness, span.start - span.end)):
            self._by_type.setdefault(span.type, []).append(span)
            if span.slot in weights:
                self.gains[span.slot] = weights[span.slot]

    def fill(self, slots: Sequence[tuple[str, str]]) -> tuple[tuple[str, Span], ...]:
        """The slots, given with their types, that the sentence can fill without overlap."""
        filled: list[tuple[str, Span]] = []
        taken: set[int] = set()
        for slot, type_ in slots:
            for span in self._by_type.get(type_, ()):
                if taken.isdisjoint(span.indices):
                    filled.append((slot, span))
                    taken.update(span.indices)
                    break
        return tuple(filled)


def _weighed(
    index: int, word: str, vocabulary: Vocabulary, weights: Mapping[str, float]
) -> HeardWord:
    gains = {known: credit * weights[known] for known, credit in vocabulary.kin(word).items()}
    if gains:
        weight = max(weights[known] for known in gains)
    elif vocabulary.is_small(word):
        weight = _SMALL
    else:
        weight = _NEAR if vocabulary.is_near(word) else _UNKNOWN
    return HeardWord(index, word, weight, gains, is_strange=not gains and weight == _UNKNOWN)
