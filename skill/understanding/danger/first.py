"""Danger goes before all else that a sentence may mean."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from skill.understanding.candidate import Candidate
from skill.understanding.compiled import Compiled, danger_learnt_file
from skill.understanding.danger.alarm import Alarm, Danger
from skill.understanding.danger.traits import traits
from skill.understanding.heard import SOMETHING_WRONG
from skill.understanding.spans import Span, Value
from skill.understanding.understanding import LEARNT, LIKE_ENOUGH

if TYPE_CHECKING:
    from skill.understanding.danger.classifier import DangerClassifier

_DANGERS = frozenset(
    {"EmergencyIntent", "SeeDoctorIntent", "FaintIntent", "LegPainIntent", SOMETHING_WRONG}
)
_FIRST = 10.0
"""The rank of danger; no other sentence comes near."""
_MENDED = 0.95
"""The score of a danger that was found after words were mended."""
_HALF = 0.6
"""The score of a sentence that is half like a danger."""
_CLOSE = 0.05
"""So little below the best guess a danger may be to be asked about."""
_UNDERSTOOD = 0.85
"""A sentence that scores so much is not asked about for a word of danger in it."""
_LEAST = 0.55
"""What a danger has to score to be asked about."""
_LEAD, _LEAD_IF_UNKNOWN, _LEAD_IF_FOUND = 0.3, 0.1, -0.6
"""The lead that danger needs by the examples: to be asked about where the sentence may mean
something else, the same where nothing else is understood, and to be believed where a pattern finds
it. Of 2,087 dangers by five writers not learnt from, none of the last had less."""
_HURT, _HURTS = "HurtIntent", 0.5
"""A sentence that is likely about pain is answered as that, which stops the exercise as well."""
_TOPIC, _TOPIC_TYPE = "topic", "FaqTopic"


class DangerFirst:
    """Puts danger before the other meanings of a sentence."""

    def __init__(
        self, compiled: Compiled, language: str, mended: Callable[[Sequence[str]], Sequence[str]]
    ) -> None:
        """Take a language's words, its name, and what mends slips in a sentence."""
        self._language = language
        self._alarm = Alarm(compiled.danger)
        self._mended = mended
        self._names = [tuple(name.split()) for name in compiled.invocation["names"]]
        values = [*compiled.types.values(), *compiled.exercises.values()]
        names = (name for ids in values for said in ids.values() for name in said)
        self._named = frozenset(word for name in names for word in name.split())
        self._topics = compiled.types[_TOPIC_TYPE]

    def first(self, words: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, led by the danger that the sentence speaks of, if there is one."""
        own = self._without_name(words)
        danger, score = self._alarm.heard_in(own), 1.0
        is_told = bool(candidates) and candidates[0].score > LEARNT
        if danger is not None and danger.intent in _DANGERS and self._lead(own) < _LEAD_IF_FOUND:
            return [each for each in candidates if not _is_guessed_danger(each)]
        if danger is None and not is_told and not self._alarm.is_harmless(own):
            danger, score = self._unclear(own, candidates)
        if danger is None and not is_told and own and self._is_like_examples(own, candidates):
            danger, score = Danger(SOMETHING_WRONG), _HALF
        known = [each for each in candidates if not _is_guessed_danger(each)]
        if danger is None:
            return known
        first = Candidate(danger.intent, self._filled(danger), score, _FIRST)
        return [first, *(each for each in known if each.intent != danger.intent)]

    def traits(self, words: Sequence[str]) -> dict[str, float]:
        """What danger in a sentence is learnt by."""
        return self._traits(self._without_name(words))

    def _unclear(
        self, words: Sequence[str], candidates: Sequence[Candidate]
    ) -> tuple[Danger | None, float]:
        """The danger in a sentence that is misheard, or only half like one; and its score."""
        # "Tilt" is an exercise's, and no slip of "toilet".
        pairs = zip(words, self._mended(words), strict=True)
        mended = [word if word in self._named else right for word, right in pairs]
        danger = self._alarm.heard_in(mended)
        if danger is None and self._is_half_like(mended, candidates):
            return Danger(SOMETHING_WRONG), _HALF
        return danger, _MENDED

    def _is_half_like(self, words: Sequence[str], candidates: Sequence[Candidate]) -> bool:
        known = [each for each in candidates if not _is_guessed_danger(each)]
        guessed = max((each.score for each in known), default=0.0)
        if guessed < _UNDERSTOOD and self._alarm.is_half_in(words):
            return True
        if known and known[0].intent == _HURT and guessed >= _HURTS:
            return False
        dangers = [each.score for each in candidates if _is_guessed_danger(each)]
        is_close = bool(dangers) and max(dangers) >= max(_LEAST, guessed - _CLOSE)
        return is_close and self._alarm.has_state(words)

    def _is_like_examples(self, words: Sequence[str], candidates: Sequence[Candidate]) -> bool:
        """Whether a sentence is like the examples of danger more than like all others."""
        is_known = any(each.score >= LIKE_ENOUGH for each in candidates)
        return self._lead(words) > (_LEAD if is_known else _LEAD_IF_UNKNOWN)

    def _lead(self, words: Sequence[str]) -> float:
        return self._classifier.lead(self._traits(words))

    def _traits(self, words: Sequence[str]) -> dict[str, float]:
        found = self._alarm.heard_in(words)
        name = found.intent if found and found.intent in _DANGERS else ""
        return traits(self._alarm.spelled(words), self._alarm.signs(words), name)

    @cached_property
    def _classifier(self) -> "DangerClassifier":
        # Most sentences are settled without it.
        from skill.understanding.danger.classifier import DangerClassifier  # noqa: PLC0415

        return DangerClassifier.load(danger_learnt_file(self._language))

    def _filled(self, danger: Danger) -> tuple[tuple[str, Span], ...]:
        if not danger.topic:
            return ()
        name = self._topics[danger.topic][0]
        return ((_TOPIC, Span(_TOPIC_TYPE, 0, 0, (Value(name, danger.topic, name),))),)

    def _without_name(self, words: Sequence[str]) -> list[str]:
        """The words without the skill's name: it has a part of the body in it."""
        rest: list[str] = []
        for word in words:
            rest.append(word)
            for name in self._names:
                if tuple(rest[-len(name) :]) == name:
                    del rest[-len(name) :]
        return rest


def _is_guessed_danger(candidate: Candidate) -> bool:
    """Whether it is a danger that no template says, only what was learnt."""
    return candidate.intent in _DANGERS and candidate.score <= LEARNT
