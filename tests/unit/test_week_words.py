"""A week in words: short enough to be heard, different each week, and never a reproach."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.week_card import card
from skill.alexa.week_words import LONGEST_MS, WeekWords
from skill.content import load
from skill.limits import CARD_CHARACTERS
from skill.routine import shorthand
from skill.routine.lengths import estimate_ms
from skill.routine.preferences import Level, Preferences
from skill.routine.review import Diary, review
from skill.routine.run import Head, Kind, Phase, Run
from skill.routine.streaks import Streaks

CONTENT = load()
MONDAY = date(2026, 11, 16)
REPROACH = re.compile(r"\b(only|just one|failed?|missed|should have|lazy|unfortunately|bad|poor)\b")
CODES = [exercise.code for exercise in CONTENT.catalog.values()]


@st.composite
def some_runs(draw):
    """Runs of two weeks, in any state."""
    day = draw(st.integers(-7, 6))
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=8, unique=True))
    amounts = [draw(st.integers(5, 30)) for _ in codes]
    steps = (f"{code}{n}.1b.1exc" for code, n in zip(codes, amounts, strict=True))
    routine = shorthand.read("~".join(["n", "l", *steps]), CONTENT.catalog, kept=True)
    indices = st.frozensets(st.integers(0, len(codes) - 1))
    return Run(
        f"{day}",
        datetime(2026, 11, 16, 7, 30, tzinfo=UTC) + timedelta(days=day),
        routine,
        draw(st.sampled_from(Kind)),
        head=Head(1, draw(st.integers(0, len(codes))), 5_000, draw(st.sampled_from(Phase))),
        done=draw(indices),
        cut_short=draw(indices),
    )


@st.composite
def some_review(draw):
    """A week with at least one thing done, looked at on any day."""
    runs = draw(st.lists(some_runs(), min_size=1, max_size=12).filter(_has_something))
    today = MONDAY + timedelta(days=draw(st.integers(0, 9)))
    streaks = Streaks(draw(st.integers(0, 400)), draw(st.integers(0, 60)))
    wanted = Preferences(level=draw(st.sampled_from(Level)))
    return review(Diary(runs, UTC, today), MONDAY, streaks, wanted, CONTENT.catalog)


def _has_something(runs):
    return any(run.done and run.started_at.date() >= MONDAY for run in runs)


def words(number=0, whose=""):
    return WeekWords(CONTENT, number, whose)


some_words = st.builds(words, st.integers(0, 60), st.sampled_from(["", "person", "household"]))
few = settings(max_examples=60)
away = st.sampled_from([None, 0, 1, 5])


@few
@given(some_review(), some_words, away, st.booleans())
def test_any_week_is_told_in_two_to_four_sentences_of_half_a_minute_at_most(look, say, gone, last):
    # Nobody is away or begins in a week that follows one with something done.
    gone = 0 if look.before.days else gone
    if gone:  # and whoever was has no weeks in a row
        look = replace(look, streaks=replace(look.streaks, weeks=1))
    told = say.told(look, gone, last=last)
    assert 2 <= len(told) <= 4
    assert all(re.fullmatch(r"[A-Z].*\.", sentence) for sentence in told)
    assert all(len(re.findall(r"[.!?](?= |$)", sentence)) == 1 for sentence in told)
    assert estimate_ms(" ".join(told)) <= LONGEST_MS


@few
@given(some_review(), some_words, away, st.booleans())
def test_no_week_is_a_reproach_and_none_has_holes_in_its_sentences(look, say, gone, last):
    told = " ".join([*say.told(look, gone, last=last), say.in_a_sentence(look)])
    assert not REPROACH.search(told)
    assert not re.search(r"  | ,|,,|\{|\bNone\b|,\.", told)


@few
@given(some_review(), some_words)
def test_last_week_is_told_in_one_sentence_before_a_routine(look, say):
    told = say.in_a_sentence(look)
    assert len(re.findall(r"[.!?](?= |$)", told)) == 1
    assert estimate_ms(told) <= 12_000


@few
@given(some_review(), some_words)
def test_the_card_holds_the_week_as_text(look, say):
    made = card(say, look)
    assert len(made.title) + len(made.content) <= CARD_CHARACTERS
    assert "November 16 to November 22" in made.content
    assert "minute" in made.content


@pytest.fixture
def two_days():
    """A week with a Monday and a Wednesday, told on the Wednesday."""
    steps = "~".join(f"{code}10.1b.1exc" for code in CODES)
    routine = shorthand.read(f"n~l~{steps}", CONTENT.catalog, kept=True)
    runs = [
        Run(
            f"{day}",
            datetime(2026, 11, day, 7, tzinfo=UTC),
            routine,
            done=frozenset(range(len(CODES))),
        )
        for day in (16, 18)
    ]
    diary = Diary(runs, UTC, date(2026, 11, 18))
    return review(diary, MONDAY, Streaks(1, 0), Preferences(), CONTENT.catalog)


def test_the_same_week_sounds_different_in_other_weeks_and_the_same_all_week_long(two_days):
    told = {words(number).told(two_days, 0, last=False) for number in range(12)}
    assert len(told) >= 4
    days = [WeekWords.of(CONTENT, MONDAY, "").variant, WeekWords.of(CONTENT, MONDAY, "").variant]
    assert days[0] == days[1] != WeekWords.of(CONTENT, MONDAY + timedelta(weeks=1), "").variant


@pytest.mark.parametrize(
    ("away_weeks", "opening"), [(None, "In this first week"), (0, "This week"), (3, "Back after")]
)
def test_a_first_week_and_a_comeback_have_words_of_their_own(two_days, away_weeks, opening):
    assert words().told(two_days, away_weeks, last=False)[0].startswith(opening)
