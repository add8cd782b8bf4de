"""Reminders that are set: told, moved to another time, cancelled."""

from dataclasses import replace
from datetime import time

from skill.alexa.alerts import reminder_words, reminders
from skill.alexa.alerts.home import home_of
from skill.alexa.alerts.reminder import Reminder
from skill.alexa.alerts.said import said_when
from skill.alexa.alerts.service import AlertError, Fault
from skill.alexa.alerts.when import When
from skill.alexa.alerts.wish import Wish, heard, left_behind, wish_of
from skill.alexa.answer import Answer
from skill.alexa.conversations import reminder_wishes
from skill.alexa.conversations.reminder_wishes import BEING_MADE, asked, proposed, sorry, wish_in
from skill.alexa.detour import back
from skill.alexa.knowing import playing_run
from skill.alexa.turn import Turn

_NOON = 12
TIMES_ASKED = BEING_MADE | {"reminder_which"}
"""Kinds of question to which "seven" is a time of day, and no length of a routine."""


def set_(turn: Turn) -> Answer:
    """Be reminded, unless a time or a day was asked for to tell one reminder from others."""
    if turn.asking.get("kind") == "reminder_which":
        return _chosen(turn)
    return reminder_wishes.wanted(turn)


def move(turn: Turn) -> Answer:
    """Another time or other days for a reminder that is set."""
    if turn.asking.get("kind") in BEING_MADE:
        return set_(turn)
    wanted = heard(turn)
    try:
        found = _mine(turn)
    except AlertError as error:
        return sorry(turn, error.fault)
    if not found:
        return proposed(turn, wanted, None, turn.say("reminder.none_yet"))
    named = left_behind(turn)
    meant = found if named.says_nothing else _matching(found, named) or found
    if len(meant) > 1:
        return _which(turn, found, "move", wanted)
    return _moved(turn, meant[0], wanted)


def tell_all(turn: Turn) -> Answer:
    """Which reminders there are, and whether they shall stay so."""
    try:
        found = _mine(turn)
    except AlertError as error:
        return sorry(turn, error.fault)
    if not found:
        return back(turn, turn.say("reminder.none"))
    listed = _listed(turn, found)
    if playing_run(turn):
        return back(turn, listed)
    question = turn.say("reminder.all_stay" if len(found) > 1 else "reminder.stays")
    return asked(turn, listed, question, asking={"kind": "reminder_stays"})


def cancel(turn: Turn) -> Answer:
    """No more reminders, or one of them no more."""
    if turn.asking.get("kind") in BEING_MADE and not turn.asking.get("token"):
        return reminder_wishes.not_at_all(turn)
    try:
        return _cancelled_of(turn, _mine(turn))
    except AlertError as error:
        return sorry(turn, error.fault)


# Answers to questions ------------------------------------------------------------------------


def stay(turn: Turn) -> Answer:
    """They shall stay as they are."""
    return back(turn, turn.say("reminder.so"))


def cancel_all(turn: Turn) -> Answer:
    """Yes, all of them."""
    try:
        for reminder in _mine(turn):
            reminders.delete(turn, reminder.token)
    except AlertError as error:
        return sorry(turn, error.fault)
    reminder_words.forget(turn)
    return back(turn, turn.say("reminder.all_cancelled"))


def which_to_cancel(turn: Turn) -> Answer:
    """Not all of them: which one, then?"""
    try:
        return _which(turn, _mine(turn), "cancel", Wish())
    except AlertError as error:
        return sorry(turn, error.fault)


# The parts of it -----------------------------------------------------------------------------


def _mine(turn: Turn) -> tuple[Reminder, ...]:
    """All that are set; none where the person has not allowed any."""
    try:
        return reminders.all_reminders(turn)
    except AlertError as error:
        if error.fault is not Fault.NOT_ALLOWED:
            raise
        return ()


