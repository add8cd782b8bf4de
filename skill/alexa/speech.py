"""What is spoken: words, pauses and sound clips, and the SSML they become."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from skill.limits import BREAK_MS
from skill.routine.lengths import estimate_ms


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or a few."""

    text: str
    """Plain text; anything that XML would trip over is escaped when it is written."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence."""

    ms: int
    """How long, in milliseconds; as many breaks as the platform's limit makes it."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound file."""

    url: str
    """Where it is."""
    length_ms: int
    """How long it lasts."""


Piece = Words | Pause | Clip
_TELEPHONE = re.compile(r"\b(911|999|112|000)\b")
"""Emergency numbers, which are said digit by digit."""
Speech = tuple[Piece, ...]


def ssml(speech: Iterable[Piece]) -> str:
    """The speech as SSML, without the outer `<speak>`, which the SDK adds."""
    return " ".join(tag for piece in speech for tag in _tags(piece))


def text(speech: Iterable[Piece]) -> str:
    """The words alone, for a card or a screen."""
    return " ".join(piece.text for piece in speech if isinstance(piece, Words))


def length_ms(speech: Iterable[Piece]) -> int:
    """About how long the speech lasts, in milliseconds; words are estimated."""
    return sum(_length_ms(piece) for piece in speech)


def _tags(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Words):
        text = escape(_speakable(piece.text), quote=False)
        yield _TELEPHONE.sub(r'<say-as interpret-as="digits">\1</say-as>', text)
    elif isinstance(piece, Clip):
        yield f'<audio src="{escape(piece.url)}"/>'
    else:
        full, rest = divmod(piece.ms, BREAK_MS)
        yield from (f'<break time="{ms}ms"/>' for ms in [BREAK_MS] * full + [rest] * bool(rest))


def _length_ms(piece: Piece) -> int:
    if isinstance(piece, Words):
        return estimate_ms(piece.text)
    return piece.ms if isinstance(piece, Pause) else piece.length_ms


def _speakable(words: str) -> str:
    """The text without the characters that XML cannot hold at all; any space is one space."""
    if words.isprintable():  # as nearly all is; of spaces, only the usual one is printable
        return words
    letters = (" " if letter.isspace() else letter for letter in words)
    return "".join(letter for letter in letters if letter.isprintable())
