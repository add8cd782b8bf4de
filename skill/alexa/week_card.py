"""A week on a card in the Alexa app."""

from collections.abc import Iterator
from datetime import date, timedelta

from ask_sdk_model.ui import SimpleCard

from skill.alexa.week_words import WeekWords
from skill.routine.hitches import Hitch
from skill.routine.progress import DAYS_A_WEEK
from skill.routine.review import Review


def card(words: WeekWords, review: Review) -> SimpleCard:
    """The card of a week in which something was done."""
    return SimpleCard(title=words.say("week_card.title"), content="\n".join(_lines(words, review)))


def _lines(words: WeekWords, review: Review) -> Iterator[str]:
    count, week, before = words.content.count, review.week, review.before
    last_day = week.first_day + timedelta(days=DAYS_A_WEEK - 1)
    yield words.say(
        "week_card.span", first=_date(words, week.first_day), last=_date(words, last_day)
    )
    yield words.say(
        "week_card.days", days=count("day", len(week.days)), names=words.days(sorted(week.days))
    )
    yield words.say(
        "week_card.time", minutes=count("minute", week.minutes), runs=count("time", week.runs)
    )
    if before.runs:
        days, minutes = count("day", len(before.days)), count("minute", before.minutes)
        yield words.say("week_card.before", days=days, minutes=minutes)
    names = [words.content.name(exercise_id) for exercise_id in week.exercises]
    yield words.say("week_card.done", exercises=words.content.listing(names))
    yield from (words.gain(gain) for gain in review.gains)
    if review.trouble is not None:
        broken = review.trouble.hitch is Hitch.BROKEN_OFF
        yield words.say(
            "week_card.broken_off" if broken else "week_card.left_out",
            exercise=words.content.name(review.trouble.exercise_id),
            times=count("time", review.trouble.times),
        )
    days, weeks = count("day", review.streaks.days), count("week", review.streaks.weeks)
    yield words.say("week_card.streak", days=days, weeks=weeks)


def _date(words: WeekWords, day: date) -> str:
    return words.say("week_card.date", month=words.say(f"month.{day.month}"), day=day.day)
