"""The first launch of a new week, at which the last one is told in a sentence."""

from dataclasses import replace

from skill.alexa.changing import note_profile
from skill.alexa.diary import look_up, this_week_of
from skill.alexa.keeping import mark_store_down
from skill.alexa.turn import Turn
from skill.alexa.week_words import WeekWords
from skill.store.port import StoreUnavailableError


def last_week(turn: Turn) -> list[str]:
    """Last week in a sentence, before the first routine of a new one; nothing if it was told.

    Whoever did nothing for a week or longer is welcomed back, and hears no figures.
    """
    try:
        if turn.profile.told_week == this_week_of(turn):
            return []
        looked = look_up(turn, weeks_ago=1)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return []
    note_profile(turn, lambda profile: replace(profile, told_week=looked.this_week))
    words = WeekWords.of(turn.content, looked.review.week.first_day, whose(turn))
    if looked.review.week.runs:
        return [words.in_a_sentence(looked.review)]
    return [words.say("week.told_back")] if looked.last_before else []


def whose(turn: Turn) -> str:
    """Whose week it is, where that must be said: with people in the house whose voices we know."""
    if turn.person:
        return "person"
    return "household" if turn.profile.shared else ""
