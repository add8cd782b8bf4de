"""Something that the device says, and how long saying it takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from skill.speaker.device.profile import Json
from skill.speaker.device.ssml import Break, Clip, Piece, SsmlError, Words, read, spoken

WORD_MS = 375
"""One spoken word: 160 words a minute, the middle of what is measured for Alexa's voices."""

SENTENCE_END_MS = 350
"""The breath after a sentence."""


@dataclass(frozen=True, slots=True)
class Speech:
    """An `outputSpeech`, read."""

    source: str
    """The SSML, or the plain text, as the skill sent it."""
    pieces: tuple[Piece, ...]
    """What is heard, in order."""

    @property
    def text(self) -> str:
        """The words alone."""
        return spoken(self.pieces)

    @property
    def clips(self) -> list[str]:
        """The addresses of its sound files."""
        return [piece.url for piece in self.pieces if isinstance(piece, Clip)]

    @property
    def longest_break_ms(self) -> int:
        """The longest single `<break>`; 0 without any."""
        return max((p.length_ms for p in self.pieces if isinstance(p, Break)), default=0)


def from_output_speech(output_speech: Json) -> Speech:
    """Reads `outputSpeech`.

    Raises:
        SsmlError: when it is neither readable SSML nor plain text.
    """
    kind = output_speech.get("type")
    source = output_speech.get({"SSML": "ssml", "PlainText": "text"}.get(str(kind), ""))
    if not isinstance(source, str):
        raise SsmlError("an outputSpeech is SSML with an ssml, or PlainText with a text")
    return Speech(source, read(source) if kind == "SSML" else (Words(source),))


def estimated_ms(speech: Speech, clip_ms: Callable[[str], int]) -> int:
    """How long Alexa would take to say it, from words a minute and the clips' real lengths."""
    return sum(_piece_ms(piece, clip_ms) for piece in speech.pieces)


def _piece_ms(piece: Piece, clip_ms: Callable[[str], int]) -> int:
    match piece:
        case Break(length_ms):
            return length_ms
        case Clip(url):
            return clip_ms(url)
        case Words(text):
            sentences = len(re.findall(r"[.!?](?=\s|$)", text))
            return len(text.split()) * WORD_MS + sentences * SENTENCE_END_MS
