"""Reminders and timers of somebody who has all data deleted: Alexa keeps them, and removes them."""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import TypeVar

from skill.alexa.alerts import reminders, timers
from skill.alexa.alerts.service import AlertError, Fault
from skill.alexa.turn import Turn

_Alert = TypeVar("_Alert")
_THERE_ARE_NONE = frozenset({Fault.UNSUPPORTED, Fault.GONE})
"""Faults that leave nothing to be removed."""


class Removal(Enum):
    """What became of them."""

    NONE = auto()
    """There were none."""
    DONE = auto()
    """All are removed."""
    LEFT = auto()
    """There may be some that this session cannot remove."""


def remove_alerts(turn: Turn, *, may_be_some: bool) -> Removal:
    """Remove all reminders and timers that the skill has set on an account, if the session may.

    Of somebody who is known by their voice they stay: the account has them together.

    Args:
        turn: the request.
        may_be_some: whether something is kept that tells of a reminder.
    """
    may_see = {reminders.SCOPE, timers.SCOPE} & turn.granted
    if turn.person or not may_see:
        return Removal.LEFT if may_be_some or (turn.person and may_see) else Removal.NONE
    try:
        removed = sum(1 for _ in _removed(turn))
    except AlertError:
        return Removal.LEFT
    if may_be_some and reminders.SCOPE not in may_see:
        return Removal.LEFT
    return Removal.DONE if removed else Removal.NONE


def _removed(turn: Turn) -> Iterator[str]:
    """Each one that was removed.

    Raises:
        AlertError: those that follow are not.
    """
    if reminders.SCOPE in turn.granted:
        for reminder in _listed(reminders.all_reminders, turn):
            reminders.delete(turn, reminder.token)
            yield reminder.token
    if timers.SCOPE in turn.granted:
        for timer in _listed(timers.all_timers, turn):
            timers.delete(turn, timer)
            yield timer.id


def _listed(all_of: Callable[[Turn], tuple[_Alert, ...]], turn: Turn) -> tuple[_Alert, ...]:
    """All that a service tells of; none where there can be none."""
    try:
        return all_of(turn)
    except AlertError as error:
        if error.fault not in _THERE_ARE_NONE:
            raise
        return ()
