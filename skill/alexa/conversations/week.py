"""How the week went, and the streak."""

from datetime import date, timedelta

from skill.alexa.answer import Answer, tell
from skill.alexa.keeping import latest_runs, load_profile, missed
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_of
from skill.routine.progress import (
    ADVISED_DAYS,
    DAYS_A_WEEK,
    Week,
    bounds_of,
    local_day,
    monday_of,
    streak,
    week_of,
)
from skill.store.port import StoreUnavailableError

NAMED_EXERCISES = 3
"""More than this many names are hard to follow by ear; then they are counted."""


def summary(turn: Turn) -> Answer:
    """Days, runs, minutes and exercises of a week against the advice."""
    load_profile(turn)
    zone = zone_of(turn)
    slot = turn.slot("week")
    last = bool(slot and slot.id == "last")
    today = local_day(turn.now, zone)
    monday = monday_of(today) - timedelta(days=DAYS_A_WEEK if last else 0)
    try:
        since, until = bounds_of(monday, zone)
        week = week_of(turn.coach.store.runs_between(turn.user, since, until), monday, zone)
    except StoreUnavailableError as error:
        missed(turn, error)
        return tell(turn.say("trouble.cannot_look"))
    return tell(*(_told(turn, week, last=last) if week.runs else _empty(turn, last=last)))


def in_a_row(turn: Turn) -> Answer:
    """How many days in a row something was done."""
    load_profile(turn)
    zone = zone_of(turn)
    days = {local_day(run.started_at, zone) for run in latest_runs(turn) if run.done}
    if not turn.kept:
        return tell(turn.say("trouble.cannot_look"))
    length = streak(days, local_day(turn.now, zone))
    if length == 0:
        return tell(turn.say("streak.none"))
    return tell(turn.say("streak.days", days=turn.content.count("day", length)))


def _empty(turn: Turn, *, last: bool) -> tuple[str, ...]:
    if not any(run.done for run in latest_runs(turn)):
        return (turn.say("week.never"),)
    return (turn.say("week.empty_last" if last else "week.empty"),)


def _told(turn: Turn, week: Week, *, last: bool) -> tuple[str, ...]:
    return _facts(turn, week, last=last), _exercises(turn, week), _advice(turn, week, last=last)


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


def _advice(turn: Turn, week: Week, *, last: bool) -> str:
    if week.met:
        return turn.say("week.met")
    if last:
        return turn.say("week.short_last")
    missing = ADVISED_DAYS - len(week.days)
    return turn.say("week.short", number=turn.content.number(missing))


ANSWERS = {"WeeklySummaryIntent": summary, "StreakIntent": in_a_row}
