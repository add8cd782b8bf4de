"""From text to intent and slots, as Alexa would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interaction_model.compiled import Compiled, load_compiled
from interaction_model.spelling import Spelling
from skill.speaker.hearing.heard import FALLBACK, Heard, Moment
from skill.speaker.hearing.invocation import Invocation
from skill.speaker.hearing.likeness import Likenesses
from skill.speaker.hearing.matching import Match, Sentence, first_words, matches, needed_words
from skill.speaker.hearing.slots import all_slots
from skill.speaker.hearing.spans import Span
from skill.speaker.hearing.spotter import Spotter

LIKE_ENOUGH = 0.72
"""Below it, a sentence means nothing to us."""
_SKIPPED_COST = 0.01
"""What each word passed over takes from a sentence that is otherwise a template's."""
_PREFERRED = 0.2
"""What the moment adds to an intent that it makes likely, in the ranking only."""


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


class Hearing:
    """The local speaker's understanding of text in one locale."""

    def __init__(self, compiled: Compiled) -> None:
        """Take a locale's templates and words."""
        self._intents = compiled.intents
        self._slot_types = compiled.slots
        self._spelling = Spelling(compiled.respell)
        self._spotter = Spotter(compiled, self._spelling)
        self._skips = frozenset(tuple(self._spelling.words(skip)) for skip in compiled.skip_words)
        self._invocation = Invocation(compiled.invocation, self._spelling)
        self._blocks = compiled.blocks
        self._trees = [
            (index, tree, first_words(tree), needed_words(tree))
            for index, block in enumerate(compiled.blocks)
            for tree in block.trees
        ]
        fillers = frozenset(skip[0] for skip in self._skips if len(skip) == 1)
        self._likenesses = Likenesses(compiled.blocks, compiled.slots, fillers, compiled.decisive)

    @classmethod
    def load(cls, locale: str = "en-US") -> "Hearing":
        """The hearing of a locale.

        Raises:
            FileNotFoundError: there is no source for the locale's language.
            interaction_model.source.SourceError: the source is broken.
        """
        return cls(load_compiled(locale))

    def hear(self, text: str, moment: Moment) -> Heard:
        """What a sentence is taken for in a moment."""
        words = self._invocation.without_wake_word(self._spelling.words(text))
        called = self._invocation.called(words)
        if called is None:
            return self._intent(self.candidates(text, moment), text, named=False)
        if not called.requests:
            return Heard("LaunchRequest", None, named=True, text=text)
        found = [
            candidate
            for request in called.requests
            for candidate in self._candidates(request, moment)
        ]
        return self._intent(sorted(found, key=lambda each: -each.rank), text, named=True)

    def candidates(self, text: str, moment: Moment) -> list[Candidate]:
        """Every intent that a sentence may mean, the likeliest first."""
        words = self._invocation.without_wake_word(self._spelling.words(text))
        return self._candidates(words, moment)

    def _candidates(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        today = moment.now.date() if moment.now else None
        spans = self._spotter.spans(words, today)
        found = [*self._exact(words, spans, moment)] or [*self._like(words, spans, moment)]
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda each: each.rank):
            best[candidate.intent] = candidate
        return sorted(best.values(), key=lambda each: -each.rank)

    def _exact(
        self, words: Sequence[str], spans: Sequence[Span], moment: Moment
    ) -> Iterator[Candidate]:
        sentence = Sentence(words, spans, self._skips, self._slot_types)
        there = set(words)
        for index, tree, _, needed in self._trees:
            if needed <= there:
                for match in matches(tree, sentence):
                    yield self._candidate(index, match, moment)

    def _candidate(self, index: int, match: Match, moment: Moment) -> Candidate:
        block = self._blocks[index]
        slips = sum(1 - span.likeness for _, span in match.filled)
        score = max(0.0, 1 - _SKIPPED_COST * match.skipped - slips)
        rank = score + self._bonus(block.prefer, moment) + 0.001 * match.literal
        return Candidate(block.intent, match.filled, score, rank)

    def _like(
        self, words: Sequence[str], spans: Sequence[Span], moment: Moment
    ) -> Iterator[Candidate]:
        for likeness in self._likenesses.best(words, spans):
            block = self._blocks[likeness.block]
            rank = likeness.score + self._bonus(block.prefer, moment) / 4
            yield Candidate(block.intent, likeness.filled, likeness.score, rank)

    @staticmethod
    def _bonus(prefer: str, moment: Moment) -> float:
        if not prefer:
            return 0.0
        return _PREFERRED if getattr(moment, prefer) else -_PREFERRED

    def _intent(self, candidates: Sequence[Candidate], text: str, *, named: bool) -> Heard:
        if not candidates or candidates[0].score < LIKE_ENOUGH:
            score = candidates[0].score if candidates else 0.0
            return Heard("IntentRequest", FALLBACK, {}, round(score, 3), named, text)
        best = candidates[0]
        slots = all_slots(self._intents[best.intent], dict(best.filled))
        return Heard("IntentRequest", best.intent, slots, round(best.score, 3), named, text)
