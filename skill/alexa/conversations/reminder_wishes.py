"""A reminder that is wanted: what is missing is asked for, it is said back, and set after a yes.

Amazon wants a yes to every reminder, after its days and time were said back
(DOC/smapi/alexa-reminders-overview.html). The consent to set any comes after it, as on that page.
"""

from dataclasses import replace

from skill.alexa.alerts import consent, reminder_words, reminders
from skill.alexa.alerts.home import Home, home_of
from skill.alexa.alerts.overlap import Overlap, overlap
from skill.alexa.alerts.reminder import body_of
from skill.alexa.alerts.said import said_when
from skill.alexa.alerts.service import AlertError, Fault, Json
from skill.alexa.alerts.when import When
from skill.alexa.alerts.wish import Missing, Wish, heard, is_of_other_rhythm, wish_of
from skill.alexa.answer import Answer, ask
from skill.alexa.detour import about, back
from skill.alexa.turn import Turn

BEING_MADE = frozenset({"reminder", "reminder_when"})
"""Kinds of question after which a time or a day belongs to the reminder that is talked of."""
_FAULTS = {
    Fault.UNSUPPORTED: "reminder.unsupported",
    Fault.TOO_MANY: "reminder.too_many",
    Fault.GONE: "reminder.gone",
    Fault.SLOW: "reminder.slow",
    Fault.BUSY: "alerts.busy",
    Fault.OFFLINE: "alerts.offline",
    Fault.REFUSED: "reminder.refused",
}
"""What is said of each fault; of all others that it went wrong."""
_QUESTIONS = {
    Missing.WHEN: "reminder.ask_when",
    Missing.TIME: "reminder.ask_time",
    Missing.DAYS: "reminder.ask_days",
    Missing.PASSED: "reminder.ask_passed",
}


def wanted(turn: Turn) -> Answer:
    """Be reminded; what is said now is joined with what was said before."""
    if turn.asking.get("kind") in BEING_MADE:
        joined = wish_in(turn.asking).joined(heard(turn))
        return proposed(turn, joined, turn.asking.get("token"))
    return proposed(turn, heard(turn))


def proposed(turn: Turn, wish: Wish, token: str | None = None, *before: str) -> Answer:
    """Ask for what is missing; say back what is complete, and ask for a yes.

    Args:
        turn: the request.
        wish: what is known of it.
        token: the reminder that is to be changed; None for a new one.
        before: what is said first.
    """
    home = home_of(turn, fresh=True)
    if home is None:
        return back(turn, turn.say("reminder.no_zone"))
    kept: Json = {"token": token} if token else {}
    when = wish.settled(home.now)
    if is_of_other_rhythm(turn):
        before = (*before, turn.say("reminder.other_rhythm"))
    if isinstance(when, Missing):
        asking = {"kind": "reminder_when", "wish": wish.as_json(), **kept}
        return asked(turn, *before, turn.say(_QUESTIONS[when]), asking=asking)
    common = _common(turn, when, token)
    if common.left is None:
        return back(turn, _covered(turn, common, home))
    if common.left != when:
        when, before = common.left, (*before, turn.say("reminder.partly"))
    key = "reminder.shall_move" if token else "reminder.shall_set"
    question = turn.say(key, when=said_when(turn, when, home.now))
    asking = {"kind": "reminder", "wish": wish_of(when).as_json(), **kept}
    return asked(turn, *before, question, asking=asking)


# Answers to questions ------------------------------------------------------------------------


def confirmed(turn: Turn) -> Answer:
    """Yes to a reminder: it is set, once the person has allowed that there are any."""
    kept: Json = {name: turn.asking[name] for name in ("wish", "token") if name in turn.asking}
    if reminders.SCOPE not in turn.granted:
        return consent.ask_for(turn, reminders.SCOPE, then="reminder", wish=kept)
    return _done(turn, kept)


