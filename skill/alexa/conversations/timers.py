"""The break timer: sitting long is what hurts. One runs at a time; it offers a routine at its end.

Like a reminder, a timer wants a yes each time (DOC/smapi/alexa-timers-overview.html).
"""

import re
from dataclasses import replace

from skill.alexa.alerts import consent, timers
from skill.alexa.alerts.said import rounded, said_left, said_length
from skill.alexa.alerts.service import AlertError, Fault, Json
from skill.alexa.alerts.timers import Order, Timer
from skill.alexa.answer import Answer, ask
from skill.alexa.detour import about, back
from skill.alexa.knowing import playing_run
from skill.alexa.turn import Turn
from skill.limits import TIMER_SECONDS

_MINUTE = 60
_MINUTES = re.compile(r"\d{1,4}")
_NUMBERS = {"first": 1, "second": 2, "third": 3}
BEING_MADE = frozenset({"timer", "timer_length"})
"""Kinds of question after which a length belongs to the timer that is talked of."""
_FAULTS = {
    Fault.UNSUPPORTED: "timer.unsupported",
    Fault.TOO_MANY: "timer.too_many",
    Fault.SLOW: "timer.slow",
    Fault.BUSY: "alerts.busy",
    Fault.OFFLINE: "alerts.offline",
    Fault.REFUSED: "timer.refused",
}
"""What is said of each fault; of all others that it went wrong."""


def set_(turn: Turn) -> Answer:
    """Call for a break after so long: said back, and started after a yes."""
    seconds = _wanted_seconds(turn)
    if not seconds:
        return _ask(turn, turn.say("timer.ask_length"), asking={"kind": "timer_length"})
    length = min(seconds, TIMER_SECONDS)
    key = "timer.too_long" if seconds > length else "timer.shall_set"
    question = turn.say(key, length=said_length(turn, length))
    return _ask(turn, question, asking={"kind": "timer", "seconds": length})


def left(turn: Turn) -> Answer:
    """How long until the break, and whether it shall stay so."""
    try:
        found = _mine(turn)
    except AlertError as error:
        return _sorry(turn, error.fault)
    if not found:
        return _none(turn)
    return _told(turn, "timer.left", found[0])


def pause(turn: Turn) -> Answer:
    """A timer of ours cannot be paused: it stays, and that is said."""
    if turn.asking.get("kind") in BEING_MADE:
        return not_at_all(turn)
    try:
        found = _mine(turn)
    except AlertError as error:
        return _sorry(turn, error.fault)
    if not found:
        return _none(turn)
    return _told(turn, "timer.cannot_pause", found[0])


def change(turn: Turn) -> Answer:
    """Another length for the timer that runs, or so much more or less of it; set after a yes."""
    if turn.asking.get("kind") in BEING_MADE and turn.slot("change") is None:
        return set_(turn)
    try:
        found = _mine(turn)
    except AlertError as error:
        return _sorry(turn, error.fault)
    wanted = _wanted_seconds(turn)
    before = turn.asking.get("seconds") or (found[0].left_seconds if found else None)
    if before is None:
        return set_(turn) if wanted and turn.slot("change") is None else _none(turn)
    if not wanted:
        return _ask(turn, turn.say("timer.ask_change"), asking={"kind": "timer_length"})
    length = min(_changed_by(turn, before, wanted), TIMER_SECONDS)
    question = turn.say("timer.shall_change", length=said_length(turn, length))
    return _ask(turn, question, asking={"kind": "timer", "seconds": length})


def cancel(turn: Turn) -> Answer:
    """No break timer any more; one that is only talked of is not set."""
    if turn.asking.get("kind") in BEING_MADE:
        return not_at_all(turn)
    try:
        found = _mine(turn)
        if found and len(found) < _number_named(turn):
            return _told(turn, "timer.only_one", found[0])
        for timer in found:
            timers.delete(turn, timer)
    except AlertError as error:
        return _sorry(turn, error.fault)
    return back(turn, turn.say("timer.cancelled" if found else "timer.none"))


# Answers to questions ------------------------------------------------------------------------


def confirmed(turn: Turn) -> Answer:
    """Yes to a timer: it starts, once the person has allowed that there are any."""
    kept = {"seconds": turn.asking.get("seconds")}
    if timers.SCOPE not in turn.granted:
        return consent.ask_for(turn, timers.SCOPE, then="timer", wish=kept)
    return _started(turn, kept)


