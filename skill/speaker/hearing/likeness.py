"""Taking a sentence for one that it is like: other order, words too many, words left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from rapidfuzz.distance import Indel

from interaction_model.compiled import CompiledBlock
from skill.speaker.hearing.spans import Span
from skill.speaker.hearing.vocabulary import Vocabulary
from skill.speaker.hearing.weighing import HeardWord, Weighed

_CANDIDATES = 60
"""How many samples are looked at closely."""
_ORDER, _INTENT = 0.15, 0.25
"""Shares in the score of the words' order, and of what other sentences of the intent explain."""
_UNSAID = 0.45
"""What the score loses if none of the words that make the sample what it is was said."""
_STRANGE = 0.68
"""What is left of the score for each word that nothing here is about."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a sentence is to one of a block's."""

    block: int
    """Index of the block."""
    score: float
    """0 to 1."""
    filled: tuple[tuple[str, Span], ...]
    """The slots that it fills."""


@dataclass(frozen=True, slots=True)
class _Sample:
    block: int
    """Index of its block."""
    words: tuple[str, ...]
    """Its words without fillers, and `{slot type}` for each slot."""
    slots: tuple[tuple[str, str], ...]
    """Its slots, each with its type."""
    weight: float
    """The weight of its words together."""
    telling: frozenset[str]
    """Those of its words that make it what it is."""


class Likenesses:
    """All samples, indexed by their words."""

    def __init__(
        self,
        blocks: Sequence[CompiledBlock],
        slot_types: Mapping[str, str],
        vocabulary: Vocabulary,
        decisive: Sequence[Sequence[str]],
    ) -> None:
        """Take the samples of every block.

        Args:
            blocks: the templates with their samples.
            slot_types: slot name -> type.
            vocabulary: the words that are known.
            decisive: words that must be on both sides or on neither.
        """
        self._vocabulary = vocabulary
        self._decisive = {word: line[0] for line in decisive for word in line}
        self._intents = [block.intent for block in blocks]
        raw = [
            (index, *self._split(sample, slot_types))
            for index, block in enumerate(blocks)
            for sample in block.samples
        ]
        self._users: dict[str, set[str]] = {}
        for index, words, _ in raw:
            for word in words:
                self._users.setdefault(word, set()).add(self._intents[index])
        # A word says the more, the fewer intents use it.
        total = len(set(self._intents))
        self._weights = {word: log(1 + total / len(users)) for word, users in self._users.items()}
        unique = {(index, words): slots for index, words, slots in raw if words}
        samples = (self._sample(*key, slots) for key, slots in unique.items())
        # "What is it" and the like are known word for word; everything is like them.
        self._samples = [sample for sample in samples if sample.telling]
        self._postings: dict[str, list[int]] = {}
        for number, sample in enumerate(self._samples):
            for word in set(sample.words):
                self._postings.setdefault(word, []).append(number)

    def weighed(self, words: Sequence[str], spans: Sequence[Span]) -> Weighed:
        """A sentence, weighed against the words of all samples."""
        return Weighed(words, spans, self._vocabulary, self._weights)

    def best(self, heard: Weighed) -> list[Likeness]:
        """The best likeness of every block that has one, best first."""
        best: dict[int, Likeness] = {}
        for number in self._candidates(heard):
            sample = self._samples[number]
            likeness = self._likeness(heard, sample)
            known = best.get(sample.block)
            if likeness is not None and (known is None or likeness.score > known.score):
                best[sample.block] = likeness
        return sorted(best.values(), key=lambda likeness: -likeness.score)

    def _candidates(self, heard: Weighed) -> list[int]:
        """The samples that share the most with the sentence, by a rough count."""
        shared: dict[int, float] = {}
        for word, gain in heard.gains.items():
            for number in self._postings.get(word, ()):
                shared[number] = shared.get(number, 0.0) + gain
        rough = (
            (gain / (heard.total + self._samples[number].weight), number)
            for number, gain in shared.items()
        )
        return [number for _, number in nlargest(_CANDIDATES, rough)]

    def _likeness(self, heard: Weighed, sample: _Sample) -> Likeness | None:
        filled = heard.fill(sample.slots)
        taken = {index for _, span in filled for index in span.indices}
        rest = [word for word in heard.words if word.index not in taken]
        if self._decided(word.word for word in rest) != self._decided(sample.words):
            return None
        slots = [(span.start, span.slot, self._weights[span.slot]) for _, span in filled]
        said = [(word.index, *_best(word, sample.words)) for word in rest]
        in_slots = sum(weight for _, _, weight in slots)
        total = in_slots + sum(word.weight for word in rest)
        if not total:
            return None
        explained = in_slots + sum(gain for _, _, gain in said)
        both = 2 * min(explained, sample.weight) / (total + sample.weight)
        by_intent = (in_slots + self._explained_by_intent(rest, sample.block)) / total
        sequence = [word for _, word, _ in sorted([*slots, *said])]
        order = Indel.normalized_similarity(sequence, sample.words)
        score = (1 - _ORDER - _INTENT) * both + _ORDER * order + _INTENT * by_intent
        score *= 1 - _UNSAID * (1 - self._told(sample, set(sequence)))
        strange = sum(word.is_strange for word in rest)
        return Likeness(sample.block, score * _STRANGE**strange, filled)

    def _explained_by_intent(self, words: Sequence[HeardWord], block: int) -> float:
        intent = self._intents[block]
        return sum(
            max((gain for kin, gain in word.gains.items() if intent in self._users[kin]), default=0)
            for word in words
        )

    def _told(self, sample: _Sample, said: set[str]) -> float:
        """How much of what makes the sample what it is was said, 0 to 1."""
        told = sum(self._weights[word] for word in sample.telling & said)
        return told / sum(self._weights[word] for word in sample.telling)

    def _decided(self, words: Iterable[str]) -> set[str]:
        return {self._decisive[word] for word in words if word in self._decisive}

    def _sample(
        self, block: int, words: tuple[str, ...], slots: tuple[tuple[str, str], ...]
    ) -> _Sample:
        telling = frozenset(word for word in words if not self._vocabulary.is_small(word))
        return _Sample(block, words, slots, sum(self._weights[word] for word in words), telling)

    def _split(
        self, sample: str, slot_types: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        words: list[str] = []
        slots: list[tuple[str, str]] = []
        for word in sample.split():
            if word.startswith("{"):
                slots.append((word[1:-1], slot_types[word[1:-1]]))
                words.append(f"{{{slot_types[word[1:-1]]}}}")
            elif not self._vocabulary.is_filler(word):
                words.append(word)
        return tuple(words), tuple(slots)


def _best(word: HeardWord, words: Sequence[str]) -> tuple[str, float]:
    """The word of a sample that a heard one stands for, and what that explains."""
    gain, known = max(
        ((gain, known) for known, gain in word.gains.items() if known in words),
        default=(0.0, word.word),
    )
    return known, gain
