"""Notifications: wished for and ended by voice, allowed and forbidden in the Alexa app."""

from collections.abc import Iterable
from datetime import time
from functools import partial

from skill.alexa.alerts import consent
from skill.alexa.alerts.said import said_when
from skill.alexa.alerts.when import When as Times
from skill.alexa.alerts.wish import heard
from skill.alexa.answer import NOTHING, Answer
from skill.alexa.detour import back
from skill.alexa.keeping import store_of
from skill.alexa.knowing import know
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_named, zone_of
from skill.routine.nudge import SUNDAY_EVENING, Nudge, When
from skill.store.owner import owner

SCOPE = "alexa::devices:all:notifications:write"
"""What the person has to allow. DOC/smapi/proactive-events-api.html."""
MESSAGE_ALERT = "AMAZON.MessageAlert.Activated"
"""The event by which they are told."""
_NOON, _WAKING_HOUR = 12, 8
_PARTS = {"MO": 9, "AF": 15, "EV": 18, "NI": 20}
"""Hours for parts of the day, as `AMAZON.TIME` has them."""


def turn_on(turn: Turn) -> Answer:
    """Once a week, at the time that is named: Sunday evening if none is."""
    know(turn)
    when, zone = _when(turn), zone_of(turn)
    allowed = SCOPE in turn.granted
    wish = partial(
        Nudge.wanted, when=when, zone=zone, now=turn.now, allowed=allowed, person=turn.person
    )
    store_of(turn).change_nudge(turn.account_id, wish)
    times = Times(time(when.hour), frozenset({when.weekday}))
    spoken = said_when(turn, times, turn.now.astimezone(zone))
    if not allowed:
        return consent.by_card(turn, SCOPE, turn.say("nudge.allow", when=spoken))
    return back(turn, turn.say("nudge.on", when=spoken))


def turn_off(turn: Turn) -> Answer:
    """Never again."""
    known = store_of(turn).nudge(turn.account_id)
    if known is None or known.when is None:
        return back(turn, turn.say("nudge.none"))
    store_of(turn).change_nudge(turn.account_id, Nudge.unwanted)
    return back(turn, turn.say("nudge.off"))


def forget(turn: Turn) -> Nudge | None:
    """Forget the wish of a person who is known by their voice; an account's goes with its rows.

    Returns:
        What was kept of the account; None for nothing.
    """
    store = store_of(turn)
    known = store.nudge(turn.account_id)
    if turn.person and known is not None and known.person == turn.person:
        # The reminders are the account's, whoever of it set them.
        store.change_nudge(turn.account_id, Nudge.forgotten)
    return known


def subscription_changed(turn: Turn) -> Answer:
    """In the app our notifications were switched on or off.

    It is noted of those who wish for them; of anybody else nothing is kept.
    """
    wanted: Iterable[object] = getattr(turn.request.body, "subscriptions", None) or ()
    allowed = MESSAGE_ALERT in {getattr(each, "event_name", "") for each in wanted}
    store = store_of(turn)
    known = store.nudge(turn.account_id)
    if known is not None and known.when is not None:
        zone = store.profile(owner(turn.account_id, known.person)).zone
        change = partial(
            Nudge.permitted, zone=zone_named(zone or "UTC"), now=turn.now, allowed=allowed
        )
        store.change_nudge(turn.account_id, change)
    return NOTHING


def _when(turn: Turn) -> When:
    wish = heard(turn)
    weekday = min(wish.days) if len(wish.days) == 1 else SUNDAY_EVENING.weekday
    if wish.on is not None:
        weekday = wish.on.isoweekday()
    if wish.at is None:
        return When(weekday, _PARTS.get(wish.part, SUNDAY_EVENING.hour))
    # Nobody wants to be told how the week went before breakfast: "at six" is in the evening.
    is_late = wish.part in {"AF", "EV", "NI"} or (not wish.part and wish.at.hour < _WAKING_HOUR)
    return When(weekday, wish.at.hour + (_NOON if is_late and wish.at.hour < _NOON else 0))


ANSWERS = {
    "NudgesOnIntent": turn_on,
    "NudgesOffIntent": turn_off,
    "AlexaSkillEvent.ProactiveSubscriptionChanged": subscription_changed,
}
