"""A device that tells 0 with the word that pauses it, and the true offset a moment later."""

import pytest

from skill.routine.run import Phase
from skill.speaker.device.device import Button
from tests.conftest import SkillDoor


class ForgetfulDoor(SkillDoor):
    """Tells offset 0 of the player in all but playback events."""

    def ask(self, envelope):
        player = envelope["context"].get("AudioPlayer")
        if player and not envelope["request"]["type"].startswith("AudioPlayer."):
            player["offsetInMilliseconds"] = 0
        return super().ask(envelope)


@pytest.fixture
def forgetful_room(make_room):
    room = make_room()
    room.door = ForgetfulDoor(room)
    return make_room(store=room.store, door=_with_sounds(room))


def _with_sounds(room):
    door = room.door
    door.sounds = room.device._parts.sounds
    return door


def paused_after(room, seconds, pause):
    room.say("start my back routine")
    room.let_finish()
    room.wait(seconds)
    pause(room)
    return room.run.head


@pytest.mark.parametrize("seconds", [20, 45, 70])
@pytest.mark.parametrize(
    "pause", [lambda room: room.device.press(Button.PAUSE), lambda room: room.say("pause")]
)
def test_the_place_is_where_the_sound_stopped(make_room, forgetful_room, seconds, pause):
    here = paused_after(forgetful_room, seconds, pause)
    there = paused_after(make_room(), seconds, pause)

    assert here.phase is Phase.PAUSED
    assert (here.step, here.segment, here.offset_ms) == (there.step, there.segment, there.offset_ms)
    assert here.offset_ms > 0
