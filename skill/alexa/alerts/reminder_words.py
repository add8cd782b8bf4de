"""What reminders say, and the mark by which it is known later whether they still say so."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256

from skill.alexa.keeping import mark_store_down, store_of
from skill.alexa.turn import Turn
from skill.content import Content
from skill.routine.nudge import Nudge
from skill.store.port import StoreUnavailableError

_DIGITS = 8
"""As many as tell one text from another; nobody's depends on it that two never meet."""


def words_in(content: Content) -> str:
    """What a reminder says in a language, to whoever is in the room."""
    return content.phrases.say("reminder.text")


def mark_of(words: str) -> str:
    """A short hash of what a reminder says."""
    return sha256(words.encode()).hexdigest()[:_DIGITS]


def note_first(turn: Turn) -> None:
    """A reminder was set: note its words, unless those of an older one are noted.

    The older one may say what is no longer said; its mark lets it be found.
    """
    mark = mark_of(words_in(turn.content))
    _change(turn, partial(_noted_first, mark=mark, turn=turn))


def note(turn: Turn, mark: str) -> None:
    """All reminders say this by now."""
    _change(turn, partial(Nudge.reminded, text=mark, now=turn.now))


def forget(turn: Turn) -> None:
    """There is no reminder any more; nothing is noted of somebody who never had one."""
    try:
        known = store_of(turn).nudge(turn.account_id)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return
    if known is not None and known.reminder_text:
        _change(turn, Nudge.unreminded)


def _noted_first(nudge: Nudge, mark: str, turn: Turn) -> Nudge:
    return nudge if nudge.reminder_text else nudge.reminded(mark, turn.now)


def _change(turn: Turn, change: Callable[[Nudge], Nudge]) -> None:
    """Note it; the reminder itself is in Alexa's hands, whether or not our store answers."""
    try:
        store_of(turn).change_nudge(turn.account_id, change)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