def consented(turn: Turn, kept: Json) -> Answer:
    """Alexa has asked for the consent: go on with what was wished for."""
    verdict = consent.verdict(turn)
    if verdict == consent.ACCEPTED:
        return _done(turn, kept, is_consented=True)
    if verdict == consent.DENIED:
        return back(turn, turn.say("reminder.denied"))
    return consent.by_card(turn, reminders.SCOPE, turn.say("reminder.card"))


def another_time(turn: Turn) -> Answer:
    """No to a reminder as it was said back: perhaps at another time."""
    asking = {**turn.asking, "kind": "reminder_when"}
    return asked(turn, turn.say("reminder.ask_better"), asking=asking)


def not_at_all(turn: Turn) -> Answer:
    """No reminder is wanted after all, or no other one."""
    return back(turn, turn.say("reminder.not_set" if "token" not in turn.asking else "reminder.so"))


def ask_when_again(turn: Turn) -> Answer:
    """Yes, but to what was no question for a yes."""
    return asked(turn, turn.say("reminder.ask_when"), asking=turn.asking)


# The parts of it -----------------------------------------------------------------------------


def _done(turn: Turn, kept: Json, *, is_consented: bool = False) -> Answer:
    """Set or change it, and say so."""
    wish, token = wish_in(kept), kept.get("token")
    home = home_of(turn)
    when = wish.settled(home.now) if home else None
    if home is None or not isinstance(when, When):
        return proposed(turn, wish, token)
    try:
        others = [each for each in reminders.all_reminders(turn) if each.token != token]
        common = overlap(when, others)
        if common.left is None:
            return back(turn, _covered(turn, common, home))
        _send(turn, common.left, home, token)
        for each in common.replaced:
            reminders.delete(turn, each.token)
    except AlertError as error:
        return _not_done(turn, kept, error.fault, is_consented=is_consented)
    reminder_words.note_first(turn)
    said = said_when(turn, common.left, home.now)
    gone = [said_when(turn, each.when, home.now) for each in common.replaced if each.when]
    replaced = [turn.say("reminder.replaced", when=turn.content.listing(gone))] if gone else []
    if token:
        return back(turn, turn.say("reminder.moved", when=said), *replaced)
    how_to_stop = turn.say("reminder.how_to_stop")
    return back(turn, turn.say("reminder.set", when=said), *replaced, how_to_stop)


def _common(turn: Turn, when: When, token: str | None) -> Overlap:
    """What a reminder has in common with others, as far as they can be looked at before a yes."""
    if reminders.SCOPE not in turn.granted:
        return Overlap(left=when)
    try:
        others = [each for each in reminders.all_reminders(turn) if each.token != token]
    except AlertError:
        return Overlap(left=when)
    return overlap(when, others)


def _covered(turn: Turn, common: Overlap, home: Home) -> str:
    said = said_when(turn, common.covering, home.now) if common.covering else ""
    return turn.say("reminder.already", when=said)


def _not_done(turn: Turn, kept: Json, fault: Fault, *, is_consented: bool) -> Answer:
    """The request said that it is allowed, or the person has just done so, and it is not."""
    if fault is not Fault.NOT_ALLOWED:
        return sorry(turn, fault)
    if is_consented:
        return consent.by_card(turn, reminders.SCOPE, turn.say("reminder.card"))
    return consent.ask_for(turn, reminders.SCOPE, then="reminder", wish=kept)


def _send(turn: Turn, when: When, home: Home, token: str | None) -> None:
    locale = turn.request.locale or turn.content.locale
    body = body_of(when, home.zone, home.now, locale, reminder_words.words_in(turn.content))
    if token:
        reminders.change(turn, token, body)
    else:
        reminders.create(turn, body)


def sorry(turn: Turn, fault: Fault) -> Answer:
    """What is said when a service did not do it."""
    return back(turn, turn.say(_FAULTS.get(fault, "alerts.down")))


def wish_in(kept: Json) -> Wish:
    """The wish that a question, or the token of a consent, is about."""
    return Wish.read(kept.get("wish") or {})


def asked(turn: Turn, *texts: str, asking: Json) -> Answer:
    """A question that keeps what the session was about before."""
    return replace(ask(*texts, asking=asking), keep=about(turn))
