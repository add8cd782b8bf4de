"""From text to a request's type, intent and slots, as Alexa would."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from skill.understanding.candidate import Candidate
from skill.understanding.compiled import Compiled, load_compiled
from skill.understanding.danger import DangerFirst
from skill.understanding.heard import FALLBACK, Heard, Moment
from skill.understanding.invocation import Invocation
from skill.understanding.kinds import DANGERS, PAIN
from skill.understanding.slots import all_slots
from skill.understanding.spans import Span
from skill.understanding.spelling import Spelling
from skill.understanding.understanding import LIKE_ENOUGH, Understanding

LAUNCH: Literal["LaunchRequest"] = "LaunchRequest"
_START = "StartRoutineIntent"


class Hearing:
    """The local speaker's understanding of text in one locale."""

    def __init__(self, compiled: Compiled, locale: str) -> None:
        """Take a language's templates and words, and the locale whose catalog counts."""
        self._intents = compiled.intents
        self._spelling = Spelling(compiled.respell)
        self._invocation = Invocation(compiled.invocation, compiled.skip_words, self._spelling)
        self._understanding = Understanding(compiled, locale, self._spelling)
        language = locale.partition("-")[0]
        self._danger = DangerFirst(compiled, language, self._understanding.mended)

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
            return Heard(LAUNCH, None, named=True, text=text)
        candidates = self.candidates(text, moment)
        if candidates and candidates[0].intent not in DANGERS | PAIN:
            requests = [self._words(text)] if called is None else called.requests
            twos = [self._understanding.two_wishes(words, moment) for words in requests]
            if two := twos[0] if all(twos) else None:
                heard = self._heard([two.done], text, named=called is not None)
                return replace(heard, left=" ".join(two.left))
        return self._heard(candidates, text, named=called is not None)

    def candidates(self, text: str, moment: Moment) -> list[Candidate]:
        """Every intent that a sentence may mean, the likeliest first; none for a plain launch.

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
        found.sort(key=lambda each: (-each.rank, each.block))
        return self._danger.first(words, found)

    def parts(self, text: str, today: date | None) -> tuple[list[str], Sequence[Span]]:
        """A sentence's words, and all in it that could fill a slot, also by likeness.

        Args:
            text: the sentence.
            today: the day that "tomorrow" is counted from; without it no date is found.
        """
        words = self._words(text)
        return words, self._understanding.spans(words, today, tolerant=True)

    def danger_traits(self, text: str) -> dict[str, float]:
        """What danger in a sentence is learnt by; see `traits`."""
        return self._danger.traits(self._words(text))

    def _words(self, text: str) -> list[str]:
        return self._invocation.without_wake_word(self._spelling.words(text))

    def _heard(self, candidates: Sequence[Candidate], text: str, *, named: bool) -> Heard:
        if not candidates:
            return Heard("IntentRequest", FALLBACK, named=named, score=0.0, text=text)
        best = candidates[0]
        score = round(best.score, 3)
        if score < LIKE_ENOUGH:
            return Heard("IntentRequest", FALLBACK, named=named, score=score, text=text)
        if best.intent == LAUNCH and self._invocation.is_named(self._words(text)):
            return Heard(LAUNCH, None, named=True, score=score, text=text)
        # Whoever opens it without its name wants what it is there for.
        intent = _START if best.intent == LAUNCH else best.intent
        slots = all_slots(self._intents[intent], dict(best.filled))
        return Heard("IntentRequest", intent, slots, score, named, text)
