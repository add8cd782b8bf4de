"""Help, words that were not understood, the end of a session, and what is often asked."""

import logging
from dataclasses import replace

from skill.alexa import perform
from skill.alexa.answer import NOTHING, Answer, ask, tell
from skill.alexa.conversations import care
from skill.alexa.keeping import happen, store_of
from skill.alexa.knowing import current_run, is_recent, know, playing_run
from skill.alexa.questions import hint
from skill.alexa.turn import Turn
from skill.routine.events import PauseAsked
from skill.routine.run import Phase, Run

_log = logging.getLogger(__name__)
ANYTHING = {"kind": "anything"}
"""After a question what to do."""


def help_(turn: Turn) -> Answer:
    """What can be said; shorter while a routine plays, so that it goes on by itself."""
    if playing_run(turn):
        return tell(turn.say("help.playing"))
    return ask(turn.say("help.all"), turn.say("help.question"), asking=ANYTHING)


def not_understood(turn: Turn) -> Answer:
    """A short question that helps, different the second time.

    An open question is asked again, and no other: the next yes is an answer to it. A routine that
    plays is paused: what was not understood may have been that something is wrong. Of one that was
    paused lately it is asked whether it shall go on: a late "yes" says that.
    """
    if not turn.asking and (run := playing_run(turn)) is not None:
        return _asked_while_it_plays(turn, run)
    if not turn.asking and (run := _paused_lately(turn)) is not None:
        return care.shall_we_go_on(turn, run, turn.say("misheard.pardon"))
    missed = int((turn.session or {}).get("missed", 0))
    again = missed % 2 == 1
    is_open = bool(turn.asking) and turn.asking != ANYTHING
    answer = _asked_again(turn, again=again) if is_open else _asked_anew(turn, again=again)
    kept = {"run": turn.session["run"]} if turn.session and turn.asked_about else {}
    return replace(answer, keep={"missed": missed + 1, **kept})


def _asked_while_it_plays(turn: Turn, run: Run) -> Answer:
    run, effects = happen(turn, run, PauseAsked())
    question = care.shall_we_go_on(turn, run, turn.say("misheard.pardon"))
    return question.doing(perform.directives(turn, run, effects))


def _paused_lately(turn: Turn) -> Run | None:
    run = current_run(turn)
    if run is None or run.over or run.head.phase is not Phase.PAUSED or run.hurts:
        return None
    return run if is_recent(turn, run) and perform.plays_tracks(turn, run) else None


def _asked_anew(turn: Turn, *, again: bool) -> Answer:
    return ask(turn.say("misheard.2" if again else "misheard.1"), asking=ANYTHING)


def _asked_again(turn: Turn, *, again: bool) -> Answer:
    question = (turn.session or {}).get("question") or turn.say("help.question")
    return ask(hint(turn, again=again), question, asking=turn.asking, again=question)


def session_ended(_: Turn) -> Answer:
    """Nobody answered, or the session broke: what was heard is kept, nothing may be said."""
    return NOTHING


def refused(turn: Turn) -> Answer:
    """Alexa could not use an answer of ours: a fault to be mended, so it goes to the log.

    Her message may quote the answer, and that what was said: only the kind of fault is told. If
    there was no answer, a report of the device is lost; what it says by the way makes up for it.
    """
    know(turn)
    kind = getattr(turn.request.error, "object_type", None)
    _log.error("Alexa refused an answer: %s", getattr(kind, "value", "she does not say why"))
    return NOTHING


def delete_data(turn: Turn) -> Answer:
    """Remove all that is kept, after one question."""
    return ask(turn.say("data.sure"), asking={"kind": "delete"})


def skill_disabled(turn: Turn) -> Answer:
    """The person switched the skill off: nothing of theirs is kept."""
    store_of(turn).forget(turn.user, turn.now)
    return NOTHING


def faq(turn: Turn) -> Answer:
    """What the routine's sources say on a question that is often asked."""
    slot = turn.slot("topic")
    key = f"faq.{slot.id if slot else None}"
    return tell(turn.say(key if key in turn.content.phrases else "faq.unknown"))


ANSWERS = {
    "AMAZON.HelpIntent": help_,
    "AMAZON.FallbackIntent": not_understood,
    "SessionEndedRequest": session_ended,
    "System.ExceptionEncountered": refused,
    "AlexaSkillEvent.SkillDisabled": skill_disabled,
    "DeleteMyDataIntent": delete_data,
    "FaqIntent": faq,
}
