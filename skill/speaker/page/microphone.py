"""The sound of a browser's microphone, turned into a sentence."""

import re
from dataclasses import dataclass

from skill.speaker.hearing import Moment
from skill.speaker.hearing.speech import SAMPLE_RATE, Recognizer

LEAST_CONFIDENCE = 0.1
"""Hands-free, what is less sure is taken for noise: talk that was not for us scores about 0.04."""
_WAKE_WORD = re.compile(r"^\s*(?:hey\s+)?alexa\b[\s,.!]*", re.IGNORECASE)
_LEAST_S = 0.2
"""A shorter sound is a click, not a word."""


@dataclass(frozen=True, slots=True)
class Listened:
    """What came in at the microphone."""

    text: str
    """The words."""
    is_meant: bool
    """Whether they are for the device."""


def listened(
    recognizer: Recognizer, pcm: bytes, rate_hz: int, moment: Moment, *, hands_free: bool
) -> Listened:
    """Listens to mono sound of 16 bits at any rate.

    Hands-free, and with no question open, only what follows the wake word is meant.
    """
    if len(pcm) < _LEAST_S * rate_hz * 2:
        return Listened("", is_meant=False)
    heard = recognizer.transcribe(_at_16_khz(pcm, rate_hz), moment)
    words = _WAKE_WORD.sub("", heard.text)
    if not hands_free:
        # Who holds the button wants to be heard; what means nothing is asked about.
        return Listened(heard.text, is_meant=bool(words))
    called = words != heard.text or moment.question_open
    return Listened(heard.text, bool(words) and called and heard.confidence >= LEAST_CONFIDENCE)


def _at_16_khz(pcm: bytes, rate_hz: int) -> bytes:
    if rate_hz == SAMPLE_RATE:
        return pcm
    import numpy as np  # noqa: PLC0415 - only who has a microphone waits for these
    from scipy.signal import resample_poly  # noqa: PLC0415

    samples = resample_poly(
        np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32), SAMPLE_RATE, rate_hz
    )
    return bytes(np.clip(np.rint(samples), -32_768, 32_767).astype("<i2").tobytes())
