"""Reads SSML into what is heard, piece by piece.

Tags: DOC/custom-skills/speech-synthesis-markup-language-ssml-reference.html.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_CONTAINERS = ("speak", "p", "s", "w", "say-as", "phoneme", "prosody", "emphasis", "voice", "lang")
_AMAZONS_OWN = ("amazon:effect", "amazon:emotion", "amazon:domain", "alexa:name")
_TAGS = frozenset((*_CONTAINERS, *_AMAZONS_OWN, "audio", "break", "sub", "mark"))
_SPELLED = ("digits", "characters", "spell-out")
_STRENGTHS_MS = {
    "none": 0,
    "x-weak": 0,
    "weak": 150,
    "medium": 250,
    "strong": 500,
    "x-strong": 750,
}
"""How long a `<break strength>` lasts; Amazon says only "as a comma", "a paragraph"."""
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_NAMESPACES = 'xmlns:amazon="amazon" xmlns:alexa="alexa"'


class SsmlError(ValueError):
    """The speech cannot be read, so Alexa refuses it; the message says where."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something spoken."""

    text: str
    """As it is heard, without tags."""
    is_spelled: bool = False
    """Whether it is said character by character: `<say-as interpret-as="digits">`."""


@dataclass(frozen=True, slots=True)
class Break:
    """Silence."""

    length_ms: int
    """How long."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound file."""

    url: str
    """Where it is; `https://…`, or `soundbank://…` for Amazon's own sounds."""


Piece = Words | Break | Clip


def read(ssml: str) -> tuple[Piece, ...]:
    """The pieces of a speech in the order in which they are heard.

    Raises:
        SsmlError: when it is not well formed, not inside `<speak>`, or holds an unknown tag.
    """
    if "<!" in ssml:
        raise SsmlError("SSML may hold no comment and no declaration")
    try:
        # No declaration, so no entities: nothing in here can grow.
        root = ET.fromstring(re.sub(r"<speak\b", f"<speak {_NAMESPACES}", ssml, count=1))  # noqa: S314
    except ET.ParseError as error:
        raise SsmlError(f"SSML is not well formed: {error}") from error
    if root.tag != "speak":
        raise SsmlError(f"SSML must stand inside <speak>, not <{root.tag}>")
    return tuple(_pieces(root))


def spoken(pieces: tuple[Piece, ...]) -> str:
    """The words alone, with single spaces."""
    words = " ".join(piece.text for piece in pieces if isinstance(piece, Words))
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join(words.split()))


def _pieces(element: ET.Element) -> Iterator[Piece]:
    tag = re.sub(r"\{(\w+)\}", r"\1:", element.tag)
    if tag not in _TAGS:
        raise SsmlError(f"Alexa knows no tag <{tag}>")
    if tag == "break":
        yield Break(_break_ms(element))
    elif tag == "audio":
        yield Clip(_source(element))
    elif tag == "sub":
        yield from _words(element.get("alias"))
    elif tag == "say-as" and element.get("interpret-as") in _SPELLED and element.text:
        yield Words(element.text, is_spelled=True)
    else:
        yield from _words(element.text)
        for child in element:
            yield from _pieces(child)
            yield from _words(child.tail)


def _words(text: str | None) -> Iterator[Words]:
    if text and text.strip():
        yield Words(text)


def _source(element: ET.Element) -> str:
    source = element.get("src")
    if not source:
        raise SsmlError("an <audio> must name its src")
    return source


def _break_ms(element: ET.Element) -> int:
    time, strength = element.get("time"), element.get("strength", "medium")
    if time is None:
        if strength not in _STRENGTHS_MS:
            raise SsmlError(f'a <break> has no strength "{strength}"')
        return _STRENGTHS_MS[strength]
    match = _TIME.fullmatch(time)
    if match is None:
        raise SsmlError(f'a <break> lasts for "800ms" or "2s", not "{time}"')
    return round(float(match[1]) * (1 if match[2] == "ms" else 1000))
