"""From what a person wants to a routine: which exercises, how much of each, in which order."""

from dataclasses import dataclass, replace

from skill.routine.draft import TOLERANCE_MS, Doings, Draft
from skill.routine.exercise import MOST_SETS, Catalog, Exercise, Side
from skill.routine.lengths import Lengths
from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES, Preferences
from skill.routine.routine import Routine
from skill.routine.score import timeline

MINUTE_MS = 60_000


class NothingToDoError(Exception):
    """Every exercise is left out: bring one back before a routine can be planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine, and what had to give for it."""

    routine: Routine
    """What is to be done."""
    no_time_for: tuple[str, ...]
    """Ids of exercises that the person wants but that do not fit; never dropped silently."""
    asked_minutes: int | None
    """What was asked for, as it was asked."""

    @property
    def minutes(self) -> int:
        """Length of the routine in whole minutes, the nearest."""
        return max(1, (self.routine.total_ms + MINUTE_MS // 2) // MINUTE_MS)

    @property
    def fits(self) -> bool:
        """Whether the routine is within half a minute of what was asked for."""
        if self.asked_minutes is None:
            return True
        return abs(self.routine.total_ms - self.asked_minutes * MINUTE_MS) <= TOLERANCE_MS


def plan(
    catalog: Catalog,
    preferences: Preferences,
    lengths: Lengths,
    known: Doings,
    most_sets: int = MOST_SETS,
) -> Plan:
    """Plan a routine.

    Args:
        catalog: all exercises, in the order that saves changing position.
        preferences: what the person wants; minutes outside 4 to 25 get the nearest routine.
        lengths: how long phrases last.
        known: what is known of the person's doings.
        most_sets: 1 where a step must stay short enough to be one turn in a session.

    Raises:
        NothingToDoError: every exercise is left out.
    """
    wanted = tuple(e for e in catalog.values() if e.id not in preferences.left_out)
    if not wanted:
        raise NothingToDoError("all exercises are left out; bring one back")
    draft = Draft(wanted, preferences, lengths, known, most_sets)
    if preferences.minutes is not None:
        draft.fit(min(max(preferences.minutes, LEAST_MINUTES), MOST_MINUTES) * MINUTE_MS)
    dropped = tuple(e.id for e in wanted if e.id not in draft.rungs)
    return Plan(draft.routine(), dropped, preferences.minutes)


def plan_one(
    exercise: Exercise,
    preferences: Preferences,
    lengths: Lengths,
    known: Doings,
    side: Side | None = None,
) -> Routine:
    """One exercise alone, at the person's own dose; on one side of it if one is wanted."""
    if side is None:
        return Draft((exercise,), preferences, lengths, known, 1).routine()
    begins = replace(preferences, side_first=side)
    routine = Draft((exercise,), begins, lengths, known, 1).routine()
    step = replace(routine.steps[0], only=side)
    heard = (n for n, one in enumerate(step.segments) if n in step.work or not one.is_work)
    length_ms = sum(timeline(step, n, lengths, opens=n == 0).length_ms for n in heard)
    return routine.with_only(0, side, length_ms)
