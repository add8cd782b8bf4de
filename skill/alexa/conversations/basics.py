"""Help, words that were not understood, going home, and the end of a session."""

from dataclasses import replace

from skill.alexa.answer import NOTHING, Answer, ask, tell
from skill.alexa.keeping import current_run
from skill.alexa.turn import Turn

MISHEARD_DIFFERENTLY = 2
"""The first time a hint, the second time another, then back to the first."""


def help_(turn: Turn) -> Answer:
    """What can be said; shorter while a routine plays, so that it goes on by itself."""
    run = current_run(turn)
    if run is not None and not run.over and turn.session is None:
        return tell(turn.say("help.playing"))
    return ask(turn.say("help.all"), turn.say("help.question"))


def not_understood(turn: Turn) -> Answer:
    """A short question that helps, different the second time; what was asked stays asked."""
    missed = int((turn.session or {}).get("missed", 0))
    hint = turn.say(f"misheard.{missed % MISHEARD_DIFFERENTLY + 1}")
    answer = ask(hint, asking=turn.asking or None)
    return replace(answer, keep={"missed": missed + 1})


def home(turn: Turn) -> Answer:
    """Leave the skill."""
    return tell(turn.say("stop.goodbye"))


def session_ended(_: Turn) -> Answer:
    """Nobody answered, or the session broke: what was heard is kept, nothing may be said."""
    return NOTHING


def delete_data(turn: Turn) -> Answer:
    """Remove all that is kept, after one question."""
    return ask(turn.say("data.sure"), asking={"kind": "delete"})


def skill_disabled(turn: Turn) -> Answer:
    """The person switched the skill off: nothing of theirs is kept."""
    turn.coach.store.forget(turn.user)
    return NOTHING


def faq(turn: Turn) -> Answer:
    """What the routine's sources say on a question that is often asked."""
    slot = turn.slot("topic")
    topic = slot.id if slot and slot.id else "how-often"
    return tell(turn.say(f"faq.{topic}"))


def effort(turn: Turn) -> Answer:
    """How hard it felt."""
    slot = turn.slot("effort")
    return tell(turn.say(f"effort.{slot.id if slot and slot.id else 'right'}"))


def not_yet(turn: Turn) -> Answer:
    """Reminders and timers, which this skill cannot set yet."""
    return tell(turn.say("not_yet.reminders"))


ANSWERS = {
    "AMAZON.HelpIntent": help_,
    "AMAZON.FallbackIntent": not_understood,
    "AMAZON.NavigateHomeIntent": home,
    "SessionEndedRequest": session_ended,
    "AlexaSkillEvent.SkillDisabled": skill_disabled,
    "DeleteMyDataIntent": delete_data,
    "FaqIntent": faq,
    "EffortIntent": effort,
    "SetReminderIntent": not_yet,
    "CancelReminderIntent": not_yet,
    "ListRemindersIntent": not_yet,
    "BreakTimerIntent": not_yet,
}
