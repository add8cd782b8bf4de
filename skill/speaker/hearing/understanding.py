"""Which intents a sentence may mean: word for word, with slips mended, or by likeness."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from interaction_model.compiled import Compiled
from interaction_model.spelling import Spelling
from interaction_model.tree import Tree
from skill.speaker.hearing.clauses import clauses
from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.matching import Match, Sentence, first_words, matches
from skill.speaker.hearing.spans import Span
from skill.speaker.hearing.spotter import Spotter
from skill.speaker.hearing.vocabulary import Vocabulary

if TYPE_CHECKING:
    from skill.speaker.hearing.likeness import Likenesses
    from skill.speaker.hearing.weighing import Weighed

_SKIPPED_COST = 0.01
"""What each word passed over takes from a sentence that is otherwise a template's."""
_SLIP_COST = 0.08
"""What each mended word takes from it."""
_SLIP_DOUBT = 0.75
"""What is left of a likeness for each word that had to be mended for it."""
_PREFERRED = 0.2
"""What the moment adds to an intent that it makes likely, in the ranking of exact sentences."""
_PREFERRED_LIKENESS = 0.05
"""The same in the ranking of likenesses."""
_LITERAL = 0.001
"""What each word that a template says itself adds to the rank: a tie goes to the intent whose
sentence is spelt out."""
_FILLED, _IN_SLOT = 0.01, 0.002
"""What each slot, and each word of a custom value, adds where two sentences of one intent fit: the
one that says more is taken; "figure four stretch" is more than "figure four" and a "stretch"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent that a sentence may mean."""

    intent: str
    """Its name."""
    filled: tuple[tuple[str, Span], ...]
    """The slots that the sentence fills."""
    score: float
    """0 to 1; how well the sentence fits."""
    rank: float
    """The score with the moment and the template's wording in it: the highest is taken."""
    block: int = 0
    """Index of its block in the source; of two that fit alike, the earlier is taken."""


