"""How the week went, and the streak."""

from datetime import UTC, date, datetime, timedelta

from skill.alexa.answer import Answer, tell
from skill.alexa.keeping import latest_runs, load_profile, missed, store_of
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.routine.progress import (
    ADVISED_DAYS,
    DAYS_A_WEEK,
    Week,
    bounds_of,
    first_day_of,
    local_day,
    streak,
    week_of,
)
from skill.store.port import StoreUnavailableError

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Before the first run of anybody."""
WELL_DONE_DAYS = 4
"""Three to four days a week are advised; every day is fine, and more than that."""
NAMED_EXERCISES = 3
"""More than this many names are hard to follow by ear; then they are counted."""


def summary(turn: Turn) -> Answer:
    """Days, runs, minutes and exercises of a week against the advice."""
    load_profile(turn)
    zone = zone_of(turn)
    slot = turn.slot("week")
    last = bool(slot and slot.id == "last")
    today = local_day(turn.now, zone)
    monday = first_day_of(today) - timedelta(days=DAYS_A_WEEK if last else 0)
    since, until = bounds_of(monday, zone)
    latest_runs(turn)  # so that what the device knows by now is kept, and counted
    try:
        week = week_of(store_of(turn).runs_between(turn.user, since, until), monday, zone)
        if week.runs:
            return tell(*_told(turn, week, today, last=last))
        earlier = store_of(turn).runs_between(turn.user, LONG_AGO, since)
    except StoreUnavailableError as error:
        missed(turn, error)
        return tell(turn.say("trouble.cannot_look"))
    return tell(_empty(turn, last=last, ever_before=any(run.done for run in earlier)))


def in_a_row(turn: Turn) -> Answer:
    """How many days in a row something was done."""
    load_profile(turn)
    zone = zone_of(turn)
    days = {local_day(run.started_at, zone) for run in latest_runs(turn) if run.done}
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    length = streak(days, local_day(turn.now, zone))
    if length <= 1:
        return tell(turn.say("streak.one" if length else "streak.none"))
    return tell(turn.say("streak.days", days=turn.content.count("day", length)))


def _empty(turn: Turn, *, last: bool, ever_before: bool) -> str:
    if ever_before:
        return turn.say("week.empty_last" if last else "week.empty")
    ever = any(run.done for run in latest_runs(turn))
    return turn.say("week.before_the_first" if ever else "week.never")


def _told(turn: Turn, week: Week, today: date, *, last: bool) -> tuple[str, ...]:
    advice = _advice(turn, week, None if last else today)
    return _facts(turn, week, last=last), _exercises(turn, week), advice


def _facts(turn: Turn, week: Week, *, last: bool) -> str:
    key = "week.last" if last else "week.this"
    days = _days(turn, sorted(week.days))
    minutes = turn.content.count("minute", week.minutes)
    if week.runs == 1:
        return turn.say(f"{key}_once", days=days, minutes=minutes)
    return turn.say(key, days=days, minutes=minutes, runs=turn.content.count("time", week.runs))


def _days(turn: Turn, days: list[date]) -> str:
    if len(days) == DAYS_A_WEEK:
        return turn.say("week.every_day")
    names = [turn.say(f"weekday.{day.isoweekday()}") for day in days]
    return turn.say("week.on_days", days=turn.content.listing(names))


def _exercises(turn: Turn, week: Week) -> str:
    done, all_of_them = len(week.exercises), len(turn.content.catalog)
    if done == all_of_them:
        return turn.say("week.all_exercises", number=turn.content.number(done))
    if done > NAMED_EXERCISES:
        return turn.say(
            "week.some_exercises",
            number=turn.content.number(done),
            total=turn.content.number(all_of_them),
        )
    names = turn.content.listing([turn.content.name(id_) for id_ in week.exercises])
    return turn.say("week.named_exercises", exercises=names)


def _advice(turn: Turn, week: Week, today: date | None) -> str:
    """The advice, and what is missing of it; `today` is None for a week that is past."""
    if week.met:
        return turn.say("week.more" if len(week.days) > WELL_DONE_DAYS else "week.met")
    if today is None:
        return turn.say("week.short_last")
    missing = ADVISED_DAYS - len(week.days)
    days_left = DAYS_A_WEEK - today.weekday() - (today in week.days)
    if missing > days_left:
        return turn.say("week.short_late")
    return turn.say("week.short", number=turn.content.number(missing))


ANSWERS = {"WeeklySummaryIntent": summary, "StreakIntent": in_a_row}