def _moved(turn: Turn, reminder: Reminder, wanted: Wish) -> Answer:
    before = wish_of(reminder.when) if reminder.when else Wish()
    if wanted.says_nothing:
        kept = {"wish": before.as_json(), "token": reminder.token}
        asking = {"kind": "reminder_when", **kept}
        return asked(turn, turn.say("reminder.ask_instead"), asking=asking)
    return proposed(turn, before.joined(_in_same_half(wanted, before.at)), reminder.token)


def _in_same_half(wanted: Wish, before: time | None) -> Wish:
    """Who moves what comes at eight in the evening "to seven" means the evening."""
    at = wanted.at
    if at is None or before is None or wanted.part or not 0 < at.hour < _NOON <= before.hour:
        return wanted
    return replace(wanted, at=at.replace(hour=at.hour + _NOON))


def _cancelled_of(turn: Turn, found: tuple[Reminder, ...]) -> Answer:
    """The one that is meant is cancelled; of several somebody has to say which."""
    if turn.asking.get("kind") in BEING_MADE:
        return _cancelled(turn, turn.asking["token"], found)
    if not found:
        return back(turn, turn.say("reminder.none_to_cancel"))
    meant = _matching(found, heard(turn))
    if len(meant) == 1:
        return _cancelled(turn, meant[0].token, found)
    if not meant:
        return _which(turn, found, "cancel", Wish())
    question = turn.say("reminder.cancel_all", number=turn.content.number(len(meant)))
    return asked(turn, question, asking={"kind": "reminder_cancel"})


def _cancelled(turn: Turn, token: str, found: tuple[Reminder, ...]) -> Answer:
    reminders.delete(turn, token)
    if all(each.token == token for each in found):
        reminder_words.forget(turn)
    return back(turn, turn.say("reminder.cancelled"))


def _which(turn: Turn, found: tuple[Reminder, ...], then: str, wanted: Wish) -> Answer:
    if not found:
        return back(turn, turn.say("reminder.none"))
    asking = {"kind": "reminder_which", "then": then, "wish": wanted.as_json()}
    question = turn.say("reminder.which_cancel" if then == "cancel" else "reminder.which_move")
    return asked(turn, _listed(turn, found), question, asking=asking)


def _chosen(turn: Turn) -> Answer:
    """One of several was named by its time or day."""
    then = turn.asking.get("then", "move")
    try:
        found = _mine(turn)
        meant = _matching(found, heard(turn))
        if len(meant) != 1:
            return _which(turn, found, then, wish_in(turn.asking))
        if then == "cancel":
            return _cancelled(turn, meant[0].token, found)
    except AlertError as error:
        return sorry(turn, error.fault)
    return _moved(turn, meant[0], wish_in(turn.asking))


def _matching(found: tuple[Reminder, ...], named: Wish) -> tuple[Reminder, ...]:
    return tuple(each for each in found if each.when is None or _fits(each.when, named))


def _fits(when: When, named: Wish) -> bool:
    days = when.days or frozenset({when.on.isoweekday()} if when.on else ())
    same_time = named.at is None or (
        (named.at.hour - when.at.hour) % _NOON == 0 and named.at.minute == when.at.minute
    )
    same_days = not named.days or named.days <= days
    return same_time and same_days and (named.on is None or when.comes_on(named.on))


def _listed(turn: Turn, found: tuple[Reminder, ...]) -> str:
    home = home_of(turn)
    now = home.now if home else turn.now
    times = [said_when(turn, each.when, now) for each in found if each.when]
    if len(times) <= 1:
        return turn.say("reminder.one", when=times[0]) if times else turn.say("reminder.unknown")
    number = turn.content.number(len(times))
    return turn.say("reminder.several", number=number, times=turn.content.listing(times))


ANSWERS = {
    "SetReminderIntent": set_,
    "MoveReminderIntent": move,
    "ListRemindersIntent": tell_all,
    "CancelReminderIntent": cancel,
}
