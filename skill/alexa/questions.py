"""What may answer each question that the skill leaves open, and what helps if nothing did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skill.alexa.turn import Turn

YES, AGREE, NO = "AMAZON.YesIntent", "AgreeIntent", "AMAZON.NoIntent"
NOT_NOW = "NotNowIntent"
"""A no that puts off."""
DANGER = frozenset(
    {
        "EmergencyIntent",
        "SeeDoctorIntent",
        "LegPainIntent",
        "FaintIntent",
        "SomethingWrongIntent",
    }
)
"""What tells of danger, or may: it is heard whatever else was asked."""
_ALWAYS = DANGER | {
    "HurtIntent",
    "RestTodayIntent",
    "AMAZON.PauseIntent",
    "AMAZON.ResumeIntent",
    "AMAZON.StopIntent",
    "AMAZON.CancelIntent",
    "AMAZON.NextIntent",
    "AMAZON.PreviousIntent",
    "AMAZON.StartOverIntent",
    "AMAZON.NavigateHomeIntent",
    "AMAZON.FallbackIntent",
    YES,
    AGREE,
    NO,
    NOT_NOW,
}
"""What is heard at every guarded question. "Repeat" is not among them: it asks for the question."""
_TIMER = frozenset(
    {"BreakTimerIntent", "ChangeTimerIntent", "CancelTimerIntent", "PauseTimerIntent"}
)
_LENGTH = frozenset({"ChangeLengthIntent", "StartRoutineIntent"})
_REMINDER = frozenset({"SetReminderIntent", "MoveReminderIntent", "CancelReminderIntent"})


@dataclass(frozen=True, slots=True)
class Question:
    """What the skill makes of the answers to one kind of question."""

    hint: str = "misheard.yes_or_no"
    """Key of the phrase that helps after an answer was not understood twice."""
    is_plain: bool = False
    """Whether only a plain yes is one: "okay" and "good" are asked about."""
    is_guarded: bool = False
    """Whether anything but an answer, a playback word, pain or danger is asked about."""
    answers: frozenset[str] = frozenset()
    """Intents that answer it besides yes and no."""


_BODY = Question(is_plain=True, is_guarded=True)
_LASTING = Question(is_plain=True, is_guarded=True)
_SCREENING = frozenset({"WhyAskIntent", "DoctorAllowsIntent"})
QUESTIONS: Mapping[str, Question] = {
    "screening": Question(is_plain=True, is_guarded=True, answers=_SCREENING),
    "screened": Question(is_plain=True, is_guarded=True, answers=_SCREENING),
    "rest_today": Question(is_guarded=True),
    "danger": _BODY,
    "leg_pain": _BODY,
    "hurt": Question(hint="misheard.go_on_or_stop", is_plain=True, is_guarded=True),
    "enough": _BODY,
    "paused": Question(is_plain=True),
    "leave_out": _LASTING,
    "leave_out_for_good": _LASTING,
    "bring_back": _LASTING,
    "bring_all_back": _LASTING,
    "comes_back": _LASTING,
    "keep_wish": _LASTING,
    "delete": _LASTING,
    "reminder": Question(
        is_plain=True, is_guarded=True, answers=_REMINDER | _LENGTH | {"BreakTimerIntent"}
    ),
    "reminder_cancel": Question(is_plain=True, is_guarded=True, answers=_REMINDER),
    "timer": Question(is_plain=True, is_guarded=True, answers=_TIMER | _LENGTH),
    "reminder_which": Question(hint="misheard.which_reminder"),
    "reminder_when": Question(hint="misheard.when"),
    "timer_length": Question(hint="misheard.length"),
    "again": Question(hint="misheard.again"),
    "which": Question(hint="misheard.exercise"),
    "which_side": Question(hint="misheard.side"),
    "explain": Question(hint="misheard.exercise"),
    "leave_out_which": Question(hint="misheard.exercise", is_plain=True),
    "bring_back_which": Question(hint="misheard.exercise", is_plain=True),
    "length": Question(hint="misheard.length", is_plain=True),
    "level": Question(hint="misheard.level", is_plain=True),
    "pace": Question(hint="misheard.pace", is_plain=True),
    "detail": Question(hint="misheard.detail", is_plain=True),
}
"""The kinds of question that are more than a yes or a no to something passing."""


def question_of(asking: Mapping[str, Any]) -> Question:
    """The question that is open; a plain yes or no if nothing more is known of its kind."""
    return QUESTIONS.get(asking.get("kind", ""), Question())


def hint(turn: Turn, *, again: bool) -> str:
    """What is said before the open question is asked again; more helpful the second time."""
    return turn.say(question_of(turn.asking).hint if again else "misheard.pardon")


def admits(asking: Mapping[str, Any], intent: str) -> bool:
    """Whether an intent is acted on while a question is open; else the question is asked again."""
    question = question_of(asking)
    return not question.is_guarded or intent in _ALWAYS or intent in question.answers
