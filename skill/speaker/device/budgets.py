"""Does an answer fit Alexa's limits?"""

import json
from collections.abc import Iterator

from skill import limits
from skill.speaker.device.addresses import is_reachable
from skill.speaker.device.answer import Answer
from skill.speaker.device.sounds import SoundNotFoundError, Sounds
from skill.speaker.device.speech import Speech


def over_budget(answer: Answer, sounds: Sounds) -> Iterator[str]:
    """Says of each limit that an answer passes by how much."""
    yield from _over("the response", answer.size_bytes, limits.RESPONSE_BYTES, "bytes")
    if answer.card:
        size = len(json.dumps(answer.card))
        yield from _over("the card", size, limits.CARD_CHARACTERS, "characters")
    clips = [url for speech in (answer.speech, answer.reprompt) if speech for url in speech.clips]
    yield from _over("the response", len(clips), limits.SPEECH_AUDIO_CLIPS, "audio clips")
    if answer.speech:
        yield from _speech("outputSpeech", answer.speech, limits.SPEECH_AUDIO_MS, sounds)
    if answer.reprompt:
        yield from _speech("the reprompt", answer.reprompt, limits.REPROMPT_AUDIO_MS, sounds)


def _speech(name: str, speech: Speech, audio_limit_ms: int, sounds: Sounds) -> Iterator[str]:
    yield from _over(name, len(speech.source), limits.SPEECH_CHARACTERS, "characters")
    yield from _over(f"a break in {name}", speech.longest_break_ms, limits.BREAK_MS, "ms")
    audio_ms = 0
    for url in speech.clips:
        if not is_reachable(url, with_soundbank=True):
            yield f"{name}: {url} is not https"
            continue
        try:
            audio_ms += sounds.sheet(url).length_ms
        except SoundNotFoundError as error:
            yield f"{name}: {error}"
    yield from _over(f"the audio in {name}", audio_ms, audio_limit_ms, "ms")


def _over(name: str, size: int, limit: int, unit: str) -> Iterator[str]:
    if size > limit:
        yield f"{name} has {size} {unit}; Alexa takes {limit}"
