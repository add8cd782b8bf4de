"""Reads what a skill answered."""

import json
from dataclasses import dataclass
from typing import Any

from skill.speaker.device.profile import Json
from skill.speaker.device.speech import Speech, from_output_speech
from skill.speaker.device.ssml import SsmlError


class UnreadableAnswerError(ValueError):
    """The answer is none that Alexa could read; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A skill's response."""

    size_bytes: int
    """The whole body."""
    speech: Speech | None
    """What to say first."""
    reprompt: Speech | None
    """What to say when the person stays silent."""
    should_end_session: bool | None
    """As sent; None when it was null or left out."""
    keeps_microphone_open: bool
    """Whether the device listens after speaking: for `false` and `null`, not when left out."""
    attributes: Json
    """What to keep until the next turn."""
    directives: tuple[Json, ...]
    """What else to do, in order."""
    card: Json | None
    """What to show in the app."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return not (self.speech or self.reprompt or self.directives or self.card)


def read_answer(body: bytes) -> Answer:
    """Reads a response body.

    Raises:
        UnreadableAnswerError: when it is no response of a skill.
    """
    whole = _object(_parsed(body), "the answer")
    if not isinstance(whole.get("version"), str):
        raise UnreadableAnswerError("the answer names no version")
    response = _object(whole.get("response"), "response")
    return Answer(
        size_bytes=len(body),
        speech=_speech(response.get("outputSpeech")),
        reprompt=_reprompt(response.get("reprompt")),
        should_end_session=_flag(response.get("shouldEndSession")),
        keeps_microphone_open=not response.get("shouldEndSession", True),
        attributes=_object(whole.get("sessionAttributes") or {}, "sessionAttributes"),
        directives=_directives(response.get("directives")),
        card=None if response.get("card") is None else _object(response["card"], "card"),
    )


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(body)
    except ValueError as error:
        raise UnreadableAnswerError(f"the answer is not JSON: {error}") from error


def _object(value: object, name: str) -> Json:
    if not isinstance(value, dict):
        raise UnreadableAnswerError(f"{name} is not a JSON object")
    return value


def _flag(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise UnreadableAnswerError("shouldEndSession is neither true, false nor null")


def _speech(value: object) -> Speech | None:
    if value is None:
        return None
    try:
        return from_output_speech(_object(value, "outputSpeech"))
    except SsmlError as error:
        raise UnreadableAnswerError(f"invalid outputSpeech: {error}") from error


def _reprompt(value: object) -> Speech | None:
    return None if value is None else _speech(_object(value, "reprompt").get("outputSpeech"))


def _directives(value: object) -> tuple[Json, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableAnswerError("directives is not a list")
    directives = tuple(_object(each, "a directive") for each in value)
    if not all(isinstance(each.get("type"), str) for each in directives):
        raise UnreadableAnswerError("a directive names no type")
    return directives