class Understanding:
    """All templates of a language, with the catalog of one of its locales."""

    def __init__(self, compiled: Compiled, locale: str, spelling: Spelling) -> None:
        """Take the templates and words."""
        self._blocks = compiled.blocks
        self._slot_types = compiled.slots
        self._skips = frozenset(tuple(spelling.words(skip)) for skip in compiled.skip_words)
        self._spotter = Spotter(compiled, compiled.types_of(locale), spelling)
        self._templates = self._by_beginning()
        self._vocabulary = self._words_of(compiled, spelling)
        self._decisive = compiled.decisive

    def candidates(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        """Every intent that a sentence may mean, the likeliest first."""
        best: dict[str, Candidate] = {}
        for candidate in sorted(self._found(words, moment), key=_fullness):
            best.setdefault(candidate.intent, candidate)
        return sorted(best.values(), key=lambda each: (-each.rank, each.block))

    def _found(self, words: Sequence[str], moment: Moment) -> Iterable[Candidate]:
        found = [*self._exact(words, self._spans(words, moment, tolerant=False), moment)]
        if found:
            return found
        # "Stop stop stop stop": once is enough to know it by.
        once = [word for word, _ in groupby(words)]
        mended = [self._vocabulary.meant(word) or word for word in once]
        slipped = frozenset(n for n, word in enumerate(once) if word != mended[n])
        spans = self._spans(mended, moment, tolerant=True)
        found = [
            _less(each, _SLIP_COST * len(slipped)) for each in self._exact(mended, spans, moment)
        ]
        if found:
            return found
        heard = self._likenesses.weighed(mended, spans)
        return [
            *self._parts(mended, spans, heard, slipped, moment),
            *self._like(heard, moment, _SLIP_DOUBT ** len(slipped)),
        ]

    def _exact(
        self, words: Sequence[str], spans: Sequence[Span], moment: Moment
    ) -> Iterator[Candidate]:
        sentence = Sentence(words, spans, self._skips, self._slot_types)
        templates = {
            id(tree): (index, tree)
            for beginning in sentence.beginnings
            for index, tree in self._templates.get(beginning, ())
        }
        for index, tree in templates.values():
            for match in matches(tree, sentence):
                yield self._exactly(index, match, moment)

    def _exactly(self, index: int, match: Match, moment: Moment) -> Candidate:
        block = self._blocks[index]
        doubt = sum(1 - span.likeness for _, span in match.filled)
        score = max(0.0, 1 - _SKIPPED_COST * match.skipped - doubt)
        rank = score + _LITERAL * match.literal
        rank += _PREFERRED * _fitting(block.prefer, moment)
        return Candidate(block.intent, match.filled, score, rank, index)

    def _parts(
        self,
        words: Sequence[str],
        spans: Sequence[Span],
        heard: "Weighed",
        slipped: frozenset[int],
        moment: Moment,
    ) -> Iterator[Candidate]:
        sentence = Sentence(words, spans, self._skips, self._slot_types)
        for clause in clauses(self._templates, sentence, heard.words, slipped):
            if self._blocks[clause.block].prefer:
                continue  # What only a moment makes clear has to be all that is said.
            whole = self._exactly(clause.block, clause.match, moment)
            yield _less(whole, 1 - clause.score * _SLIP_DOUBT ** len(slipped))

    def _like(self, heard: "Weighed", moment: Moment, doubt: float) -> Iterator[Candidate]:
        for likeness in self._likenesses.best(heard):
            block = self._blocks[likeness.block]
            score = likeness.score * doubt
            rank = score + _PREFERRED_LIKENESS * _fitting(block.prefer, moment)
            yield Candidate(block.intent, likeness.filled, score, rank, likeness.block)

    @cached_property
    def _likenesses(self) -> "Likenesses":
        # Half of what there is to do at the start, and most conversations never need it.
        from skill.speaker.hearing.likeness import Likenesses  # noqa: PLC0415

        return Likenesses(self._blocks, self._slot_types, self._vocabulary, self._decisive)

    def _spans(self, words: Sequence[str], moment: Moment, *, tolerant: bool) -> Sequence[Span]:
        today = moment.now.date() if moment.now else None
        return self._spotter.spans(words, today, tolerant=tolerant)

    def _by_beginning(self) -> dict[str, list[tuple[int, Tree]]]:
        found: dict[str, list[tuple[int, Tree]]] = {}
        for index, block in enumerate(self._blocks):
            for tree in block.trees:
                for word in first_words(tree):
                    found.setdefault(self._typed(word), []).append((index, tree))
        return found

    def _words_of(self, compiled: Compiled, spelling: Spelling) -> Vocabulary:
        samples = (sample for block in compiled.blocks for sample in block.samples)
        words = {self._typed(word) for sample in samples for word in sample.split()}
        fillers = {skip[0] for skip in self._skips if len(skip) == 1}
        near = {word for each in compiled.near_words for word in spelling.words(each)}
        return Vocabulary(words, fillers, compiled.small_words, near, compiled.alike)

    def _typed(self, leaf: str) -> str:
        return f"{{{self._slot_types[leaf[1:-1]]}}}" if leaf.startswith("{") else leaf


def _fullness(candidate: Candidate) -> tuple[float, int, str]:
    """Sorts what says more of an intent before what says less, and never by chance."""
    custom = (span for _, span in candidate.filled if not span.is_built_in)
    in_slots = sum(len(span.indices) for span in custom)
    fullness = candidate.rank + _FILLED * len(candidate.filled) + _IN_SLOT * in_slots
    return -fullness, candidate.block, str(candidate.filled)


def _less(candidate: Candidate, cost: float) -> Candidate:
    return replace(candidate, score=candidate.score - cost, rank=candidate.rank - cost)


def _fitting(prefer: str, moment: Moment) -> int:
    """1 where the moment that a block waits for is now, -1 where it is not, else 0."""
    if not prefer:
        return 0
    return 1 if getattr(moment, prefer) else -1
