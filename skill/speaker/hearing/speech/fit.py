"""How well a sentence fits what can be meant in a moment."""

from collections.abc import Callable
from typing import TypeAlias

from skill.speaker.hearing.heard import FALLBACK, Moment
from skill.speaker.hearing.hearing import Hearing

Fit: TypeAlias = Callable[[str, Moment], float]
"""Sentence and moment -> 0 (means nothing) to 1 (a template's sentence, word for word)."""


def fit_of(locale: str) -> Fit:
    """The judgement of the speaker's text hearing."""
    hearing = Hearing.load(locale)

    def fit(text: str, moment: Moment) -> float:
        heard = hearing.hear(text, moment)
        return 0.0 if heard.intent == FALLBACK else heard.score

    return fit
