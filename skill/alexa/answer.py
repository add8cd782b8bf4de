"""An answer before it is a response: what is said, asked and done."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from skill.alexa.speech import Piece, Speech, Words

Asking = dict[str, Any]
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the skill answers to one request."""

    speech: Speech = ()
    """What is spoken; nothing where the request allows no speech."""
    question: str | None = None
    """What is asked again if nobody answers; the microphone opens only if there is one."""
    is_asked_twice: bool = True
    """Whether the question is asked again when nobody answers; else the session then ends."""
    asking: Asking | None = None
    """What a yes or a no will mean, kept in the session."""
    directives: tuple[Any, ...] = ()
    """AudioPlayer and other directives, as the SDK's model objects."""
    keep: dict[str, Any] = field(default_factory=dict)
    """What else the session has to remember."""
    card: Any = None
    """What the app shows, as the SDK's model object; None for nothing."""

    @property
    def sends_away(self) -> bool:
        """Whether Alexa herself talks on, and brings the session back with her answer."""
        return any(
            getattr(each, "object_type", "") == "Connections.SendRequest"
            for each in self.directives
        )

    def after(self, *pieces: Piece) -> "Answer":
        """The same answer with something said before it."""
        return replace(self, speech=(*pieces, *self.speech))

    def doing(self, other: "Answer") -> "Answer":
        """The same answer with the directives of another."""
        return replace(self, directives=(*self.directives, *other.directives))


NOTHING = Answer()
"""An empty answer, for requests that allow no other."""


def tell(*texts: str) -> Answer:
    """Say something and close the session."""
    return Answer(speech=tuple(Words(text) for text in texts))


def ask(*texts: str, asking: Asking | None = None, again: str | None = None) -> Answer:
    """Say something that ends in a question and listen.

    Args:
        texts: what is said; the last ends in the question.
        asking: what a yes or a no will mean.
        again: what is asked when nobody answers; the last sentence, if nothing else.
    """
    return Answer(
        speech=tuple(Words(text) for text in texts),
        question=again or _SENTENCE_END.split(texts[-1])[-1],
        asking=asking,
    )
