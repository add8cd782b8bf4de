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


@pytest.mark.parametrize("seconds", [20, 45, 70])
def test_the_place_of_a_button_is_where_the_sound_stopped(forgetful_room, seconds):
    room = forgetful_room
    room.say("start my back routine")
    room.let_finish()
    room.wait(seconds)
    room.device.press(Button.PAUSE)
    head = room.run.head
    assert (head.offset_ms, head.phase) == (seconds * 1_000, Phase.PAUSED)


def test_it_is_the_same_by_voice(forgetful_room):
    room = forgetful_room
    room.say("start my back routine")
    room.let_finish()
    room.wait(45)
    room.say("pause")
    head = room.run.head
    assert (head.offset_ms, head.phase) == (45_000, Phase.PAUSED)
