"""Messages of the skill to itself: what a job wants done that only a request's token allows.

DOC/smapi/tutorial-update-reminder-from-outside-of-session.html. A message may come twice, or late,
and nobody hears an answer.
"""

import logging
from collections.abc import Mapping

from skill.alexa.alerts import reminder_words, reminders
from skill.alexa.alerts.reminder import Reminder, body_of
from skill.alexa.alerts.service import AlertError, Fault
from skill.alexa.answer import NOTHING, Answer
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_named

_log = logging.getLogger(__name__)
REFRESH_REMINDER: Mapping[str, str] = {"do": "refresh_reminder"}
"""Asks for reminders to say what they say today. It tells nothing of anybody."""


def received(turn: Turn) -> Answer:
    """Do what a message asks for; one of another version asks for nothing that is known."""
    if turn.request.message == REFRESH_REMINDER:
        _refresh(turn)
    return NOTHING


def _refresh(turn: Turn) -> None:
    """Let all reminders say what they say today; if not all could be told, it is tried again."""
    try:
        found = reminders.all_reminders(turn)
        for reminder in found:
            _say_todays(turn, reminder)
    except AlertError as error:
        _log.warning("reminders keep their words for now: %s", error.fault)
        return
    if found:
        words = _words_of(turn, found[0])
        reminder_words.note(turn, reminder_words.mark_of(words))
    else:
        reminder_words.forget(turn)


def _say_todays(turn: Turn, reminder: Reminder) -> None:
    words = _words_of(turn, reminder)
    if reminder.when is None or not reminder.zone or reminder.text == words:
        # What this version did not write it leaves alone: a time must not be lost for a word.
        return
    now = turn.now.astimezone(zone_named(reminder.zone))
    body = body_of(reminder.when, reminder.zone, now, reminder.locale, words)
    try:
        reminders.change(turn, reminder.token, body)
    except AlertError as error:
        if error.fault is not Fault.GONE:
            raise


def _words_of(turn: Turn, reminder: Reminder) -> str:
    return reminder_words.words_in(turn.coach.content_for(reminder.locale or turn.content.locale))


ANSWERS = {"Messaging.MessageReceived": received}
