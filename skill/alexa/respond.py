"""From an answer to the SDK's response, through the budget."""

from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.alexa import budget, speech, task
from skill.alexa.answer import Answer
from skill.alexa.turn import Turn

_SPOKEN = ("LaunchRequest", "IntentRequest", "Connections.Response")
"""Requests that a person waits to hear an answer to; all others are answered in silence."""


def may_speak(request: Any) -> bool:
    """Whether an answer to this request may hold speech."""
    return request.object_type in _SPOKEN


def with_answer(handler_input: HandlerInput, turn: Turn, answer: Answer) -> Response:
    """The response that an answer becomes; what the session must remember is put into it."""
    spoken = may_speak(turn.request)
    if turn.task and spoken:
        turn.task = task.heard(turn.task, answer)
        answer = task.ending(turn.task, answer)
    budget.check(answer, may_speak=spoken)
    builder = handler_input.response_builder
    if answer.speech:
        builder.speak(speech.ssml(answer.speech))
    if answer.question and answer.is_asked_twice:
        builder.ask(speech.ssml([speech.Words(answer.question)]))
    for directive in answer.directives:
        builder.add_directive(directive)
    if answer.card is not None:
        builder.set_card(answer.card)
    if turn.session is not None:
        handler_input.attributes_manager.session_attributes = _remembered(turn, answer)
    # Alexa's own question must not find the microphone open, nor the session closed.
    if spoken and not answer.sends_away:
        builder.set_should_end_session(answer.question is None)
    return builder.response


def _remembered(turn: Turn, answer: Answer) -> dict[str, Any]:
    """What the next request of this session brings back; nothing when the session closes."""
    if answer.question is None and not answer.sends_away:
        return {}
    open_question = answer.question if answer.asking else None
    kept = {
        "asking": answer.asking,
        "question": open_question,
        "task": turn.task.kept() if turn.task else None,
        "person": turn.person,
        "hurts": turn.hurts,
        **answer.keep,
    }
    return {name: value for name, value in kept.items() if value}
