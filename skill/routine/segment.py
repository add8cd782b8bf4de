"""Segments: what becomes one track each, cut where a silence belongs anyway."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from skill.routine.exercise import MOST_SETS, Side

MOST_SEGMENTS = 2 * MOST_SETS + 2
"""Of one step: a lead, the work of each set on each side, and the close of a routine."""


class SegmentKind(StrEnum):
    """What a segment is for."""

    LEAD = "lead"
    """Rest from what went before, what comes next, how it is done, time to get there."""
    WORK = "work"
    """One set on one side, with the change-over before it; to the last release."""
    CLOSE = "close"
    """The words after the last exercise of a routine."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a step that is heard as one track."""

    kind: SegmentKind
    """What it is for."""
    set: int
    """The set, from 1: that of the work, or of the work that follows or went before."""
    side: Side | None
    """The side that is worked, or was or will be; None where there are none."""

    @property
    def is_work(self) -> bool:
        """Whether it counts as done when it was heard to its last release."""
        return self.kind is SegmentKind.WORK


@lru_cache
def segments(sets: int, sides: tuple[Side | None, ...], *, closes: bool) -> tuple[Segment, ...]:
    """The segments of a step, in the order in which they are heard.

    Args:
        sets: how often the whole is done.
        sides: the sides in their order; `(None,)` where there are none.
        closes: whether the routine ends after it.
    """
    work = [Segment(SegmentKind.WORK, n + 1, side) for n in range(sets) for side in sides]
    close = [Segment(SegmentKind.CLOSE, sets, sides[-1])] if closes else []
    return (Segment(SegmentKind.LEAD, 1, sides[0]), *work, *close)


@lru_cache
def work(sets: int, sides: tuple[Side | None, ...], only: Side | None) -> tuple[int, ...]:
    """Indices of the segments that are wanted work, in their order.

    Args:
        sets: how often the whole is done.
        sides: the sides in their order; `(None,)` where there are none.
        only: the side that is wanted alone; None for all.
    """
    all_work = segments(sets, sides, closes=False)
    return tuple(n for n, one in enumerate(all_work) if one.is_work and only in (None, one.side))


def next_side(of_step: Sequence[Segment], index: int) -> int | None:
    """The next work on the other side; None if there is none to come, or there are no sides."""
    return next(filter(lambda later: later > index, _of_other_side(of_step, index)), None)


def other_side(of_step: Sequence[Segment], index: int) -> int | None:
    """The work on the other side: the one to come, or else that of this set; None without sides."""
    following = next_side(of_step, index)
    if following is not None:
        return following
    now = of_step[index]
    return next((i for i in _of_other_side(of_step, index) if of_step[i].set == now.set), None)


def _of_other_side(of_step: Sequence[Segment], index: int) -> list[int]:
    now = of_step[index].side
    return [i for i, one in enumerate(of_step) if one.is_work and now and one.side is not now]
