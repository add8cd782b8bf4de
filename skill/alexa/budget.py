"""Whether an answer keeps within the platform's limits. Every response passes through here."""

import re
from collections.abc import Iterator

from skill import limits
from skill.alexa import speech
from skill.alexa.answer import Answer
from skill.alexa.speech import Clip, Speech

_QUESTION = re.compile(r"\?\s*$")


class OverBudgetError(Exception):
    """The platform would refuse this answer; a fault of ours, to be mended where it is made."""


def check(answer: Answer, *, may_speak: bool) -> Answer:
    """The same answer, if the platform would take it.

    Args:
        answer: what is about to be said and done.
        may_speak: whether the request allows speech at all; playback events do not.

    Raises:
        OverBudgetError: it breaks a limit; the message names all that it breaks.
    """
    faults = [*_faults(answer), *([] if may_speak else _words_where_none_may_be(answer))]
    if faults:
        raise OverBudgetError("; ".join(faults))
    return answer


def _faults(answer: Answer) -> Iterator[str]:
    yield from _speech_faults(answer.speech)
    if answer.question is not None and not _QUESTION.search(speech.text(answer.speech)):
        yield "the microphone opens without a question"
    if answer.question is not None and answer.directives and _plays(answer):
        yield "a stream begins while the microphone is open"
    kinds = {getattr(each, "object_type", "").partition(".")[0] for each in answer.directives}
    if {"Tasks", "AudioPlayer"} <= kinds:
        yield "a task is completed beside a stream"


def _speech_faults(words: Speech) -> Iterator[str]:
    written = speech.ssml(words)
    clips = [piece for piece in words if isinstance(piece, Clip)]
    if len(written) > limits.SPEECH_CHARACTERS:
        yield f"{len(written)} characters of speech, {limits.SPEECH_CHARACTERS} are allowed"
    if len(clips) > limits.SPEECH_AUDIO_CLIPS:
        yield f"{len(clips)} audio clips, {limits.SPEECH_AUDIO_CLIPS} are allowed"
    if (total_ms := sum(clip.length_ms for clip in clips)) > limits.SPEECH_AUDIO_MS:
        yield f"{total_ms} ms of audio, {limits.SPEECH_AUDIO_MS} are allowed"


def _words_where_none_may_be(answer: Answer) -> Iterator[str]:
    if answer.speech or answer.question:
        yield "speech in answer to a playback event"


def _plays(answer: Answer) -> bool:
    return any(getattr(d, "object_type", "") == "AudioPlayer.Play" for d in answer.directives)
