"""What a person wants, as the page's form has it."""

import pytest

from skill.content.page import page_texts
from skill.routine.exercise import Side
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.speaker.page.wishes import WishError
from skill.speaker.page.wishes import wished as wished_with

CATALOG = ["cat-cow", "squat", "side-bend"]


def wished(before, form, wanted):
    return wished_with(before, form, wanted, CATALOG, page_texts())


def test_a_form_tells_every_wish():
    form = {
        "minutes": "12",
        "level": "strong",
        "pace": "slower",
        "detail": "less",
        "side_first": "right",
    }
    assert wished(Preferences(), form, ["cat-cow", "squat"]) == Preferences(
        12, Level.STRONG, Pace.SLOWER, Detail.LESS, Side.RIGHT, frozenset({"side-bend"})
    )


def test_no_minutes_mean_as_long_as_it_takes():
    assert wished(Preferences(minutes=9), {"minutes": " "}, CATALOG).minutes is None


@pytest.mark.parametrize("minutes", ["3", "26", "ten", "-5", "7.5"])
def test_minutes_out_of_reach_are_refused_with_those_within(minutes):
    with pytest.raises(WishError, match="from 4 to 25"):
        wished(Preferences(), {"minutes": minutes}, CATALOG)


def test_a_routine_without_exercises_is_refused():
    with pytest.raises(WishError, match="at least one"):
        wished(Preferences(), {}, ["unknown"])


def test_a_value_that_there_is_not_is_refused():
    with pytest.raises(WishError, match="frantic"):
        wished(Preferences(), {"pace": "frantic"}, CATALOG)
