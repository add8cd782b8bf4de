"""Reminders that say what is no longer said: the skill is sent a message, and sets them right.

What was set last is known by its mark alone. The mark changes once the skill has done it, so who
was reached is never sent another message, and who was not is found again a week later.
"""

import logging
from collections.abc import Sequence

from skill.alexa.conversations.messages import REFRESH_REMINDER
from skill.jobs.notifier import HeldUpError, NotSentError, RefusedError
from skill.jobs.parts import Parts
from skill.jobs.tally import Tally
from skill.routine.nudge import Nudge

_log = logging.getLogger(__name__)


def has_old_words(parts: Parts, known: Nudge | None) -> bool:
    """Whether somebody's reminders say what is said today in no language."""
    if known is None or not known.reminder_text:
        return False
    return known.reminder_text not in parts.reminder_texts


def refresh(parts: Parts, accounts: Sequence[str]) -> Tally:
    """Have these accounts' reminders refreshed.

    Words are never so urgent that nudges should wait for them: nothing is raised.
    """
    if parts.messages is None:
        return Tally()
    sent = 0
    for account in accounts:
        try:
            parts.messages.send(account, REFRESH_REMINDER)
            sent += 1
        except HeldUpError as error:
            _log.warning("reminders keep their words for a week: %s", error)
            break
        except (NotSentError, RefusedError) as error:
            _log.warning("a reminder keeps its words for a week: %s", error)
    return Tally(refreshed=sent)
