"""Danger goes before all else that a sentence may mean."""

from collections.abc import Callable, Sequence

from interaction_model.compiled import Compiled
from skill.speaker.hearing.candidate import Candidate
from skill.speaker.hearing.danger.alarm import Alarm, Danger
from skill.speaker.hearing.heard import SOMETHING_WRONG
from skill.speaker.hearing.spans import Span, Value
from skill.speaker.hearing.understanding import LEARNT

_DANGERS = frozenset(
    {"EmergencyIntent", "SeeDoctorIntent", "FaintIntent", "LegPainIntent", SOMETHING_WRONG}
)
_FIRST = 10.0
"""The rank of danger; no other sentence comes near."""
_MENDED = 0.95
"""The score of a danger that was found after words were mended."""
_HALF = 0.6
"""The score of a sentence that is half like a danger."""
_CLOSE = 0.12
"""So little below the best guess a danger may be to be asked about."""
_LEAST = 0.4
"""What a danger has to score to be asked about."""
_TOPIC, _TOPIC_TYPE = "topic", "FaqTopic"


class DangerFirst:
    """Puts danger before the other meanings of a sentence."""

    def __init__(
        self, compiled: Compiled, mended: Callable[[Sequence[str]], Sequence[str]]
    ) -> None:
        """Take a language's words, and what mends slips in a sentence."""
        self._alarm = Alarm(compiled.danger)
        self._mended = mended
        self._names = [tuple(name.split()) for name in compiled.invocation["names"]]
        self._topics = compiled.types[_TOPIC_TYPE]

    def first(self, words: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, led by the danger that the sentence speaks of, if there is one."""
        own = self._without_name(words)
        danger, score = self._alarm.heard_in(own), 1.0
        is_exact = bool(candidates) and candidates[0].score > LEARNT
        if danger is None and not is_exact:
            danger, score = self._alarm.heard_in(self._mended(own)), _MENDED
        if danger is None and not is_exact and _is_half_like(candidates):
            danger, score = Danger(SOMETHING_WRONG), _HALF
        if danger is None:
            return [*candidates]
        first = Candidate(danger.intent, self._filled(danger), score, _FIRST)
        return [first, *(each for each in candidates if each.intent != danger.intent)]

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


def _is_half_like(candidates: Sequence[Candidate]) -> bool:
    """Whether a danger is the best guess or close below it."""
    danger = next((each for each in candidates if each.intent in _DANGERS), None)
    if danger is None or danger.score < _LEAST:
        return False
    return danger.score >= max(each.score for each in candidates) - _CLOSE
