"""Which intents a sentence may mean: word for word, with slips mended, or as learnt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from skill.understanding.candidate import Candidate
from skill.understanding.clauses import calming_clause
from skill.understanding.compiled import Compiled, learnt_file
from skill.understanding.cries import Cries, pain_first
from skill.understanding.doubts import Doubts
from skill.understanding.filling import fill
from skill.understanding.heard import Moment
from skill.understanding.kinds import DANGERS
from skill.understanding.matching import Match, Sentence, first_words, matches, needed
from skill.understanding.several import takes_several
from skill.understanding.slips import Slips
from skill.understanding.spans import Span, Value
from skill.understanding.spelling import Spelling
from skill.understanding.spotter import Spotter
from skill.understanding.tree import Tree, leaves
from skill.understanding.turning import turnings
from skill.understanding.wishes import SURE, TwoWishes, two_wishes

if TYPE_CHECKING:
    from skill.understanding.judge import Judge, Verdict

_SKIPPED_COST = 0.01
"""What each word passed over takes from a sentence that is otherwise a template's."""
_SLIP_COST = 0.08
"""What each mended word takes from it."""
_RUNNERS_UP = 6
"""How many meanings of a sentence are looked at that no template says."""
LEARNT = 0.9
"""The surest that a sentence can be which no template has."""
LIKE_ENOUGH = LEARNT / 2
"""A score below it means nothing to us."""
_PREFERRED = 0.2
"""What the moment adds to an intent that it makes likely, in the ranking of exact sentences."""
_PREFERRED_LEARNT = 0.05
"""The same in the ranking of others."""
_LITERAL = 0.001
"""What each word that a template says itself adds to the rank: a tie goes to the intent whose
sentence is spelt out."""
_SCOPE = "scope"
"""The slot that tells whether a wish holds for now or from now on."""
_FILLED, _IN_SLOT = 0.01, 0.002
"""What each slot, and each word of a custom value, adds where two sentences of one intent fit: the
one that says more is taken; "figure four stretch" is more than "figure four" and a "stretch"."""