def consented(turn: Turn, kept: Json) -> Answer:
    """Alexa has asked for the consent: go on with what was wished for."""
    verdict = consent.verdict(turn)
    if verdict == consent.ACCEPTED:
        return _started(turn, kept, is_consented=True)
    if verdict == consent.DENIED:
        return back(turn, turn.say("timer.denied"))
    return consent.by_card(turn, timers.SCOPE, turn.say("timer.card"))


def not_at_all(turn: Turn) -> Answer:
    """No timer is wanted after all."""
    return back(turn, turn.say("timer.not_set"))


def stay(turn: Turn) -> Answer:
    """It goes on as it is."""
    return back(turn, turn.say("timer.so"))


def ask_length_again(turn: Turn) -> Answer:
    """Yes, but to what was no question for a yes."""
    return _ask(turn, turn.say("timer.ask_length"), asking=turn.asking)


# The parts of it -----------------------------------------------------------------------------


def _told(turn: Turn, key: str, timer: Timer) -> Answer:
    """Say how long a timer still runs, and ask whether it shall stay, unless a routine plays."""
    told = turn.say(key, length=said_left(turn, timer.left_seconds))
    if playing_run(turn):
        return back(turn, told)
    return _ask(turn, told, turn.say("timer.stays"), asking={"kind": "timer_stays"})


def _none(turn: Turn) -> Answer:
    return back(turn, turn.say("timer.none"))


def _changed_by(turn: Turn, before: int, wanted: int) -> int:
    """The length that is wanted: as it was said, or so much more or less than what is left."""
    slot = turn.slot("change")
    if slot is None:
        return wanted
    return rounded(before - wanted if slot.id == "shorter" else before + wanted)


def _number_named(turn: Turn) -> int:
    """Which of several timers was named, from 1; 0 for none."""
    slot = turn.slot("which")
    return _NUMBERS.get(slot.id or "", 0) if slot else 0


def _started(turn: Turn, kept: Json, *, is_consented: bool = False) -> Answer:
    """Start it in place of any other of ours, and say so."""
    seconds = int(kept["seconds"])
    try:
        before = timers.all_timers(turn)
        timers.create(turn, _order(turn, seconds, before))
        for timer in before:
            timers.delete(turn, timer)
    except AlertError as error:
        if error.fault is not Fault.NOT_ALLOWED:
            return _sorry(turn, error.fault)
        if is_consented:
            return consent.by_card(turn, timers.SCOPE, turn.say("timer.card"))
        return consent.ask_for(turn, timers.SCOPE, then="timer", wish=kept)
    key = "timer.set_anew" if before else "timer.set"
    return back(turn, turn.say(key, length=said_length(turn, seconds)))


def _order(turn: Turn, seconds: int, before: tuple[Timer, ...]) -> Order:
    labels = {timer.label for timer in before}
    label = turn.say("timer.label")
    return Order(
        seconds=seconds,
        locale=turn.request.locale or turn.content.locale,
        label=label if label not in labels else turn.say("timer.other_label"),
        offer=turn.say("timer.offer"),
        announcement=turn.say("timer.announcement"),
    )


def _mine(turn: Turn) -> tuple[Timer, ...]:
    """All that run; none where the person has not allowed any."""
    try:
        return timers.all_timers(turn)
    except AlertError as error:
        if error.fault is not Fault.NOT_ALLOWED:
            raise
        return ()


def _wanted_seconds(turn: Turn) -> int:
    """The length that was asked for; 0 for none. A bare number counts minutes, as breaks do."""
    slot = turn.slot("duration")
    if slot is not None:
        # Days and weeks, which have no T, are longer than any timer.
        is_long = slot.value.startswith("P") and "T" not in slot.value
        return TIMER_SECONDS + 1 if is_long else timers.seconds_of(slot.value) or 0
    slot = turn.slot("minutes")
    return int(slot.value) * _MINUTE if slot and _MINUTES.fullmatch(slot.value) else 0


def _sorry(turn: Turn, fault: Fault) -> Answer:
    return back(turn, turn.say(_FAULTS.get(fault, "alerts.down")))


def _ask(turn: Turn, *texts: str, asking: Json) -> Answer:
    return replace(ask(*texts, asking=asking), keep=about(turn))


ANSWERS = {
    "BreakTimerIntent": set_,
    "ChangeTimerIntent": change,
    "PauseTimerIntent": pause,
    "TimerLeftIntent": left,
    "CancelTimerIntent": cancel,
}
