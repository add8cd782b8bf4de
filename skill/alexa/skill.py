"""The skill: ask-sdk's dispatcher around our conversations, and the door that never falls."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model import Response

from skill.alexa import respond, task
from skill.alexa.answer import NOTHING, Answer, tell
from skill.alexa.api_client import TimedApiClient
from skill.alexa.coach import Coach
from skill.alexa.conversations import (
    basics,
    buttons,
    care,
    consents,
    danger,
    done_on,
    doses,
    for_today,
    leaving_out,
    looking_back,
    messages,
    moving,
    naming,
    nudges,
    playback_events,
    playback_words,
    reminders,
    routine,
    screening,
    sides,
    stretch,
    tasks,
    timers,
    volume,
    week,
    whereabouts,
    wishes,
    yes_no,
)
from skill.alexa.deserializer import PlannedSerializer
from skill.alexa.heard_turn import settle
from skill.alexa.keeping import flush
from skill.alexa.questions import admits
from skill.alexa.reading import NewerRequestError, hears_all, loggable, read, type_of
from skill.alexa.turn import Sounds, Turn
from skill.alexa.warmup_requests import USUAL
from skill.content.files import DEFAULT_LOCALE
from skill.store.port import StoreUnavailableError
from skill.telemetry.lines import source_of
from skill.telemetry.meter import note
from skill.telemetry.record import Outcome

_log = logging.getLogger(__name__)
INTENT, LAUNCH = "IntentRequest", "LaunchRequest"
EMPTY = {"version": "1.0", "response": {}}
"""A valid answer to anything: nothing is said, nothing is done."""

CONVERSATIONS = (
    danger,
    screening,
    routine,
    tasks,
    playback_words,
    moving,
    sides,
    playback_events,
    buttons,
    naming,
    stretch,
    care,
    reminders,
    timers,
    consents,
    week,
    done_on,
    doses,
    for_today,
    nudges,
    messages,
    whereabouts,
    volume,
    leaving_out,
    looking_back,
    wishes,
    yes_no,
    basics,
)
"""Every conversation; each has `ANSWERS`, from the name of a request to what answers it."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a handler learns of the way a request came in."""

    base_url: str
    """How the device reached us, ending in a slash."""
    hears_all: bool
    """Whether the device sends us every sentence, with the skill's name or without."""


class Skill:
    """Requests in, responses out."""

    def __init__(self, coach: Coach, skill_id: str | None = None) -> None:
        """Put the conversations behind ask-sdk's dispatcher."""
        builder = CustomSkillBuilder(api_client=TimedApiClient())
        builder.skill_id = skill_id
        self._sounds = sounds = Sounds(coach)
        self._content_for = coach.content_for
        builder.add_request_handler(Conversations(answers(), coach, sounds))
        builder.add_request_handler(Otherwise(coach, sounds))
        builder.add_exception_handler(Apology(coach, sounds))
        self._skill = builder.create()
        self._serializer = self._skill.serializer = PlannedSerializer()

    def get_ready(self) -> None:
        """Make ahead of the first request what it would have to wait for."""
        self._sounds.of(self._content_for(DEFAULT_LOCALE))
        for body in USUAL:
            read(body, self._serializer)

    def answer(self, body: Mapping[str, Any], base_url: str) -> dict[str, Any]:
        """Answer one request.

        Args:
            body: the request envelope as Alexa sends it.
            base_url: how the device reached us, ending in a slash.

        Raises:
            MalformedRequestError: it lacks what every request of Alexa's has.
        """
        try:
            envelope = read(body, self._serializer)
        except NewerRequestError as error:
            _log.warning("a %s that this SDK does not know: %s", type_of(body), error)
            note(Outcome.NEWER)
            return EMPTY
        response = self._skill.invoke(envelope, Door(base_url, hears_all=hears_all(body)))
        answered: dict[str, Any] = self._skill.serializer.serialize(response)
        return answered


def answers() -> dict[str, Callable[[Turn], Answer]]:
    """What answers each request, by its name; no two conversations are about the same."""
    found = [pair for conversation in CONVERSATIONS for pair in conversation.ANSWERS.items()]
    assert len(found) == len(dict(found))  # noqa: S101 - a fault of ours, seen at the first start
    return dict(found)


class Conversations(AbstractRequestHandler):
    """All conversations as the SDK's one handler: it asks each of its handlers for each request."""

    def __init__(
        self, answers: Mapping[str, Callable[[Turn], Answer]], coach: Coach, sounds: Sounds
    ) -> None:
        """Answer the requests that the mapping names."""
        self._answers = answers
        self._coach = coach
        self._sounds = sounds

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether a conversation has an answer to the request."""
        return name_of(handler_input.request_envelope.request) in self._answers

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer it."""
        turn = Turn.of(handler_input, self._coach, self._sounds)
        settle(turn)
        answer = self._answer(turn, name_of(turn.request))
        flush(turn)
        return respond.with_answer(handler_input, turn, answer)

    def _answer(self, turn: Turn, name: str) -> Answer:
        """What the request's conversation answers; at a guarded question only what it admits."""
        if turn.request.object_type == INTENT and not admits(turn.asking, name):
            return basics.not_understood(turn)
        return self._answers[name](turn)


class Otherwise(AbstractRequestHandler):
    """Requests that no conversation is about: a helpful question, or an empty answer."""

    def __init__(self, coach: Coach, sounds: Sounds) -> None:
        """Ask in the words of the coach's content."""
        self._coach = coach
        self._sounds = sounds

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002
        """Everything; it is asked last."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Ask what an unknown intent meant; let any other request pass."""
        request = handler_input.request_envelope.request
        _log.warning("no conversation is about %s", loggable(name_of(request)))
        turn = Turn.of(handler_input, self._coach, self._sounds)
        answer = basics.not_understood(turn) if request.object_type == INTENT else NOTHING
        return respond.with_answer(handler_input, turn, answer)


class Apology(AbstractExceptionHandler):
    """Whatever goes wrong: one kind sentence where speech is allowed, and a line in the log."""

    def __init__(self, coach: Coach, sounds: Sounds) -> None:
        """Apologize in the words of the coach's content."""
        self._coach = coach
        self._sounds = sounds

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002
        """Everything."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Say sorry, once, and close the session; nothing that was done is lost."""
        request = handler_input.request_envelope.request
        store_is_down = isinstance(exception, StoreUnavailableError)
        if store_is_down:
            _log.warning("%s was not answered: %s", loggable(name_of(request)), exception)
        else:
            _log.error("%s went wrong: %s", loggable(name_of(request)), source_of(exception))
            note(Outcome.APOLOGIZED, exception)
        turn = Turn.of(handler_input, self._coach, self._sounds)
        may_speak = respond.may_speak(request)
        said = turn.say("trouble.cannot_look" if store_is_down else "trouble.sorry")
        apology = tell(said).doing(task.ended(turn.task, task.FAILED))
        answer = apology if may_speak else NOTHING
        return respond.with_answer(handler_input, turn, answer)


def name_of(request: Any) -> str:
    """The intent's name, or the request's type; a launch for a task is told from the others."""
    # Other requests may have an intent, or what is called a task, and mean something else by it.
    kind = str(request.object_type)
    if kind == LAUNCH and request.task is not None:
        return tasks.LAUNCH
    return str(request.intent.name) if kind == INTENT else kind