class Understanding:
    """All templates and examples of a language, with the catalog of one of its locales."""

    def __init__(self, compiled: Compiled, locale: str, spelling: Spelling) -> None:
        """Take the templates and words."""
        self._language = locale.partition("-")[0]
        self._blocks = compiled.blocks
        self._intents = compiled.intents
        self._slot_types = compiled.slots
        self._types = compiled.types_of(locale)
        self._skips = frozenset(tuple(spelling.words(skip)) for skip in compiled.skip_words)
        self._spotter = Spotter(compiled, self._types, spelling)
        self._templates = self._by_beginning()
        self._prefers: dict[str, list[str]] = {}
        for block in self._blocks:
            self._prefers.setdefault(block.intent, []).append(block.prefer)
        self._several = frozenset(compiled.several)
        self._cries = Cries(compiled.cries)
        self._doubts = Doubts(self._skips, self.readings)

    def candidates(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        """Every intent that a sentence may be taken for, the likeliest first."""
        spans = self._spans(words, moment, tolerant=False)
        cleared = self._doubts.cleared(self.readings(words, moment), words, spans, moment)
        if self._cries.is_in(words):
            return pain_first(cleared)
        if any(each.score >= LIKE_ENOUGH for each in cleared if each.intent not in DANGERS):
            return cleared
        return [*self._calming(words, moment), *cleared]

    def _calming(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        """What a clause of a sentence says that is not understood as a whole."""
        return calming_clause(words, turnings(words), lambda clause: self._said(clause, moment))

    def two_wishes(self, words: Sequence[str], moment: Moment) -> TwoWishes | None:
        """Both wishes of a sentence that no template says as a whole; None where there are none."""
        if turnings(words) or any(each.score >= SURE for each in self._said(words, moment)):
            return None
        return two_wishes(words, lambda clause: self.readings(clause, moment))

    def _said(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        """The readings of words by templates."""
        return [*self._exact(words, self._spans(words, moment, tolerant=False), moment)]

    def readings(self, words: Sequence[str], moment: Moment) -> list[Candidate]:
        """Every intent that a sentence is like, the likeliest first, without any doubt."""
        best: dict[str, Candidate] = {}
        for candidate in sorted(self._found(words, moment), key=_fullness):
            best.setdefault(candidate.intent, candidate)
        return sorted(best.values(), key=lambda each: (-each.rank, each.block))

    def mended(self, words: Sequence[str]) -> list[str]:
        """The words with slips mended."""
        return [self._slips.mended(word) for word in words]

    def spans(self, words: Sequence[str], today: date | None, *, tolerant: bool) -> Sequence[Span]:
        """All that could fill a slot; see `Spotter.spans`."""
        return self._spotter.spans(words, today, tolerant=tolerant)

    def _found(self, words: Sequence[str], moment: Moment) -> Iterable[Candidate]:
        found = [*self._exact(words, self._spans(words, moment, tolerant=False), moment)]
        if found or not words:
            return found
        # "Stop stop stop stop": once is enough to know it by.
        once = [word for word, _ in groupby(words)]
        mended = self.mended(once)
        slips = sum(word != right for word, right in zip(once, mended, strict=True))
        spans = self._spans(mended, moment, tolerant=True)
        if mended != words or any(span.likeness < 1 for span in spans):
            found = [_less(each, _SLIP_COST * slips) for each in self._exact(mended, spans, moment)]
        if found:
            return found
        # Parts of words are learnt too, so a slip does no harm from here on.
        return self._learnt(
            once, self._spans(once, moment, tolerant=True) if slips else spans, moment
        )

    def _exact(
        self, words: Sequence[str], spans: Sequence[Span], moment: Moment
    ) -> Iterator[Candidate]:
        sentence = Sentence(words, spans, self._skips, self._slot_types)
        templates = {
            id(tree): (index, tree)
            for beginning in sentence.beginnings
            for index, tree, words_needed in self._templates.get(beginning, ())
            if words_needed <= sentence.leaves
        }
        for index, tree in templates.values():
            for match in matches(tree, sentence):
                if self._can_hold(self._blocks[index].intent, match):
                    yield self._exactly(index, match, sentence, moment)

    def _can_hold(self, intent: str, match: Match) -> bool:
        """Whether each list of values is in a slot that takes several."""
        return all(
            len(span.values) == 1 or takes_several(self._several, intent, slot)
            for slot, span in match.filled
        )

    def _exactly(self, index: int, match: Match, sentence: Sentence, moment: Moment) -> Candidate:
        block = self._blocks[index]
        doubt = sum(1 - span.likeness for _, span in match.filled)
        score = max(0.0, 1 - _SKIPPED_COST * match.skipped - doubt)
        rank = score + _LITERAL * match.literal
        rank += _PREFERRED * _fitting(block.prefer, moment)
        filled = self._with_scope(block.intent, match.filled, sentence.spans)
        return Candidate(
            block.intent,
            filled,
            score,
            rank,
            index,
            said=len(sentence.words) - match.skipped,
            waits_for=block.prefer,
        )

    def _with_scope(
        self, intent: str, filled: tuple[tuple[str, Span], ...], spans: Sequence[Span]
    ) -> tuple[tuple[str, Span], ...]:
        """Fill the scope of a wish from words that were passed over: "today" is never for good."""
        names = {name for name, _ in filled}
        if _SCOPE not in self._intents.get(intent, ()) or _SCOPE in names:
            return filled
        said = [span for span in spans if span.type == self._slot_types[_SCOPE]]
        if not said:
            return filled
        return (*filled, (_SCOPE, max(said, key=lambda span: len(span.indices))))

    def _learnt(
        self, words: Sequence[str], spans: Sequence[Span], moment: Moment
    ) -> Iterator[Candidate]:
        for verdict in self._judge.verdicts(words, spans)[:_RUNNERS_UP]:
            score = LEARNT * verdict.score
            prefers = self._prefers.get(verdict.intent, ("",))
            fitting = max(_fitting(prefer, moment) for prefer in prefers)
            rank = score + _PREFERRED_LEARNT * fitting
            filled = self._filled(verdict, words, spans)
            yield Candidate(verdict.intent, filled, score, rank, is_learnt=True)

    def _filled(
        self, verdict: "Verdict", words: Sequence[str], spans: Sequence[Span]
    ) -> tuple[tuple[str, Span], ...]:
        slots = {name: self._slot_types[name] for name in self._intents.get(verdict.intent, ())}
        values = {
            slot: Value(self._types[slots[slot]][id_][0], id_, self._types[slots[slot]][id_][0])
            for slot, id_ in verdict.values.items()
        }
        lists = {
            type_
            for slot, type_ in slots.items()
            if takes_several(self._several, verdict.intent, slot)
        }
        held = [span for span in spans if len(span.values) == 1 or span.type in lists]
        return fill(slots, values, words, held)

    @cached_property
    def _judge(self) -> "Judge":
        # Takes as long to read as all the rest, and most conversations never need it.
        from skill.understanding.judge import Judge  # noqa: PLC0415

        return Judge.load(learnt_file(self._language))

    @cached_property
    def _slips(self) -> Slips:
        words = {leaf for block in self._blocks for tree in block.trees for leaf in leaves(tree)}
        return Slips(words | self._judge.words | {word for skip in self._skips for word in skip})

    def _spans(self, words: Sequence[str], moment: Moment, *, tolerant: bool) -> Sequence[Span]:
        return self.spans(words, moment.now.date() if moment.now else None, tolerant=tolerant)

    def _by_beginning(self) -> dict[str, list[tuple[int, Tree, frozenset[str]]]]:
        found: dict[str, list[tuple[int, Tree, frozenset[str]]]] = {}
        for index, block in enumerate(self._blocks):
            for tree in block.trees:
                template = index, tree, needed(tree)
                for word in first_words(tree):
                    found.setdefault(self._typed(word), []).append(template)
        return found

    def _typed(self, leaf: str) -> str:
        return f"{{{self._slot_types[leaf[1:-1]]}}}" if leaf.startswith("{") else leaf


def _fullness(candidate: Candidate) -> tuple[float, int, str]:
    """Sorts what says more of an intent before what says less, and never by chance."""
    custom = (span for _, span in candidate.filled if not span.is_built_in)
    in_slots = sum(len(span.indices) for span in custom)
    fullness = candidate.rank + _FILLED * len(candidate.filled) + _IN_SLOT * in_slots
    return -fullness, candidate.block, str(candidate.filled)


def _less(candidate: Candidate, cost: float) -> Candidate:
    score, rank = candidate.score - cost, candidate.rank - cost
    is_mended = cost > 0 or any(span.likeness < 1 for _, span in candidate.filled)
    return replace(candidate, score=score, rank=rank, is_mended=is_mended)


def _fitting(prefer: str, moment: Moment) -> int:
    """1 where the moment that a block waits for is now, -1 where it is not, else 0."""
    if not prefer:
        return 0
    return 1 if getattr(moment, prefer) else -1
