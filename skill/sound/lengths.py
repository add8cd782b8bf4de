"""Measured lengths of phrases: the small manifest that ships, so that Lambda needs no voice."""

import hashlib
from collections.abc import Mapping
from typing import TypedDict

from skill.routine.lengths import Lengths, estimate_ms


class LengthsJson(TypedDict):
    """A manifest of measured lengths, as JSON: `skill/content/<locale>/lengths/<voice>.json`."""

    voice: str
    """Id of the voice."""
    ms: dict[str, int]
    """Milliseconds by the phrase's `text_id`."""


def text_id(text: str) -> str:
    """What a phrase's text is called in a manifest: the first 16 digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def measured(manifest: LengthsJson, phrases: Mapping[str, str]) -> Lengths:
    """How long each phrase lasts in the manifest's voice.

    A text that was never measured gets an estimate, so that planning always works; rendering it
    asks for a new `back-routine audio build` if the estimate is too short.

    Args:
        manifest: measured lengths of one voice.
        phrases: text by phrase key.
    """
    known = manifest["ms"]
    ms = {key: known.get(text_id(text)) or estimate_ms(text) for key, text in phrases.items()}
    return Lengths(manifest["voice"], ms)


def unmeasured(manifest: LengthsJson, phrases: Mapping[str, str]) -> list[str]:
    """The texts that the manifest has no length for, each once, in order."""
    return sorted({text for text in phrases.values() if text_id(text) not in manifest["ms"]})
