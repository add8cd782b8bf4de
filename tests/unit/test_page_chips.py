"""What the page offers to say: understood as it stands, and what helps first."""

import pytest

from skill.content.page import page_texts
from skill.speaker.page.chips import chips_for, effort_chips, takes_yes_or_no
from skill.speaker.page.halt import Mood
from skill.understanding import Hearing, Moment
from skill.understanding.plainly import plainly

TEXT = page_texts()
RINGS = ["idle", "listening", "speaking", "playing", "paused"]
LEADING_ON = {TEXT[f"chips.{key}"] for key in ("resume", "go_on", "next", "over", "start", "again")}


@pytest.mark.parametrize("mood", Mood)
@pytest.mark.parametrize("ring", RINGS)
def test_every_chip_is_understood(ring, mood):
    hearing = Hearing.load("en-US")
    moment = Moment(question_open=ring == "listening", playing=ring == "playing")
    for chip in chips_for(ring, TEXT, mood):
        assert hearing.hear(chip, moment).intent != "AMAZON.FallbackIntent", chip


def test_how_hard_it_was_is_understood_from_each_chip():
    hearing = Hearing.load("en-US")
    heard = [hearing.hear(chip, Moment()) for chip in effort_chips(TEXT)]
    assert [each.intent for each in heard] == ["EffortIntent"] * 3
    assert [plainly(each.slots)["effort"] for each in heard] == ["easy", "right", "hard"]


@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("ring", RINGS)
def test_after_pain_what_helps_comes_before_what_leads_on(ring, asks):
    first, second, *_ = chips_for(ring, TEXT, Mood.HURT, asks=asks)
    assert (first, second) == (TEXT["chips.enough"], TEXT["chips.doctor"])


@pytest.mark.parametrize("ring", RINGS)
def test_who_rests_is_offered_nothing_that_leads_on(ring):
    assert not LEADING_ON & set(chips_for(ring, TEXT, Mood.REST))


def test_yes_and_no_are_no_chips_where_they_are_buttons():
    shown = chips_for("listening", TEXT, Mood.READY, asks=True)
    assert not {TEXT["chips.yes"], TEXT["chips.no"]} & set(shown)


@pytest.mark.parametrize("kind", ["hurt", "danger", "screening", "go_on", "consent", "delete"])
def test_a_question_that_yes_answers_shows_yes_and_no_while_it_is_spoken(kind):
    assert takes_yes_or_no("speaking", kind)


@pytest.mark.parametrize("kind", ["reminder_when", "leave_out_which", "timer_length"])
def test_a_question_that_wants_a_value_shows_no_yes(kind):
    assert not takes_yes_or_no("listening", kind)


def test_what_alexa_asks_herself_takes_yes_or_no():
    assert takes_yes_or_no("listening", None)
    assert not takes_yes_or_no("speaking", None)
