"""What an Alexa routine, a quick link or another skill asks for, without a word being said."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from skill.alexa import doing, gate, task
from skill.alexa.answer import Answer, tell
from skill.alexa.conversations import routine, week
from skill.alexa.knowing import playing_run
from skill.alexa.turn import Turn
from skill.alexa.wanted import changed
from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES

_MINUTES = re.compile(r"\d{1,2}", re.ASCII)
LAUNCH = "LaunchRequest.task"
"""A launch for a task, told from one by the skill's name."""


class RefusedError(ValueError):
    """The input is not what the task takes; holds what the person is told."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the skill performs it; its definition is built from `interaction_model`."""

    version: str
    """The version that is performed."""
    input: frozenset[str]
    """What it may be given."""
    perform: Callable[[Turn], Answer]
    """Does it. Raises RefusedError."""


def launched(turn: Turn) -> Answer:
    """Perform the task, or say why not."""
    known = TASKS.get(turn.task.name) if turn.task else None
    if known is None or known.version != turn.request.task.version:
        return _refused(turn, turn.say("task.unknown"))
    if not known.input.issuperset(_input(turn)):
        return _refused(turn, turn.say("task.unknown"))
    try:
        return known.perform(turn)
    except RefusedError as error:
        return _refused(turn, str(error))


def start_routine(turn: Turn) -> Answer:
    """Start the routine; one that plays here already goes on, whatever the clock says."""
    minutes = _minutes(turn)
    if minutes is None or playing_run(turn):
        return routine.launch(turn)
    question = gate.question_before(turn, minutes=minutes)
    return question or doing.begin(turn, changed(turn.profile.preferences, minutes, None))


def weekly_summary(turn: Turn) -> Answer:
    """Tell how the week went."""
    told = week.summary(turn)
    if not turn.kept:
        return told.doing(task.ended(turn.task, task.FAILED))
    if turn.task:
        turn.task = replace(turn.task, done=True)
    return told


def _minutes(turn: Turn) -> int | None:
    """The length that was asked for; None for the one that the person likes."""
    given = _input(turn).get("minutes")
    if given is None or given == "":
        return None
    text = str(given)
    if _MINUTES.fullmatch(text) and LEAST_MINUTES <= int(text) <= MOST_MINUTES:
        return int(text)
    least, most = turn.content.number(LEAST_MINUTES), turn.content.count("minute", MOST_MINUTES)
    raise RefusedError(turn.say("task.minutes", least=least, most=most))


def _input(turn: Turn) -> Mapping[str, Any]:
    given = turn.request.task.input
    return given if isinstance(given, Mapping) else {}


def _refused(turn: Turn, said: str) -> Answer:
    return tell(said).doing(task.ended(turn.task, task.REFUSED))


TASKS = {
    "StartRoutine": Task("1", frozenset({"minutes"}), start_routine),
    "WeeklySummary": Task("1", frozenset(), weekly_summary),
}
"""Every task, by its name."""
ANSWERS = {LAUNCH: launched}
