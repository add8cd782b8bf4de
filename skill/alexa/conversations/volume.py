"""The volume: it is the device's, so nothing of ours changes, and what plays goes on."""

from skill.alexa.answer import Answer
from skill.alexa.doing import aside
from skill.alexa.turn import Turn


def of_device(turn: Turn) -> Answer:
    """Say how the device is made louder or quieter."""
    slot = turn.slot("volume")
    return aside(turn, turn.say("volume.down" if slot and slot.id == "down" else "volume.up"))


ANSWERS = {"VolumeIntent": of_device}
