"""What a sentence means in a moment, and how well it fits that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from skill.understanding.heard import FALLBACK, Moment
from skill.understanding.hearing import Hearing
from skill.understanding.plainly import plainly

Values: TypeAlias = tuple[tuple[str, str], ...]
"""Slots with their values as text, by name."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence is taken for."""

    intent: str
    """The intent, or `LaunchRequest`."""
    fit: float
    """0 (means nothing) to 1 (a template's sentence, word for word)."""
    values: Values = ()
    """The slots that it fills."""

    def is_like(self, other: "Meaning") -> bool:
        """Whether both are taken for the same, however well they fit it."""
        return (self.intent, self.values) == (other.intent, other.values)


MeaningOf: TypeAlias = Callable[[str, Moment], Meaning]
"""Sentence and moment -> what is meant."""


def meaning_of(locale: str) -> MeaningOf:
    """The judgement of the speaker's text hearing."""
    hearing = Hearing.load(locale)

    def meaning(text: str, moment: Moment) -> Meaning:
        heard = hearing.hear(text, moment)
        intent = heard.intent or heard.request
        values = plainly(heard.slots)
        return Meaning(
            intent,
            0.0 if intent == FALLBACK else heard.score,
            tuple((name, str(values[name])) for name in sorted(values)),
        )

    return meaning
