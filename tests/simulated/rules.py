"""What holds for the doses of everybody, whatever they do."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from skill.routine.exercise import MOST_SETS
from skill.routine.standing import DoseReason, weight
from tests.simulated.people import CATALOG, DAYS, FIRST_DAY, Life, reached_top

REASON_OF = {
    "two-doings": DoseReason.EARNED,
    "hurt": DoseReason.EASED,
    "hard": DoseReason.EASED,
    "lapse": DoseReason.EASED,
    "word": DoseReason.UNDONE,
}
A_WEEK, TWO_WEEKS, FOUR_WEEKS = (timedelta(weeks=n) for n in (1, 2, 4))


def no_dose_leaves_the_catalogs_bounds(life: Life) -> None:
    """Amounts are those that the catalog allows, and sets as many as there may be."""
    for change in life.changes:
        assert change.after.amount in change.exercise.dose.amounts
        assert 1 <= change.after.sets <= MOST_SETS


def amount_and_sets_never_rise_at_once(life: Life) -> None:
    """One thing at a time."""
    for change in _rises(life):
        if change.cause == "two-doings":
            is_more = change.before.amount != change.after.amount
            assert is_more != (change.before.sets != change.after.sets)


def nothing_rises_within_a_week_of_a_hurt(life: Life) -> None:
    """Whatever hurt: neither by itself, nor by a word."""
    for number, change in enumerate(life.changes):
        if weight(change.after) > weight(change.before):
            hurts = [day for day, _, at in life.hurts if at <= number]
            assert all(change.day - day >= A_WEEK for day in hurts)


def at_most_one_exercise_rises_on_a_day(life: Life) -> None:
    """By itself; a person may take back as many changes as they like."""
    earned = Counter(change.day for change in _rises(life) if change.cause == "two-doings")
    assert max(earned.values(), default=0) <= 1


def every_change_has_its_reason_and_day(life: Life) -> None:
    """The reason is the one that the table has for its cause."""
    for change in life.changes:
        assert change.standing.reason is REASON_OF[change.cause]
        assert change.standing.day == change.day


def no_dose_swings_to_and_fro(life: Life) -> None:
    """What was eased rises again at most once in four weeks."""
    for exercise in CATALOG.values():
        own = [change for change in life.changes if change.exercise is exercise]
        turned = [
            after.day
            for before, after in pairwise(own)
            if before.standing.reason is DoseReason.EASED
            and after.cause == "two-doings"
            and weight(after.after) > weight(after.before)
        ]
        assert all(later - earlier >= FOUR_WEEKS for earlier, later in pairwise(turned))


def what_is_undone_is_not_done_again_for_two_weeks(life: Life) -> None:
    """A change that the person took back."""
    undone = {}
    for change in life.changes:
        if change.cause == "word":
            undone[change.exercise.id] = change.day
        elif change.cause == "two-doings" and change.exercise.id in undone:
            assert change.day - undone[change.exercise.id] >= TWO_WEEKS


def the_top_is_only_for_whom_it_went_well(life: Life) -> None:
    """Nothing that hurt in the last week is at its most, nor anything of who undoes all."""
    late = FIRST_DAY + timedelta(days=DAYS) - A_WEEK
    hurt_of_late = {exercise.id for day, exercise, _ in life.hurts if day >= late}
    top = {exercise.id for exercise in reached_top(life)}
    assert not hurt_of_late & top
    assert not (life.kind == "undoing" and top)


RULES = (
    no_dose_leaves_the_catalogs_bounds,
    amount_and_sets_never_rise_at_once,
    nothing_rises_within_a_week_of_a_hurt,
    at_most_one_exercise_rises_on_a_day,
    every_change_has_its_reason_and_day,
    no_dose_swings_to_and_fro,
    what_is_undone_is_not_done_again_for_two_weeks,
    the_top_is_only_for_whom_it_went_well,
)


def _rises(life: Life):
    return (c for c in life.changes if weight(c.after) > weight(c.before))
