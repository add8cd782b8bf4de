"""Reminders for one moment: which of them are one too many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill.alexa.alerts.reminder import Reminder
from skill.alexa.alerts.when import When


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a wanted reminder has in common with those that are set."""

    covering: When | None = None
    """One that comes at each of its moments; then none is to be set."""
    left: When | None = None
    """The wanted one without the days that others have; None where `covering` is."""
    replaced: tuple[Reminder, ...] = ()
    """Those that it comes at each moment of: they are one too many once it is set."""


def overlap(wanted: When, others: Sequence[Reminder]) -> Overlap:
    """Compare a wanted reminder with all others that are set."""
    same_time = [each for each in others if each.when and each.when.at == wanted.at]
    replaced: list[Reminder] = []
    days = wanted.days
    for each in same_time:
        assert each.when is not None  # noqa: S101 - kept above
        if _covers(each.when, wanted):
            return Overlap(covering=each.when)
        if _covers(wanted, each.when):
            replaced.append(each)
        else:
            days -= each.when.days
    if wanted.days and not days:
        return Overlap(covering=wanted)
    return Overlap(left=replace(wanted, days=days), replaced=tuple(replaced))


def _covers(one: When, other: When) -> bool:
    """Whether one reminder comes at each moment of another, which has its time of day."""
    if other.on is not None:
        return one.comes_on(other.on)
    return other.days <= one.days
