"""What is looked up of a person's weeks: one Query, however many years they have been at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from skill.alexa.changing import note_profile
from skill.alexa.keeping import store_of
from skill.alexa.knowing import LATEST, latest_runs
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.routine.progress import DAYS_A_WEEK, day_of, first_day_of, local_day, reach_of
from skill.routine.review import Diary, Review, review
from skill.routine.run import Run
from skill.routine.streaks import Calendar, Streaks, Tally, streaks, tally_at

LOOK_BACK_WEEKS = 13
"""How far back streaks are counted where no tally is kept: a quarter of a year, in one Query."""
_WEEK = timedelta(days=DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A week and what surrounds it."""

    review: Review
    """The week, beside the one before."""
    last_before: date | None
    """The last day before this week on which something was done; None if there never was."""
    this_week: date
    """First day of the present week."""
    done_since: bool
    """Whether anything was done in the present week."""

    @property
    def away_weeks(self) -> int | None:
        """Whole weeks before this one with nothing done; None if there never was anything."""
        if self.last_before is None:
            return None
        first_day = self.review.week.first_day
        then = first_day_of(self.last_before, first_day.weekday())
        return (first_day - then).days // DAYS_A_WEEK - 1


def this_week_of(turn: Turn) -> date:
    """First day of the present week, where the person is. The profile must have been read."""
    return first_day_of(local_day(turn.now, zone_of(turn)), turn.profile.week_starts)


def look_up(turn: Turn, weeks_ago: int = 0) -> LookedUp:
    """Look a week up, and carry the tally of the streaks on. The profile must have been read.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    zone = zone_of(turn)
    this_week, today = this_week_of(turn), local_day(turn.now, zone)
    first_day = this_week - weeks_ago * _WEEK
    tally = _tally(turn, this_week)
    first_read = min(tally.until, first_day - _WEEK)
    runs = _runs(turn, first_read, this_week)
    now = _streaks(turn, Calendar.of(runs, zone, turn.now), tally, today)
    diary = Diary(runs, zone, today)
    return LookedUp(
        review=review(diary, first_day, now, turn.profile.preferences, turn.content.catalog),
        last_before=_last_before(turn, diary, first_day, first_read),
        this_week=this_week,
        done_since=any(day >= this_week for day in _days_done(runs, zone)),
    )


def streaks_now(turn: Turn) -> Streaks:
    """The streaks as they stand, and no more; the tally is carried on.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    zone = zone_of(turn)
    this_week, today = this_week_of(turn), local_day(turn.now, zone)
    tally = _tally(turn, this_week)
    calendar = Calendar.of(_runs(turn, tally.until, this_week), zone, turn.now)
    return _streaks(turn, calendar, tally, today)


def runs_on(turn: Turn, day: date) -> Sequence[Run]:
    """The runs of a day in which anything was done, each in the zone where it was lived.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    zone = zone_of(turn)
    return [run for run in _runs(turn, day, day) if run.done and day_of(run, zone) == day]


def runs_from(turn: Turn, first_day: date) -> Sequence[Run]:
    """The runs of the person that count for a day from the first on, the oldest first.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    zone = zone_of(turn)
    runs = _runs(turn, first_day, this_week_of(turn))
    return [run for run in runs if run.done and day_of(run, zone) >= first_day]


def _runs(turn: Turn, first_day: date, this_week: date) -> Sequence[Run]:
    store = store_of(turn)
    since, _ = reach_of(first_day)
    _, until = reach_of(this_week)
    known = latest_runs(turn)
    runs = {run.id: run for run in known if since <= run.started_at < until}
    if not _reach_back_to(since, known):
        # What is known counts: it tells of what was heard just now, and is not kept yet.
        runs = {run.id: run for run in store.runs_between(turn.user, since, until)} | runs
    return tuple(sorted(runs.values(), key=lambda run: run.id))


def _tally(turn: Turn, this_week: date) -> Tally:
    """The tally that is kept, or a new one where there is none of use.

    One of another first weekday, of a time that is not yet, or of long ago is of none.
    """
    kept, earliest = turn.profile.tally, this_week - LOOK_BACK_WEEKS * _WEEK
    if kept is None or not earliest <= kept.until <= this_week:
        return Tally(since=earliest, until=earliest)
    same_start = kept.until.weekday() == this_week.weekday()
    return kept if same_start else Tally(since=earliest, until=earliest)


def _streaks(turn: Turn, calendar: Calendar, tally: Tally, today: date) -> Streaks:
    """The streaks; kept is how they stood a whole week ago, so that late reports still count."""
    a_week_ago = first_day_of(today, tally.until.weekday()) - _WEEK
    carried = tally_at(a_week_ago, calendar, tally)
    if carried != turn.profile.tally:
        note_profile(turn, lambda profile: replace(profile, tally=carried))
    return streaks(calendar, tally, today)


def _last_before(turn: Turn, diary: Diary, first_day: date, first_read: date) -> date | None:
    days = _days_done(diary.runs, diary.zone)
    if any(day < first_day for day in days):
        return max(day for day in days if day < first_day)
    since, _ = reach_of(first_read)
    known = latest_runs(turn)
    earlier = _days_done([run for run in known if run.started_at < since], diary.zone)
    if not earlier and len(known) == LATEST:
        older = store_of(turn).latest_runs(turn.user, LATEST, before=since)
        earlier = _days_done(older, diary.zone)
    return max(earlier, default=None)


def _reach_back_to(since: datetime, runs: Sequence[Run]) -> bool:
    """Whether the newest runs hold all that was begun from a moment on."""
    # Beyond so many there may be an older one, of which only this device knew.
    return len(runs) < LATEST or runs[LATEST - 1].started_at < since


def _days_done(runs: Sequence[Run], zone: tzinfo) -> set[date]:
    return {day_of(run, zone) for run in runs if run.done}
