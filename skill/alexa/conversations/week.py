"""How the week went, and the streak."""

from dataclasses import replace

from skill.alexa.answer import Answer, tell
from skill.alexa.changing import change_profile, note_profile, this_once
from skill.alexa.diary import LookedUp, look_up, streaks_now
from skill.alexa.keeping import mark_store_down
from skill.alexa.knowing import know
from skill.alexa.new_week import whose
from skill.alexa.turn import Turn
from skill.alexa.week_card import card
from skill.alexa.week_words import WORTH_TELLING_WEEKS, WeekWords
from skill.store.port import StoreUnavailableError

_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
"""What AMAZON.DayOfWeek gives, in the order of `date.weekday`."""


def summary(turn: Turn) -> Answer:
    """A week in two to four sentences, and on a card in the app."""
    know(turn)
    slot = turn.slot("week")
    last = bool(slot and slot.id == "last")
    try:
        looked = look_up(turn, weeks_ago=1 if last else 0)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return tell(turn.say("trouble.cannot_look"))
    if last and turn.profile.told_week != looked.this_week:
        note_profile(turn, lambda profile: replace(profile, told_week=looked.this_week))
    if not looked.review.week.runs:
        return tell(*_empty(turn, looked, last=last))
    words = WeekWords.of(turn.content, looked.review.week.first_day, whose(turn))
    told = tell(*words.told(looked.review, looked.away_weeks, last=last))
    # The app is the whole household's: a recognized person's week is for their ears only.
    return told if turn.person else replace(told, card=card(words, looked.review))


def in_a_row(turn: Turn) -> Answer:
    """How many days in a row something was done, and how many weeks met the aim."""
    know(turn)
    try:
        now = streaks_now(turn)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return tell(turn.say("trouble.cannot_look"))
    owner = [turn.say(f"streak.{whose(turn)}")] if whose(turn) else []
    weeks = turn.content.count("week", now.weeks)
    tell_weeks = now.weeks >= WORTH_TELLING_WEEKS
    if now.days <= 1 and tell_weeks:
        return tell(*owner, turn.say("streak.weeks_only", weeks=weeks))
    if now.days <= 1:
        return tell(*owner, turn.say("streak.one" if now.days else "streak.none"))
    key = "streak.longer" if now.longer else "streak.days"
    said = turn.say(key, days=turn.content.count("day", now.days))
    return tell(*owner, said, *([turn.say("streak.weeks", weeks=weeks)] if tell_weeks else []))


def starts(turn: Turn) -> Answer:
    """The day that their weeks begin with."""
    slot = turn.slot("day")
    day = (slot.id or slot.value).upper()[:3] if slot else ""
    if day not in _WEEKDAYS:
        return tell(turn.say("week.starts_which"))
    know(turn)
    weekday = _WEEKDAYS.index(day)
    change_profile(turn, lambda profile: replace(profile, week_starts=weekday))
    said = turn.say("week.starts", day=turn.say(f"weekday.{weekday + 1}"))
    return tell(said, *this_once(turn))


def _empty(turn: Turn, looked: LookedUp, *, last: bool) -> list[str]:
    owner = [turn.say(f"week.whose_{whose(turn)}")] if whose(turn) else []
    words = WeekWords.of(turn.content, looked.this_week, "")
    if looked.last_before is not None:
        return [*owner, words.say("week.empty_last" if last else "week.empty")]
    if last and looked.done_since:
        return [*owner, words.say("week.before_the_first")]
    return [words.say("week.never_person")] if turn.person else [*owner, words.say("week.never")]


ANSWERS = {
    "WeeklySummaryIntent": summary,
    "StreakIntent": in_a_row,
    "WeekStartIntent": starts,
}
