"""A yes or a no, to whatever was asked."""

from collections.abc import Callable
from dataclasses import replace

from ask_sdk_model.interfaces.audioplayer import (
    ClearBehavior,
    ClearQueueDirective,
    StopDirective,
)

from skill.alexa import doing, gate, rest
from skill.alexa.alerts.removal import Removal, remove_alerts
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.changing import note_profile
from skill.alexa.conversations import (
    basics,
    care,
    danger,
    for_now,
    leaving_out,
    nudges,
    playback_words,
    reminder_wishes,
    reminders,
    routine,
    screening,
    stretch,
    timers,
    week,
    wishes,
)
from skill.alexa.keeping import store_of
from skill.alexa.knowing import know, playing_run
from skill.alexa.questions import AGREE, NO, NOT_NOW, YES, question_of
from skill.alexa.turn import Turn


def yes(turn: Turn) -> Answer:
    """What was offered, please."""
    return _YES.get(turn.asking.get("kind", ""), basics.not_understood)(turn)


def agree(turn: Turn) -> Answer:
    """A loose yes, such as "okay" or "good": enough where nothing lasting hangs on it."""
    if not turn.asking or question_of(turn.asking).is_plain:
        return basics.not_understood(turn)
    return yes(turn)


def no(turn: Turn) -> Answer:
    """Not that."""
    return _NO.get(turn.asking.get("kind", ""), basics.not_understood)(turn)


def not_now(turn: Turn) -> Answer:
    """A no that puts off; "shall we leave it for today?" it answers with yes."""
    is_about_rest = turn.asking.get("kind") == "rest_today"
    return screening.leave_it(turn) if is_about_rest else no(turn)


def _bring_all_back(turn: Turn) -> Answer:
    know(turn)
    everything = replace(turn.profile.preferences, left_out=frozenset())
    note_profile(turn, lambda profile: replace(profile, preferences=everything))
    return gate.question_before(turn) or doing.begin(turn, turn.profile.preferences)


def _forget(turn: Turn) -> Answer:
    """Remove every row, and the reminders and timers that Alexa keeps; end what plays."""
    nudge = nudges.forget(turn)
    store_of(turn).forget(turn.user, turn.now)
    removal = remove_alerts(turn, may_be_some=nudge is not None and bool(nudge.reminder_text))
    answer = tell(turn.say("data.deleted"), *(turn.say(key) for key in _ABOUT_ALERTS[removal]))
    if not turn.has_player:
        return answer
    ends = (StopDirective(), ClearQueueDirective(ClearBehavior.CLEAR_ALL))
    return answer.doing(Answer(directives=ends))


def _shall_i_start(turn: Turn) -> Answer:
    """A yes to a question that is none of yes or no."""
    return ask(turn.say("routine.shall_i_start"), asking={"kind": "ready"})


def _stay_paused(turn: Turn) -> Answer:
    return tell(turn.say("pause.stays"))


def _gentle_one(turn: Turn) -> Answer:
    return stretch.alone(turn, turn.asking["exercise"])


def _rest_then(turn: Turn) -> Answer:
    know(turn)
    rest.rest_today(turn)
    return tell(turn.say("rest.left"))


def _not_ready(turn: Turn) -> Answer:
    """No to a routine that was offered: what plays goes on."""
    return tell(turn.say("no.nothing_changed")) if playing_run(turn) else _not_now(turn)


def _not_now(turn: Turn) -> Answer:
    return tell(turn.say("no.later"))


def _the_offered(turn: Turn) -> Answer:
    """The exercise that was named as an example, if one was."""
    if "exercise" in turn.asking:
        return stretch.again(turn)
    return ask(turn.say("list.which"), asking={"kind": "which"})


_ABOUT_ALERTS = {
    Removal.NONE: (),
    Removal.DONE: ("data.alerts_deleted",),
    Removal.LEFT: ("data.alerts_left",),
}
_YES: dict[str, Callable[[Turn], Answer]] = {
    "anything": _shall_i_start,
    "ready": routine.ready,
    "screening": screening.something_applies,
    "screened": screening.goodbye,
    "rest_today": screening.leave_it,
    "danger": danger.it_is,
    "leg_pain": _gentle_one,
    "hurt": care.rest_and_go_on,
    "enough": care.stop_for_today,
    "paused": playback_words.resume,
    "again": stretch.again,
    "which": _the_offered,
    "explain": stretch.explain,
    "go_on": doing.go_on,
    "week": week.summary,
    "leave_out": lambda turn: care.answered(turn, leave_out=True),
    "leave_out_for_good": leaving_out.leave_out_for_good,
    "bring_back": wishes.bring_back_the_offered,
    "bring_all_back": _bring_all_back,
    "comes_back": lambda turn: routine.begin_with(turn, comes_back=True),
    "delete": _forget,
    "reminder": reminder_wishes.confirmed,
    "reminder_when": reminder_wishes.ask_when_again,
    "reminder_which": reminders.stay,
    "reminder_stays": reminders.stay,
    "reminder_cancel": reminders.cancel_all,
    for_now.KEEP: for_now.kept,
    "timer": timers.confirmed,
    "timer_length": timers.ask_length_again,
    "timer_stays": timers.stay,
}
_NO: dict[str, Callable[[Turn], Answer]] = {
    "anything": _not_now,
    "screening": screening.nothing_applies,
    "screened": screening.once_more,
    "rest_today": screening.not_today_after_all,
    "danger": danger.it_is_not,
    "leg_pain": _rest_then,
    "hurt": care.stop_for_today,
    "enough": care.not_enough,
    "paused": _stay_paused,
    "ready": _not_ready,
    "again": playback_words.stop,
    "which": _not_now,
    "explain": _not_now,
    "leave_out_which": lambda turn: tell(turn.say("no.nothing_changed")),
    "bring_back": lambda turn: tell(turn.say("no.nothing_changed")),
    "bring_back_which": lambda turn: tell(turn.say("no.nothing_changed")),
    "comes_back": lambda turn: routine.begin_with(turn, comes_back=False),
    "length": lambda turn: tell(turn.say("no.nothing_changed")),
    **dict.fromkeys(
        ("level", "pace", "detail", "leave_out_for_good"),
        lambda turn: tell(turn.say("no.nothing_changed")),
    ),
    "go_on": playback_words.stop,
    "week": _not_now,
    "leave_out": lambda turn: care.answered(turn, leave_out=False),
    "bring_all_back": _not_now,
    "delete": lambda turn: tell(turn.say("data.kept")),
    "reminder": reminder_wishes.another_time,
    "reminder_when": reminder_wishes.not_at_all,
    "reminder_which": reminders.stay,
    "reminder_stays": reminders.move,
    "reminder_cancel": reminders.which_to_cancel,
    for_now.KEEP: lambda turn: tell(turn.say("no.nothing_changed")),
    "timer": timers.not_at_all,
    "timer_length": timers.not_at_all,
    "timer_stays": timers.cancel,
}

ANSWERS = {YES: yes, AGREE: agree, NO: no, NOT_NOW: not_now}
