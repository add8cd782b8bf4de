"""Taking a sentence for one that it is like: other order, words too many, small slips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from rapidfuzz import fuzz, process

from interaction_model.compiled import CompiledBlock
from skill.speaker.hearing.spans import Span

_SLIP = 78
"""Of 100: how like a known word an unknown one has to be to be taken for a slip of it."""
_UNKNOWN_WEIGHT = 2.6
"""Weight of a word that no template knows: the sentence is about something else."""
_KIN_CREDIT = 0.85
"""What a word counts that only shares its stem with the template's."""
_ENDINGS = ("ing", "es", "ed", "s", "ly", "er")
_SHORTEST_STEM = 3
_FINALISTS = 12
"""How many of the best are compared again by the order of their words."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a sentence is to one of a template."""

    block: int
    """Index of the template's block."""
    score: float
    """0 to 1."""
    filled: tuple[tuple[str, Span], ...]
    """The slots that it fills."""


@dataclass(frozen=True, slots=True)
class _Sample:
    block: int
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with some of its stretches taken as values."""

    words: tuple[str, ...]
    """The words, and `{slot type}` for each value."""
    spans: tuple[Span, ...]
    """The values, from left to right."""


class Likenesses:
    """All samples, indexed by their words."""

    def __init__(
        self, blocks: Sequence[CompiledBlock], slot_types: Mapping[str, str],
        fillers: frozenset[str], decisive: Sequence[Sequence[str]],
    ) -> None:  # fmt: skip
        """Take the samples of every block.

        Args:
            blocks: the templates with their samples.
            slot_types: slot name -> type.
            fillers: single words that change nothing.
            decisive: words that must be on both sides or on neither.
        """
        self._slot_types = slot_types
        self._fillers = fillers
        self._decisive = {word: line[0] for line in decisive for word in line}
        raw = [
            (index, tuple(self._typed(sample.split())))
            for index, block in enumerate(blocks)
            for sample in block.samples
        ]
        self._slots_of = [
            {f"{{{slot_types[slot]}}}": slot for slot in _slots(block)} for block in blocks
        ]
        self._weights = _weights(raw, [block.intent for block in blocks])
        self._samples = [
            _Sample(index, words, sum(self._weights[word] for word in words))
            for index, words in dict.fromkeys(raw)
            if words
        ]
        self._postings: dict[str, list[int]] = {}
        for number, sample in enumerate(self._samples):
            for word in set(sample.words):
                self._postings.setdefault(word, []).append(number)
        self._plain = [word for word in self._weights if not word.startswith("{")]
        self._kin: dict[str, list[str]] = {}
        for word in self._plain:
            self._kin.setdefault(_stem(word), []).append(word)

    def best(self, words: Sequence[str], spans: Sequence[Span]) -> list[Likeness]:
        """The best likeness of every block that has one, best first."""
        best: dict[int, Likeness] = {}
        for reading in readings(words, spans):
            for likeness in self._of_reading(reading):
                known = best.get(likeness.block)
                if known is None or likeness.score > known.score:
                    best[likeness.block] = likeness
        return sorted(best.values(), key=lambda likeness: -likeness.score)

    def _of_reading(self, reading: Reading) -> Iterator[Likeness]:
        heard = [word for word in reading.words if word not in self._fillers]
        if not heard:
            return
        total = 0.0
        shared: dict[int, float] = {}
        for word in heard:
            kin = self._kin_of(word)
            total += max((self._weights[known] for known in kin), default=_UNKNOWN_WEIGHT)
            gains: dict[int, float] = {}
            for known, credit in kin.items():
                gain = credit * self._weights[known]
                for number in self._postings[known]:
                    if gains.get(number, 0.0) < gain:
                        gains[number] = gain
            for number, gain in gains.items():
                shared[number] = shared.get(number, 0.0) + gain
        ranked = sorted(
            (
                (
                    2
                    * min(gain, self._samples[number].weight)
                    / (total + self._samples[number].weight),
                    number,
                )
                for number, gain in shared.items()
            ),
            reverse=True,
        )[:_FINALISTS]
        for score, number in ranked:
            sample = self._samples[number]
            if not self._agree(heard, sample.words):
                continue
            order = fuzz.ratio(" ".join(heard), " ".join(sample.words)) / 100
            filled = self._filled(reading, sample)
            yield Likeness(sample.block, 0.85 * score + 0.15 * order, filled)

    def _kin_of(self, word: str) -> dict[str, float]:
        """The known words that a heard one may stand for, with what each counts."""
        if word in self._weights:
            found = {word: 1.0}
        else:
            found = {}
            slip = process.extractOne(word, self._plain, scorer=fuzz.ratio, score_cutoff=_SLIP)
            if slip is not None and len(word) > _SHORTEST_STEM:
                found[slip[0]] = slip[1] / 100
        for kin in self._kin.get(_stem(word), ()):
            found.setdefault(kin, _KIN_CREDIT)
        return found

    def _agree(self, heard: Sequence[str], sample: Sequence[str]) -> bool:
        ours = {self._decisive[word] for word in heard if word in self._decisive}
        theirs = {self._decisive[word] for word in sample if word in self._decisive}
        return ours == theirs

    def _filled(self, reading: Reading, sample: _Sample) -> tuple[tuple[str, Span], ...]:
        slots = self._slots_of[sample.block]
        return tuple(
            (slots[f"{{{span.type}}}"], span)
            for span in reading.spans
            if f"{{{span.type}}}" in slots
        )

    def _typed(self, words: Sequence[str]) -> Iterator[str]:
        for word in words:
            if word.startswith("{"):
                yield f"{{{self._slot_types[word[1:-1]]}}}"
            elif word not in self._fillers:
                yield word


def readings(words: Sequence[str], spans: Sequence[Span]) -> Iterator[Reading]:
    """The sentence as it stands, and with each set of value types taken as values."""
    types = sorted({span.type for span in spans})
    for size in range(min(len(types), 3) + 1):
        for chosen in combinations(types, size):
            taken = _longest_first([span for span in spans if span.type in chosen])
            if {span.type for span in taken} == set(chosen):
                yield Reading(tuple(_masked(words, taken)), taken)


def _longest_first(spans: Sequence[Span]) -> tuple[Span, ...]:
    taken: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.likeness, span.start - span.end)):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return tuple(sorted(taken, key=lambda span: span.start))


def _masked(words: Sequence[str], spans: Sequence[Span]) -> Iterator[str]:
    starts = {span.start: span for span in spans}
    at = 0
    while at < len(words):
        span = starts.get(at)
        yield words[at] if span is None else f"{{{span.type}}}"
        at = at + 1 if span is None else span.end


def _slots(block: CompiledBlock) -> set[str]:
    return {word[1:-1] for sample in block.samples for word in sample.split() if word[0] == "{"}


def _weights(raw: Sequence[tuple[int, Sequence[str]]], intents: Sequence[str]) -> dict[str, float]:
    """A word counts the more, the fewer intents use it."""
    users: dict[str, set[str]] = {}
    for index, words in raw:
        for word in words:
            users.setdefault(word, set()).add(intents[index])
    total = len(set(intents))
    return {word: log(1 + total / len(used)) for word, used in users.items()}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
