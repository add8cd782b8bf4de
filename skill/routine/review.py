"""What a week tells whoever looks at it closely: what grew, what was left, what to do next.

Everything here is read from the runs that were kept, and from nothing else. A physiotherapist
would ask the same: how often, what got longer, what does not get done, and what is the next step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from skill.routine.exercise import Catalog
from skill.routine.gains import Gain, gains
from skill.routine.hitches import Hitch, Trouble, trouble
from skill.routine.preferences import Level, Preferences
from skill.routine.progress import ADVISED_DAYS, DAYS_A_WEEK, Week, runs_of, week_of
from skill.routine.run import Run
from skill.routine.streaks import Streaks

STEADY_WEEKS = 3
"""After so many weeks in a row that met the aim, a little more is a fair next step; and again
after as many, for a suggestion that comes every week is a nuisance."""
_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class Diary:
    """What was looked up of a person's weeks."""

    runs: Sequence[Run]
    """The runs, at least all of the weeks that are asked for."""
    zone: tzinfo
    """For old runs that do not tell where they began."""
    today: date
    """The present day where the person is."""


class NextStep(StrEnum):
    """The one thing to do next."""

    MORE_DAYS = "more-days"
    """The week can still be what is advised."""
    NEW_WEEK = "new-week"
    """It cannot any more, and the next one can."""
    EASE = "ease"
    """An exercise may be too much as it is."""
    ALONE = "alone"
    """An exercise has no room in the routine, and takes little time by itself."""
    STRONGER = "stronger"
    """It has gone well for weeks."""
    SAME_AGAIN = "same-again"
    """It is well as it is."""


@dataclass(frozen=True, slots=True)
class Review:
    """A week, beside the one before it."""

    week: Week
    """What was done."""
    before: Week
    """What was done in the week before."""
    before_by_now: int
    """Days of the week before with something done, up to the same weekday; all if this is past."""
    gains: tuple[Gain, ...]
    """What grew, the most first."""
    trouble: Trouble | None
    """The exercise that is most often broken off or left out; None where none stands out."""
    streaks: Streaks
    """The streaks as they stand."""
    today_is_free: bool
    """Whether today is a day of this week with nothing done yet."""
    days_left: int
    """Days on which something may still be done; 0 for a week that is past."""
    next_step: NextStep
    """The one thing to do next."""

    @property
    def perfect(self) -> bool:
        """Whether something was done on all seven days."""
        return len(self.week.days) == DAYS_A_WEEK

    @property
    def missing_days(self) -> int:
        """How many days are missing from what is advised."""
        return max(0, ADVISED_DAYS - len(self.week.days))


def review(
    diary: Diary, first_day: date, streaks: Streaks, wanted: Preferences, catalog: Catalog
) -> Review:
    """Look at a week beside the one before.

    Args:
        diary: what was looked up; both weeks at least.
        first_day: the week's first day.
        streaks: how the streaks stand.
        wanted: what the person wants of a routine; what they left out is not missed.
        catalog: the exercises that there are.
    """
    first_before, next_first = first_day - _WEEK, first_day + _WEEK
    now = runs_of(diary.runs, first_day, diary.zone)
    then = runs_of(diary.runs, first_before, diary.zone)
    week, before = (
        week_of(now, first_day, diary.zone),
        week_of(then, first_before, diary.zone),
    )
    passed = min(DAYS_A_WEEK, (diary.today - first_day).days + 1)
    is_past = diary.today >= next_first
    today_is_free = not is_past and diary.today not in week.days
    days_left = 0 if is_past else DAYS_A_WEEK - passed + today_is_free
    hitch = trouble(now, catalog, wanted.left_out)
    return Review(
        week=week,
        before=before,
        before_by_now=sum((day - first_before).days < passed for day in before.days),
        gains=gains(then, now),
        trouble=hitch,
        streaks=streaks,
        today_is_free=today_is_free,
        days_left=days_left,
        next_step=_next_step(week, days_left, hitch, streaks, wanted.level),
    )


def _next_step(
    week: Week, days_left: int, trouble: Trouble | None, streaks: Streaks, level: Level
) -> NextStep:
    if trouble is not None and trouble.hitch is Hitch.BROKEN_OFF:
        return NextStep.EASE
    if not week.met:
        missing = ADVISED_DAYS - len(week.days)
        return NextStep.MORE_DAYS if missing <= days_left else NextStep.NEW_WEEK
    if trouble is not None:
        return NextStep.ALONE
    steady = streaks.weeks > 0 and streaks.weeks % STEADY_WEEKS == 0
    if steady and level is not Level.STRONG:
        return NextStep.STRONGER
    return NextStep.SAME_AGAIN
