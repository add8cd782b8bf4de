"""After pain the page stays at the exercise that hurt, until something is played again."""

import pytest

from skill.speaker.page.halt import HaltWatch, Spot

HURT = Spot("run", 2)
NEXT = Spot("run", 3)
A_DAY_MS = 24 * 3_600_000


@pytest.fixture
def watch():
    """A routine is at its third exercise, in its fifth stretch of playing."""
    watch = HaltWatch()
    assert watch.look(HURT, 5, None, 0) is None
    return watch


@pytest.mark.parametrize(
    "intent", ["HurtIntent", "EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent"]
)
def test_the_exercise_that_hurt_stays_though_the_run_is_past_it(watch, intent):
    watch.hear(intent)
    assert watch.look(NEXT, 5, None, 1_000) == HURT


@pytest.mark.parametrize("question", ["hurt", "enough", "danger", "leg_pain"])
def test_a_question_about_the_body_halts_whatever_was_heard(watch, question):
    assert watch.look(HURT, 5, question, 1_000) == HURT
    assert watch.look(NEXT, 5, None, 2_000) == HURT


def test_it_is_over_as_soon_as_something_is_played(watch):
    watch.hear("HurtIntent")
    assert watch.look(NEXT, 6, None, 1_000) is None


def test_it_does_not_last_into_the_next_day(watch):
    watch.hear("HurtIntent")
    assert watch.look(NEXT, 5, None, A_DAY_MS) is None


def test_a_pause_is_no_halt(watch):
    watch.hear("AMAZON.PauseIntent")
    assert watch.look(HURT, 5, "go_on", 1_000) is None


def test_pain_at_rest_halts_nothing():
    watch = HaltWatch()
    watch.look(None, 0, None, 0)
    watch.hear("HurtIntent")
    assert watch.look(None, 0, "enough", 1_000) is None


def test_who_is_forgotten_is_met_as_new(watch):
    watch.hear("HurtIntent")
    watch.forget()
    assert watch.look(None, 5, None, 1_000) is None
