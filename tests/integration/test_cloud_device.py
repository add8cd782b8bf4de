"""How a device behaves when Alexa wants something of it."""

import pytest

from skill.speaker.cloud import scopes
from skill.speaker.cloud.fakes import ServedHome
from skill.speaker.device.errands import Ring

QUESTION = {"type": "PlainText", "text": "Shall we start?"}


def asks(*_):
    return {"outputSpeech": QUESTION, "shouldEndSession": False}


def reminder(text, offset_s):
    return {
        "requestTime": "2026-11-16T08:00:00",
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": offset_s},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": text}]}},
    }


@pytest.fixture
def home():
    with ServedHome(asks) as home:
        home.alexa.decide([scopes.REMINDERS], granted=True)
        home.wait(0)
        home.lines.clear()
        yield home


def test_a_reminder_waits_for_the_end_of_a_conversation(home):
    home.alexa.book.add_reminder(reminder("Stretch.", 1))
    home.device.say("open")
    home.wait(5)
    assert home.said == ["Shall we start?"]
    home.wait(60)
    assert home.said[-1] == "Here's your reminder. Stretch. Stretch."


def test_two_at_the_same_time_are_heard_one_after_the_other(home):
    for text in ("Stretch.", "Walk."):
        home.alexa.book.add_reminder(reminder(text, 60))
    home.wait(62)
    assert len(home.said) == 1
    home.wait(20)
    assert sorted(said[22:29] for said in home.said) == ["Stretch", "Walk. W"]
    assert home.device.is_idle


def test_stop_cuts_a_reminder_off_and_the_next_is_heard(home):
    for text in ("Stretch.", "Walk."):
        home.alexa.book.add_reminder(reminder(text, 60))
    home.wait(62)
    home.device.say("stop")
    assert len(home.said) == 2
    home.device.say("thank you")
    assert home.device.is_idle
    assert len(home.said) == 2


def test_where_nobody_is_there_it_waits_for_somebody(home):
    home.alexa.is_attended = lambda: False
    home.alexa.book.add_reminder(reminder("Stretch.", 60))
    home.wait(600)
    assert home.said == []
    home.alexa.is_attended = lambda: True
    home.wait(0)
    assert home.said == ["Here's a reminder that I missed at 7:01 AM: Stretch."]


def test_a_device_that_was_restarted_still_rings(home):
    home.alexa.book.add_reminder(reminder("Stretch.", 60))
    home.device.restart()
    home.wait(61)
    assert len(home.said) == 1


def test_it_is_idle_while_something_is_due_only_later(home):
    home.alexa.book.add_reminder(reminder("Stretch.", 60))
    assert home.device.is_idle
    assert home.device.due_ms() == home.device.now_ms + 60_000


def test_a_sign_that_repeats_is_written_once(home):
    again = "<speak><break time='1s'/></speak>"
    home.alexa.take = lambda _: [Ring("<speak>Beep.</speak>", again, 30_000)]
    home.alexa.due_ms = lambda: None if home.said else 0
    home.wait(20)
    assert home.said == ["Beep."]
    assert not home.device.is_idle
    home.wait(20)
    assert home.device.is_idle
