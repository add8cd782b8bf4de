"""From text to a request's type, intent and slots, as Alexa would."""

from collections.abc import Sequence

from interaction_model.compiled import Compiled, load_compiled
from interaction_model.spelling import Spelling
from skill.speaker.hearing.heard import FALLBACK, Heard, Moment
from skill.speaker.hearing.invocation import Invocation
from skill.speaker.hearing.slots import all_slots
from skill.speaker.hearing.understanding import Candidate, Understanding

_EXERCISE = "Exercise"
LIKE_ENOUGH = 0.57
"""A score below it means nothing to us."""
_WITH_EXERCISE = 0.45
"""The same where an exercise of the catalog is named: hardly anybody else speaks of those."""


class Hearing:
    """The local speaker's understanding of text in one locale."""

    def __init__(self, compiled: Compiled, locale: str) -> None:
        """Take a language's templates and words, and the locale whose catalog counts."""
        self._intents = compiled.intents
        self._enough = compiled.eager
        self._exercises = frozenset(compiled.types_of(locale)[_EXERCISE])
        self._spelling = Spelling(compiled.respell)
        self._invocation = Invocation(compiled.invocation, compiled.skip_words, self._spelling)
        self._understanding = Understanding(compiled, locale, self._spelling)

    @classmethod
    def load(cls, locale: str = "en-US") -> "Hearing":
        """The hearing of a locale.

        Raises:
            FileNotFoundError: there is no source for the locale's language.
            interaction_model.source.SourceError: the source is broken.
        """
        return cls(load_compiled(locale), locale)

    def hear(self, text: str, moment: Moment) -> Heard:
        """What a sentence is taken for in a moment."""
        called = self._invocation.called(self._words(text))
        if called is not None and not called.requests:
            return Heard("LaunchRequest", None, named=True, text=text)
        return self._heard(self.candidates(text, moment), text, named=called is not None)

    def candidates(self, text: str, moment: Moment) -> list[Candidate]:
        """Every intent that a sentence may mean, the likeliest first; none for a launch.

        Where the skill was called by its name, what it was asked for is read.
        """
        words = self._words(text)
        called = self._invocation.called(words)
        readings = [words] if called is None else called.requests
        found = [
            candidate
            for reading in readings
            for candidate in self._understanding.candidates(reading, moment)
        ]
        return sorted(found, key=lambda each: (-each.rank, each.block))

    def _least(self, candidate: Candidate) -> float:
        """The least score at which a candidate is taken."""
        values = (value for _, span in candidate.filled for value in span.values)
        names_exercise = any(value.id in self._exercises for value in values)
        usual = _WITH_EXERCISE if names_exercise else LIKE_ENOUGH
        return min(usual, self._enough.get(candidate.intent, LIKE_ENOUGH))

    def _words(self, text: str) -> list[str]:
        return self._invocation.without_wake_word(self._spelling.words(text))

    def _heard(self, candidates: Sequence[Candidate], text: str, *, named: bool) -> Heard:
        if not candidates:
            return Heard("IntentRequest", FALLBACK, named=named, score=0.0, text=text)
        best = candidates[0]
        score = round(best.score, 3)
        if score < self._least(best):
            return Heard("IntentRequest", FALLBACK, named=named, score=score, text=text)
        slots = all_slots(self._intents[best.intent], dict(best.filled))
        return Heard("IntentRequest", best.intent, slots, score, named, text)
