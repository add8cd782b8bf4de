"""We were away while a track was heard, and are back as Alexa complains that she got no answer."""

import pytest

from skill.speaker.device.skill_client import SkillSilentError

COMPLAINT = "System.ExceptionEncountered"


@pytest.fixture
def away(known_room):
    """A room in which no report of the player gets through, but Alexa's complaints of that do."""
    ask = known_room.door.ask

    def ask_some(envelope):
        if envelope["request"]["type"].startswith("AudioPlayer."):
            raise SkillSilentError("nobody there")
        return ask(envelope)

    known_room.door.ask = ask_some
    return known_room


def test_what_the_device_says_by_the_way_is_kept(away):
    away.say("start my back routine")
    away.until_idle()
    assert {body["request"]["type"] for body in away.requests} == {"LaunchRequest", COMPLAINT}
    assert away.run.head.place == (0, 1)  # the lead was heard, and what follows never queued


def test_after_all_was_deleted_nothing_is_kept_anew(away):
    away.say("start my back routine")
    away.store.forget(away.setting.user_id, away.clock.now())
    away.until_idle()
    assert away.runs == ()


def test_a_complaint_is_no_turn_of_speech(away):
    away.say("start my back routine")
    away.until_idle()
    assert away.answers[-1]["response"] == {}
