"""What would last has to be surely said; what stops has not."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from skill.speaker.device.ears import SURELY_SAID, Situation
from skill.speaker.text_ears import HearingEars
from skill.speaker.virtual_clock import VirtualClock
from skill.understanding import FALLBACK, Hearing
from skill.understanding.compiled import load_compiled
from skill.understanding.lasting import LASTING

UNSURE = SURELY_SAID - 0.01
NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


@cache
def ears():
    return HearingEars(Hearing.load(), VirtualClock(NOW), ZoneInfo("UTC"))


def understood(text, confidence, *, asked=False):
    situation = Situation(
        is_question_open=asked, is_playing=not asked, is_in_session=True, confidence=confidence
    )
    return ears().understand(text, situation).intent


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("delete my data", "DeleteMyDataIntent"),
        ("remind me every day at eight", "SetReminderIntent"),
        ("cancel my reminder", "CancelReminderIntent"),
        ("leave out the squat", "LeaveOutIntent"),
        ("slow down", "ChangePaceIntent"),
    ],
)
def test_what_lasts_is_asked_again_where_it_was_not_surely_said(words, intent):
    assert understood(words, SURELY_SAID) == intent
    assert understood(words, UNSURE) == FALLBACK


def test_a_yes_that_was_not_surely_said_is_no_answer():
    assert understood("yes", SURELY_SAID, asked=True) == "AMAZON.YesIntent"
    assert understood("yes", UNSURE, asked=True) == FALLBACK


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("stop", "AMAZON.StopIntent"),
        ("pause", "AMAZON.PauseIntent"),
        ("that hurts", "HurtIntent"),
        ("no", "AMAZON.NoIntent"),
    ],
)
def test_what_stops_counts_however_badly_it_was_heard(words, intent):
    assert understood(words, 0.01) == intent


def test_every_setting_that_the_model_can_change_lasts():
    changes = {name for name in load_compiled("en-US").intents if name.startswith("Change")}
    assert changes <= LASTING
